// What the return of one year says of an invented life: who belongs in it, which decisions count as historical, and
// what was known on census day. Written independently of the program, from the guide's rules for filling in a return.
import { addDays, addMonths, day, dayFrom } from '../calendar/day.ts';
import type { Day } from '../calendar/day.ts';
import type {
  OutcomeCode, ReturnActivePlan, ReturnAssessment, ReturnNamedPlan, ReturnPlacement, ReturnRecord, ReturnRequest,
} from '../case-history/return-record.ts';
import type { AssessmentStory, ChildStory, PlanStory, RequestStory } from './child-stories.ts';

const CENSUS: Record<number, Day> = {
  2023: day('2023-01-19'), 2024: day('2024-01-18'), 2025: day('2025-01-16'), 2026: day('2026-01-15'),
};

/** A return's year, its census day and the first day and last day of the calendar year that it tells of. */
interface Span {
  year: number;
  censusDay: Day;
  from: Day;
  to: Day;
}

/** Census day of the return of `year` (2023 to 2026). */
export function censusDayOf(year: number): Day {
  const found = CENSUS[year];
  if (found === undefined) throw new Error(`no census day for ${year}`);
  return found;
}

const by = (on: Day | null, limit: Day): boolean => on !== null && on <= limit;

function activePlan(plan: PlanStory, span: Span): ReturnActivePlan {
  const end = by(plan.ceaseOn, span.censusDay) ? plan.ceaseOn : null;
  const review = plan.reviews.filter((r) => r.meetingOn <= span.censusDay).at(-1) ?? null;
  // A letter that went out shortly after census day reaches the file as often as not.
  const told = review !== null && by(review.letterOn, addDays(span.censusDay, review.outcome === 'A' ? 0 : 30));
  const due = plan.phaseTransfers.filter((p) => p.dueOn <= dayFrom(span.year, 12, 31)).at(-1) ?? null;
  const transferNow = span.year >= 2025 && due !== null && due.dueOn >= span.from && end === null;
  return {
    transferLa: plan.movedInOn !== null && plan.movedInOn >= span.from ? plan.movedInFrom : null,
    placements: held(plan, span),
    needs: plan.needs.map((n) => ({ ...n, senType: n.senType === 'DS' && span.year < 2025 ? 'OTH' : n.senType })),
    reviewMeeting: span.year >= 2024 ? (review?.meetingOn ?? null) : null,
    reviewOutcome: span.year >= 2024 && told ? (review?.outcome ?? null) : null,
    lastReview: told ? (review?.letterOn ?? null) : null,
    reviewDraft: span.year >= 2025 && told && by(review?.draftOn ?? null, span.censusDay) ? (review?.draftOn ?? null) : null,
    phaseTransferDueDate: transferNow ? due.dueOn : null,
    phaseTransferFinalDate: transferNow && by(due.finalOn, span.censusDay) ? due.finalOn : null,
  };
}

function held(plan: PlanStory, span: Span): ReturnPlacement[] {
  const inPeriod = plan.placements.filter((p) => p.entryOn <= span.censusDay && (p.leavingOn === null || p.leavingOn >= span.from));
  const told = inPeriod.length > 0 ? inPeriod : plan.placements.slice(0, 1);
  return told.map((p) => ({
    ...p.setting,
    senSetting: p.setting.senSetting === 'OTH' && span.year === 2023 ? 'OLA' : p.setting.senSetting,
    senSettingOther: p.setting.senSetting === 'OTH' && span.year === 2023 ? null : p.setting.senSettingOther,
    entryDate: p.entryOn,
    leavingDate: by(p.leavingOn, span.censusDay) ? p.leavingOn : null,
    attendancePattern: span.year === 2023 ? p.attendancePattern : null,
    res: plan.res,
    wbp: plan.wbp,
  }));
}

function namedPlan(plan: PlanStory, span: Span): ReturnNamedPlan {
  const ended = by(plan.ceaseOn, span.censusDay);
  return {
    startDate: plan.startOn,
    planRes: plan.res,
    planWbp: plan.wbp,
    pb: plan.pb,
    oa: plan.pb ? plan.oa : null,
    dp: plan.dp,
    ceaseDate: ended ? plan.ceaseOn : null,
    ceaseReason: ended ? plan.ceaseReason : null,
    planDetails: plan.named.map((s) => ({ ...s })),
  };
}

/** The code of a decision made on `on`: historical before the period, awaited after census day. */
function coded(decision: 'Y' | 'N', on: Day, overturnedOn: Day | null, span: Span): OutcomeCode {
  if (on > span.censusDay) return 'A';
  const settledBefore = decision === 'N' ? overturnedOn !== null && overturnedOn < span.from : true;
  return on < span.from && settledBefore ? 'H' : decision;
}

const UNDECIDED = {
  assessmentOutcomeDate: null, assessmentMediation: null, assessmentTribunal: null, otherMediation: null,
  otherTribunal: null, week20: null, namedPlan: null,
};

