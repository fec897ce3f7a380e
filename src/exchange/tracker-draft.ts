// A row of a tracker while it is read, and what follows from it once the whole row was.
import type { Day } from '../calendar/day.ts';
import type { Json } from '../case-history/entry.ts';
import type { ReturnActivePlan, ReturnAssessment } from '../case-history/return-record.ts';
import type { TrackerRecord, TrackerRequest } from '../case-history/tracker-row.ts';

/** A row being read. What only a plan can have waits until the whole row is read. */
export interface TrackerDraft {
  readonly record: TrackerRecord;
  readonly request: TrackerRequest;
  readonly ofPlan: { need?: string; secondNeed?: string; urn?: string; schoolName?: string; transferredFrom?: string };
}

/** A day that was left out, and why. */
export interface LeftOut { readonly value: Day; readonly message: string }

/**
 * Fills in what only a plan can have, and what follows from what a row says; gives back each day that it left out. `unread` are
 * the targets whose cells could not be read.
 */
export function completed({ record, request: read, ofPlan: waiting }: TrackerDraft, unread: ReadonlySet<string>): LeftOut[] {
  const wrong: LeftOut[] = [];
  const { assessment: outcome } = read;
  if (read.requestOutcomeDate !== null && read.requestOutcome === null) {
    wrong.push({ value: read.requestOutcomeDate, message: unread.has('decision') ? UNREAD.decision : 'There is a day of decision, and no decision whether to assess. The day was not taken: fill in the decision.' });
    read.requestOutcomeDate = null;
  }
  if (outcome?.assessmentOutcomeDate != null && outcome.assessmentOutcome === null) {
    wrong.push({ value: outcome.assessmentOutcomeDate, message: unread.has('outcome') ? UNREAD.outcome : 'There is a day of the outcome, and no outcome of the assessment. The day was not taken: fill in the outcome.' });
    outcome.assessmentOutcomeDate = null;
  }
  if (outcome !== null) impliedBy(read, outcome);
  if (read.receivedDate !== null && read.steps.some(({ kind }) => ASSESSING.has(kind))) inferDecision(read, 'Y');
  if (outcome !== null && Object.values(outcome).every((value) => value === null || value === false)) read.assessment = null;
  if (outcome?.namedPlan != null && Object.keys(waiting).length > 0) read.activePlan = activePlan(waiting);
  if (saysAnything(read)) record.requests.push(read);
  return wrong;
}

const UNREAD = {
  decision: 'There is a day of decision, and the decision whether to assess could not be read. The day was not taken: say what the words of the decision mean, and the day counts.',
  outcome: 'There is a day of the outcome, and the outcome of the assessment could not be read. The day was not taken: say what the words of the outcome mean, and the day counts.',
} as const;

// Steps that are taken only once it was decided to assess: a row that has one leaves no request undecided.
const ASSESSING: ReadonlySet<string> = new Set(['ADVICE_REQUESTED', 'ADVICE_RECEIVED', 'DECISION_TO_ISSUE', 'DRAFT_PLAN_SERVED', 'DRAFT_REISSUED']);

/** A plan shows that it was decided to assess; a plan without a request was decided before the sheet begins (as returns say it). */
function impliedBy(read: TrackerRequest, outcome: ReturnAssessment): void {
  const before = read.receivedDate === null && read.requestOutcome === null;
  if (outcome.namedPlan?.startDate != null && outcome.assessmentOutcome === null) {
    Object.assign(outcome, before ? { assessmentOutcome: 'H' } : { assessmentOutcome: 'Y', assessmentOutcomeDate: outcome.namedPlan.startDate });
    (read.inferred ??= []).push('assessmentOutcome');
  }
  if (outcome.assessmentOutcome !== null && outcome.assessmentOutcome !== 'A') inferDecision(read, before ? 'H' : 'Y');
}

/** What nothing says of the decision whether to assess follows from what came after it. */
function inferDecision(read: TrackerRequest, decision: 'Y' | 'H'): void {
  if (read.requestOutcome !== null) return;
  read.requestOutcome = decision;
  (read.inferred ??= []).push('requestOutcome');
}

function activePlan({ need, secondNeed, urn, schoolName, transferredFrom }: TrackerDraft['ofPlan']): ReturnActivePlan {
  const needs = [[need, '1'], [secondNeed, '2']].flatMap(([senType, senTypeRank]) => (senType === undefined ? [] : [{ senType, senTypeRank: senTypeRank ?? null }]));
  const place = { ukprn: null, senSetting: null, senSettingOther: null, placementRank: '1', senUnitIndicator: null, resourcedProvisionIndicator: null, entryDate: null, leavingDate: null, attendancePattern: null, res: null, wbp: null };
  return {
    transferLa: transferredFrom ?? null, needs, placements: urn === undefined ? [] : [{ ...place, urn, ...(schoolName === undefined ? {} : { name: schoolName }) }], reviewMeeting: null, reviewOutcome: null,
    lastReview: null, reviewDraft: null, phaseTransferDueDate: null, phaseTransferFinalDate: null,
  };
}

function saysAnything(read: TrackerRequest): boolean {
  return Object.values(read as unknown as Record<string, Json>).some((value) => (Array.isArray(value) ? value.length > 0 : value !== null));
}
