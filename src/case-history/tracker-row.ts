// What one row of a tracker (a council's own spreadsheet) says of one child: the facts of an entry of kind TRACKER_ROW. It
// says what a return would say, as far as the sheet has columns for it, and steps that returns have no place for.
import type { Day } from '../calendar/day.ts';
import type { Facts } from './entry.ts';
import type { ReturnAssessment, ReturnNamedPlan, ReturnPerson, ReturnRecord, ReturnRequest } from './return-record.ts';

/** `year` is that of the day as at which the sheet speaks (`referenceDate`): a tracker has no collection year. */
export interface TrackerRecord extends ReturnRecord {
  /** What the council calls the sheet: the same in every state of it. */
  tracker: string;
  person: TrackerPerson;
  requests: TrackerRequest[];
  /** Whether the child is looked after on the day of the sheet; only where it says so. */
  lookedAfter?: boolean;
  /** Steps that are the child's, not a request's; only where there are any. */
  steps?: TrackerStep[];
}

/** Who a row is about. What no return has a place for is there only where it is stated. */
export interface TrackerPerson extends ReturnPerson {
  knownAs?: string;
  formerNames?: string;
  nhsNumber?: string;
}

export interface TrackerRequest extends ReturnRequest {
  steps: TrackerStep[];
  /** Outcomes that no cell states, and that follow from steps or a plan in the row; only where there are any. */
  inferred?: Inferred[];
}

/** An outcome that can be inferred from what comes after it. */
export type Inferred = 'requestOutcome' | 'assessmentOutcome';

/** Whether a request states an outcome by what came after it alone: nothing that a source does state is overridden by that. */
export function isInferred(request: ReturnRequest, name: Inferred): boolean {
  return inferredIn(request).includes(name);
}

/** The outcomes of a request that it states by what came after them alone. */
export function inferredIn(request: ReturnRequest): readonly Inferred[] {
  return (request as Partial<TrackerRequest>).inferred ?? [];
}

/** A request without outcomes that it lets be inferred, where `of` says so. */
export function withoutInferred<R extends ReturnRequest>(request: R, of: (name: Inferred) => boolean): R {
  const { inferred = [], ...left } = request as R & Partial<TrackerRequest>;
  const gone = inferred.filter(of);
  if (gone.length === 0) return request;
  const kept = inferred.filter((name) => !gone.includes(name));
  const assessment = left.assessment === null || !gone.includes('assessmentOutcome') ? left.assessment : { ...left.assessment, assessmentOutcome: null, assessmentOutcomeDate: null };
  return { ...left, ...(gone.includes('requestOutcome') ? { requestOutcome: null } : {}), assessment, ...(kept.length === 0 ? {} : { inferred: kept }) } as unknown as R;
}

/** A step that the sheet says was taken on a day: a kind of entry with its facts. */
export interface TrackerStep {
  kind: string;
  on: Day;
  facts: Facts;
}

/** A row of which nothing has been read yet. */
export function emptyTrackerRecord(tracker: string, asAt: Day): TrackerRecord {
  return {
    tracker, year: Number(asAt.slice(0, 4)), referenceDate: asAt, requests: [],
    person: { surname: null, forename: null, personBirthDate: null, sex: null, ethnicity: null, postCode: null, upn: null, uniqueLearnerNumber: null, upnUnknown: null },
  };
}

/** A request of which nothing is stated. */
export function emptyTrackerRequest(): TrackerRequest {
  return {
    receivedDate: null, requestSource: null, rya: null, requestOutcomeDate: null, requestOutcome: null, requestMediation: null, requestTribunal: null,
    exported: null, assessment: null, activePlan: null, steps: [],
  };
}

/** An assessment of which nothing is stated. */
export function emptyAssessment(): ReturnAssessment {
  return {
    assessmentOutcome: null, assessmentOutcomeDate: null, assessmentMediation: null, assessmentTribunal: null, otherMediation: null, otherTribunal: null,
    week20: null, namedPlan: null,
  };
}

/** A plan of which nothing is stated. */
export function emptyNamedPlan(): ReturnNamedPlan {
  return { startDate: null, planRes: null, planWbp: null, pb: null, oa: null, dp: null, ceaseDate: null, ceaseReason: null, planDetails: [] };
}

/** Whether an entry of this kind holds what a file states of a child, as at a day: a return's record, or a tracker's row. */
export function isStatement(kind: string): boolean {
  return kind === 'SEN2_RECORD' || kind === 'TRACKER_ROW';
}

/** Whether what a file states is a tracker's row. */
export function isTrackerRecord(record: ReturnRecord): record is TrackerRecord {
  return 'tracker' in record;
}
