// The settled case of one child: what `settle` makes of all entries known. Null always means "not recorded".
import type { Day } from '../calendar/day.ts';
import type { Facts } from './entry.ts';
import type { Restriction } from './restriction.ts';

/** Something that happened (or is said to have), with where the record has it from. */
export interface CaseEvent {
  readonly kind: string;
  /** The day it happened; null where the source does not say. */
  readonly on: Day | null;
  /** The instant (ISO), where known. */
  readonly at: string | null;
  readonly facts: Facts;
  /** The record whose chain holds it: the child's own, or one that was joined with it. */
  readonly subjectId: string;
  /** The entry that holds it now: the latest correction. */
  readonly seq: number;
  /** The entry that began the chain of corrections: what other entries name it by. */
  readonly rootSeq: number;
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly source: string;
  /** Told of by a SEN2 return or a tracker, which holds only some of the steps: those it cannot hold are not recorded. */
  readonly byReturn?: true;
}

/** Case kinds of the statutory timetable, section 10.1, and two for what stands outside them. */
export type EpisodeKind =
  | 'ASSESSMENT' | 'REVIEW' | 'PHASE_TRANSFER' | 'REASSESSMENT' | 'AMENDMENT' | 'TRANSFER_IN' | 'TRANSFER_OUT'
  | 'CEASE' | 'DISPUTE' | 'DETAINED' | 'PLAN' | 'OTHER';

/** Events that belong together and own their clocks: one assessment, one review, one dispute. */
export interface Episode {
  readonly kind: EpisodeKind;
  /** 1, 2, 3 … within the case and kind, in the order in which they began. */
  readonly no: number;
  /** By day, then by entry; events without a day come last. */
  readonly events: readonly CaseEvent[];
}

export interface Case {
  readonly childId: string;
  /** The last entry taken in. */
  readonly lastSeq: number;
  /** Whether anything stands: false where every entry was retracted, and then nothing is derived. */
  readonly stands: boolean;
  readonly person: Person;
  /** By which names, numbers and birth dates sources have known the child. */
  readonly identities: readonly Identity[];
  /** Known-as and former names ever stated. */
  readonly otherNames: readonly string[];
  /** The records that went into this one, directly or through another. */
  readonly took: readonly string[];
  /** Periods in which the authority looks after the child, by day. */
  readonly lookedAfter: readonly LookedAfter[];
  readonly episodes: readonly Episode[];
  readonly assessments: readonly Assessment[];
  readonly plans: readonly Plan[];
  readonly disputes: readonly Dispute[];
  /** Whose case it is; null where nobody was ever said to have it. */
  readonly allocation: Allocation | null;
  /** Null where the record is not restricted. */
  readonly restriction: Restriction | null;
  /** Staff who may never see it, having a conflict of interest. */
  readonly conflicts: readonly string[];
  /** The day on which staff last recorded anything but who works on it or may see it; null where files alone have told of the child. */
  readonly workedOn: Day | null;
}

export interface LookedAfter {
  readonly fromOn: Day;
  /** The last day; null while it goes on. */
  readonly untilOn: Day | null;
}

export interface Allocation {
  /** Staff id; null where the case has no caseworker. */
  readonly caseworker: string | null;
  readonly team: string | null;
  readonly on: Day;
}

/** Who a source says the child is: one combination of what it states, as it states it. */
export interface Identity {
  readonly surname: string | null;
  readonly forename: string | null;
  readonly dob: Day | null;
  readonly upn: string | null;
  readonly uln: string | null;
  readonly nhsNumber: string | null;
}

export interface Person {
  surname: string | null;
  forename: string | null;
  /** What the child is called in daily life, where that is not the forename. */
  knownAs: string | null;
  /** As written, several with commas between. */
  formerNames: string | null;
  dob: Day | null;
  sex: string | null;
  ethnicity: string | null;
  postcode: string | null;
  upn: string | null;
  uln: string | null;
  nhsNumber: string | null;
  upnUnknown: string | null;
  /** School or setting, as recorded by staff. */
  setting: string | null;
}

