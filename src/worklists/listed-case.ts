import type { Day } from '../calendar/day.ts';
import type { Stage } from '../case-history/case-stage.ts';

/** A case in a list. */
export interface ListedCase {
  readonly childId: string;
  readonly reference: string;
  readonly surname: string | null;
  readonly forename: string | null;
  readonly stage: Stage;
  readonly caseworkerId: string | null;
  readonly caseworker: string | null;
  readonly workedOn: Day | null;
  /** The legal duty due first, and whether an exception to it is recorded; null where none runs. */
  readonly dueOn: Day | null;
  readonly code: string | null;
  readonly body: string | null;
  readonly ruleSet: string | null;
  readonly triggerKind: string | null;
  readonly excused: boolean;
  /** The last lawful day of the legal duty due first of those not past it; null where there is none. */
  readonly aheadOn: Day | null;
  /** How many legal duties are overdue. */
  readonly overdue: number;
  readonly inevitable: boolean;
  readonly dataProblem: boolean;
  readonly bodies: readonly string[];
  readonly views: boolean;
  readonly settings: number;
  readonly mediator: boolean;
  readonly appeal: boolean;
}
