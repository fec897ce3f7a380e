// What one SEN2 return says of one child: the facts of an entry of kind SEN2_RECORD. The names are those of the
// items in the return, in lower camel case; a value that is absent or could not be read is null ("not recorded").
// Item meanings: Department for Education, SEN2 person level guide; the layouts per year are in `exchange/`.
import type { Day } from '../calendar/day.ts';

export interface ReturnRecord {
  /** The collection year, for example 2026. The period is the calendar year before it. */
  year: number;
  /** Census day: the day as at which the source makes its assertion. */
  referenceDate: Day;
  person: ReturnPerson;
  requests: ReturnRequest[];
}

export interface ReturnPerson {
  surname: string | null;
  forename: string | null;
  personBirthDate: Day | null;
  /** Code as stated: M, F, U; 2023 codes 1 and 2 are read as M and F, 0 and 9 as U. */
  sex: string | null;
  ethnicity: string | null;
  postCode: string | null;
  upn: string | null;
  uniqueLearnerNumber: string | null;
  upnUnknown: string | null;
}

export type OutcomeCode = 'Y' | 'N' | 'A' | 'W' | 'H';

export interface ReturnRequest {
  receivedDate: Day | null;
  requestSource: string | null;
  rya: boolean | null;
  requestOutcomeDate: Day | null;
  requestOutcome: OutcomeCode | null;
  requestMediation: boolean | null;
  requestTribunal: boolean | null;
  exported: string | null;
  assessment: ReturnAssessment | null;
  activePlan: ReturnActivePlan | null;
}

export interface ReturnAssessment {
  assessmentOutcome: OutcomeCode | null;
  assessmentOutcomeDate: Day | null;
  assessmentMediation: boolean | null;
  assessmentTribunal: boolean | null;
  otherMediation: boolean | null;
  otherTribunal: boolean | null;
  week20: boolean | null;
  namedPlan: ReturnNamedPlan | null;
}

export interface ReturnNamedPlan {
  startDate: Day | null;
  planRes: string | null;
  planWbp: string | null;
  pb: boolean | null;
  oa: boolean | null;
  dp: string | null;
  ceaseDate: Day | null;
  ceaseReason: string | null;
  planDetails: ReturnSetting[];
}

/** Where: exactly one of urn, ukprn and senSetting in a sound return. */
export interface ReturnSetting {
  urn: string | null;
  ukprn: string | null;
  senSetting: string | null;
  senSettingOther: string | null;
  placementRank: string | null;
  senUnitIndicator: boolean | null;
  resourcedProvisionIndicator: boolean | null;
}

export interface ReturnPlacement extends ReturnSetting {
  entryDate: Day | null;
  leavingDate: Day | null;
  /** 2023 only. */
  attendancePattern: string | null;
  /** Stated with the plan in 2023 (then given to each placement), with the placement from 2024. */
  res: string | null;
  wbp: string | null;
  /** What the establishment is called, only where a tracker or staff say so: no return has a place for it. */
  name?: string | null;
}

export interface ReturnActivePlan {
  transferLa: string | null;
  placements: ReturnPlacement[];
  needs: { senType: string | null; senTypeRank: string | null }[];
  reviewMeeting: Day | null;
  reviewOutcome: string | null;
  /** "Last review" is the day of the letter with the decision, not of the meeting. */
  lastReview: Day | null;
  reviewDraft: Day | null;
  phaseTransferDueDate: Day | null;
  phaseTransferFinalDate: Day | null;
}