/** Decision on a request. `historical`: decided before the period of the return that says so, day not recorded. */
export type RequestOutcome = 'assess' | 'refuse' | 'undecided' | 'withdrawn' | 'historical';
/** Decision after an assessment. */
export type AssessmentOutcome = 'issue' | 'no-plan' | 'undecided' | 'withdrawn' | 'historical';

/** One request (or other start) and all that follows from it up to a plan or a refusal. */
export interface Assessment {
  no: number;
  /** The assessment episode's events are `episodes` of kind ASSESSMENT with the same no. */
  begunBy: 'REQUEST_RECEIVED' | 'BROUGHT_TO_ATTENTION' | null;
  receivedOn: Day | null;
  requestSource: string | null;
  rya: boolean | null;
  requestOutcome: RequestOutcome | null;
  requestOutcomeOn: Day | null;
  requestMediation: boolean | null;
  requestTribunal: boolean | null;
  exportedTo: string | null;
  assessmentOutcome: AssessmentOutcome | null;
  /** For `issue` the day the plan was issued, for `no-plan` the day of the notice. */
  assessmentOutcomeOn: Day | null;
  assessmentMediation: boolean | null;
  assessmentTribunal: boolean | null;
  otherMediation: boolean | null;
  otherTribunal: boolean | null;
  /** An exception applied to the 20-week limit. */
  week20: boolean | null;
  draftServedOn: Day | null;
  /** The day it ended in any way (refused, no plan, issued, withdrawn, moved away); null while open or not recorded. */
  endedOn: Day | null;
  /** True once it ended, whether or not the day is recorded. */
  ended: boolean;
  advice: Advice[];
}

export interface Advice {
  body: string | null;
  requestedOn: Day | null;
  /** The day the body received the request: its six weeks run from here. */
  bodyReceivedOn: Day | null;
  receivedOn: Day | null;
}

export interface Plan {
  no: number;
  /** The assessment it came from, where recorded. */
  assessmentNo: number | null;
  startOn: Day | null;
  ceaseOn: Day | null;
  ceaseReason: string | null;
  transferredFrom: string | null;
  res: string | null;
  wbp: string | null;
  pb: boolean | null;
  oa: boolean | null;
  dp: string | null;
  named: Setting[];
  placements: Placement[];
  needs: { type: string | null; rank: string | null }[];
  reviews: Review[];
  phaseTransfers: PhaseTransfer[];
}

export interface Setting {
  urn: string | null;
  ukprn: string | null;
  senSetting: string | null;
  senSettingOther: string | null;
  rank: string | null;
  senUnit: boolean | null;
  resourcedProvision: boolean | null;
}

export interface Placement extends Setting {
  name: string | null;
  entryOn: Day | null;
  leavingOn: Day | null;
  attendancePattern: string | null;
  res: string | null;
  wbp: string | null;
}

export type ReviewOutcome = 'maintain' | 'amend' | 'cease';

export interface Review {
  no: number;
  meetingOn: Day | null;
  reportOn: Day | null;
  decisionOn: Day | null;
  outcome: ReviewOutcome | null;
  amendmentNoticeOn: Day | null;
  /** Final amended plan sent. */
  finalOn: Day | null;
  notAmendedOn: Day | null;
}

export interface PhaseTransfer {
  no: number;
  /** A kind of the statutory timetable, section 7, or null. */
  kind: string | null;
  transferOn: Day | null;
  /** The due day as the source states it (the quoted day: 15 February or 31 March). */
  dueOn: Day | null;
  finalOn: Day | null;
}

export interface Dispute {
  no: number;
  /** The kind of decision disputed, where recorded. */
  about: string | null;
  noticeOn: Day | null;
  mediationOn: Day | null;
  appealOn: Day | null;
  /** Order, notice to the Tribunal or agreement to comply with, the latest. */
  orderOn: Day | null;
  order: string | null;
}