function assessmentOf(story: AssessmentStory, span: Span): ReturnAssessment {
  if (by(story.withdrawnOn, span.censusDay)) return { assessmentOutcome: 'W', ...UNDECIDED };
  const plan = story.plan !== null && story.plan.startOn <= span.censusDay ? story.plan : null;
  const movedIn = plan?.movedInOn != null;
  const out = story.outcome === 'issue' && plan === null ? day('9999-12-31') : story.outcomeOn;
  const code = movedIn ? 'H' : coded(story.outcome === 'issue' ? 'Y' : 'N', out, story.overturnedOn, span);
  if (code === 'A') return { assessmentOutcome: story.outcome === 'issue' && by(story.agreedOn, span.censusDay) ? 'Y' : 'A', ...UNDECIDED };
  const decided = code !== 'H';
  return {
    assessmentOutcome: code,
    assessmentOutcomeDate: decided ? story.outcomeOn : null,
    assessmentMediation: decided ? by(story.mediationOn, span.censusDay) : null,
    assessmentTribunal: decided ? by(story.tribunalOn, span.censusDay) : null,
    otherMediation: decided || story.otherMediationOn !== null ? by(story.otherMediationOn, span.censusDay) : null,
    otherTribunal: decided || story.otherTribunalOn !== null ? by(story.otherTribunalOn, span.censusDay) : null,
    week20: code === 'Y' ? story.week20 : null,
    namedPlan: plan === null ? null : namedPlan(plan, span),
  };
}

/** The last day on which anything about the request was still open, or null where it still is on census day. */
function closedOn(story: RequestStory, span: Span): Day | null {
  const { assessment } = story;
  const known = (on: Day | null): Day | null => (by(on, span.censusDay) ? on : null);
  if (known(story.withdrawnOn) !== null) return story.withdrawnOn;
  if (known(story.exportedOn) !== null) return story.exportedOn;
  if (story.decision === 'refuse' && !by(story.overturnedOn, span.censusDay)) return known(story.decidedOn);
  if (assessment === null) return null;
  if (known(assessment.withdrawnOn) !== null) return assessment.withdrawnOn;
  if (assessment.outcome === 'refuse' && !by(assessment.overturnedOn, span.censusDay)) return known(assessment.outcomeOn);
  return known(assessment.plan?.ceaseOn ?? null);
}

function belongs(story: RequestStory, span: Span): boolean {
  const arrived = story.assessment?.plan?.movedInOn ?? story.receivedOn;
  const closed = closedOn(story, span);
  return arrived <= span.to && (closed === null || closed >= span.from);
}

const NOTHING_MORE = { requestOutcomeDate: null, requestMediation: null, requestTribunal: null, assessment: null, activePlan: null };

/** A historical request keeps its dates only where the assessment ended, or was still open, in the period. */
function keepsDates(code: OutcomeCode, assessment: ReturnAssessment | null): boolean {
  return code !== 'H' || (assessment !== null && assessment.assessmentOutcome !== 'H');
}

function requestOf(story: RequestStory, span: Span): ReturnRequest {
  const exported = by(story.exportedOn, span.censusDay) ? story.exportedTo : null;
  const withdrawn = by(story.withdrawnOn, span.censusDay);
  const begun = story.decision === 'assess' ? story.decidedOn : story.overturnedOn;
  const goesOn = !withdrawn && exported === null && story.assessment !== null && by(begun, span.censusDay);
  const assessment = goesOn ? assessmentOf(story.assessment as AssessmentStory, span) : null;
  const plan = goesOn && assessment?.namedPlan ? (story.assessment?.plan ?? null) : null;
  const decided = coded(story.decision === 'assess' ? 'Y' : 'N', story.decidedOn, story.overturnedOn, span);
  const code = withdrawn ? 'W' : plan?.movedInOn ? 'H' : decided;
  const dated = keepsDates(code, assessment);
  const told = code === 'Y' || code === 'N';
  return {
    receivedDate: dated && !story.receivedLost ? story.receivedOn : null,
    requestSource: dated && span.year >= 2025 ? story.source : null,
    rya: dated ? story.rya : null,
    exported,
    requestOutcome: code,
    ...NOTHING_MORE,
    ...(told ? {
      requestOutcomeDate: story.decidedOn,
      requestMediation: by(story.mediationOn, span.censusDay),
      requestTribunal: by(story.tribunalOn, span.censusDay),
    } : {}),
    assessment,
    activePlan: plan === null ? null : activePlan(plan, span),
  };
}

function withSlip(record: ReturnRecord, story: ChildStory): ReturnRecord {
  const { slip } = story;
  if (slip === null || record.year >= slip.rightFrom) return record;
  const { person } = record;
  const first = record.requests[0];
  const plan = first?.assessment?.namedPlan;
  if (slip.what === 'surname') person.surname = `${person.surname ?? ''}e`;
  if (slip.what === 'ethnicity') person.ethnicity = 'NOBT';
  if (slip.what === 'received' && first?.receivedDate) first.receivedDate = addDays(first.receivedDate, -3);
  if (slip.what === 'start' && plan?.startDate) plan.startDate = addDays(plan.startDate, -7);
  if (slip.what === 'need' && first?.activePlan) first.activePlan.needs = [{ senType: 'MLD', senTypeRank: '1' }];
  return record;
}

/** What the return of `year` says of the child, or null where the child does not belong in it. */
export function childInReturn(story: ChildStory, year: number): ReturnRecord | null {
  const censusDay = censusDayOf(year);
  const span: Span = { year, censusDay, from: dayFrom(year - 1, 1, 1), to: dayFrom(year - 1, 12, 31) };
  const requests = story.requests.filter((r) => belongs(r, span)).map((r) => requestOf(r, span));
  if (requests.length === 0 || (story.person.personBirthDate ?? '') > span.to) return null;
  if ((story.person.personBirthDate as Day) < addMonths(span.from, -12 * 26)) return null;
  return withSlip({ year, referenceDate: censusDay, person: { ...story.person }, requests }, story);
}
