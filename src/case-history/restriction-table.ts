import type { Case } from './case.ts';
import { derivedTable } from './derived-table.ts';
import type { NamedViewer, Restriction } from './restriction.ts';

export const restrictionTable = derivedTable<Case, Restriction>({
  name: 'restriction',
  meaning: 'One row a record that is restricted: only those named may see it.',
  each: (c) => (c.stands && c.restriction !== null ? [c.restriction] : []),
  key: [],
  indexes: [['review_due_on']],
  columns: {
    reason: { type: 'text', meaning: 'Why: a code of restrictionReasons', of: (r) => r.reason },
    guardian_id: { type: 'uuid', meaning: 'Member of staff who decides who may see it', of: (r) => r.guardian },
    guardian_named_by: { type: 'text', meaning: 'Member of staff who put the guardian in the place of another; none for the first', of: (r) => r.appointed?.by ?? null },
    guardian_named_on: { type: 'date', meaning: 'Day of that', of: (r) => r.appointed?.on ?? null },
    since_on: { type: 'date', meaning: 'Day from which it holds', of: (r) => r.on },
    review_due_on: { type: 'date', meaning: 'Day by which it is to be reviewed', of: (r) => r.reviewDueOn },
    lift_proposed_by: { type: 'text', meaning: 'Member of staff who proposes to lift it; none where nobody does', of: (r) => r.lift?.by ?? null },
    lift_proposed_on: { type: 'date', meaning: 'Day of that proposal', of: (r) => r.lift?.on ?? null },
  },
});

export const restrictedToTable = derivedTable<Case, NamedViewer>({
  name: 'restricted_to',
  meaning: 'One row a member of staff named to a restricted record.',
  each: (c) => (c.stands ? (c.restriction?.named ?? []) : []),
  key: ['staff_id'],
  indexes: [['staff_id']],
  columns: {
    staff_id: { type: 'uuid', meaning: 'Who may see it', of: (named) => named.staff },
    until_on: { type: 'date', meaning: 'Last day on which they may', of: (named) => named.until },
  },
});

export const conflictTable = derivedTable<Case, string>({
  name: 'conflict',
  meaning: 'One row a member of staff who may never see the record, having a conflict of interest.',
  each: (c) => (c.stands ? c.conflicts : []),
  key: ['staff_id'],
  indexes: [['staff_id']],
  columns: { staff_id: { type: 'uuid', meaning: 'Who may not see it', of: (staff) => staff } },
});
