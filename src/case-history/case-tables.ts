import type { Case } from './case.ts';
import type { AnyDerivedTable } from './derived-table.ts';
import { adviceRequestTable } from './advice-request-table.ts';
import { childTable } from './child-table.ts';
import { disputeTable } from './dispute-table.ts';
import { identityTable } from './identity-table.ts';
import { joinedRecordTable } from './joined-record-table.ts';
import { lookedAfterTable } from './looked-after-table.ts';
import { nameWordTable } from './name-word-table.ts';
import { phaseTransferTable } from './phase-transfer-table.ts';
import { namedSettingTable, placementTable } from './placement-table.ts';
import { planNeedTable } from './plan-need-table.ts';
import { planTable } from './plan-table.ts';
import { requestTable } from './request-table.ts';
import { conflictTable, restrictedToTable, restrictionTable } from './restriction-table.ts';
import { reviewTable } from './review-table.ts';

/** Every table derived from the case alone; deadlines, which also need the law and the calendar, add theirs. */
export const caseTables: readonly AnyDerivedTable<Case>[] = [
  childTable, identityTable, nameWordTable, requestTable, adviceRequestTable, planTable, planNeedTable, namedSettingTable, placementTable,
  reviewTable, phaseTransferTable, disputeTable, restrictionTable, restrictedToTable, conflictTable, joinedRecordTable, lookedAfterTable,
];
