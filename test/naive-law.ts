// Measures of law and of families waiting, counted a second time in memory over settled cases and their dates.
import { daysBetween } from '../src/calendar/day.ts';
import type { Day } from '../src/calendar/day.ts';
import type { Assessment, Review } from '../src/case-history/case.ts';
import type { Deadline } from '../src/deadlines/deadline.ts';
import { standing, statusOn, stored } from '../src/deadlines/standing.ts';
import type { InventedCase } from './invented-cases.ts';

export interface Asked { readonly from: Day; readonly to: Day; readonly asAt: Day }
export interface Share { numerator: number; denominator: number }

type Judge<Item> = (item: Item, of: InventedCase) => boolean | null;

/** Of the items judged true or false, how many there are and how many are true. */
function share<Item>(cases: readonly InventedCase[], items: (of: InventedCase) => readonly Item[], judge: Judge<Item>): Share {
  const verdicts = cases.flatMap((one) => items(one).map((item) => judge(item, one))).filter((verdict) => verdict !== null);
  return { numerator: verdicts.filter(Boolean).length, denominator: verdicts.length };
}

const within = (day: Day | null, { from, to }: Asked): boolean => day !== null && day >= from && day <= to;

/** Limits with these codes that fell due in the window: were they met? */
export function inTime(cases: readonly InventedCase[], codes: readonly string[], asked: Asked): Share {
  return share(cases, ({ deadlines }) => deadlines.filter(({ code, dueOn }) => codes.includes(code) && within(dueOn, asked)), (date) => {
    const status = statusOn(stored(date), asked.asAt);
    if (status === 'MET') return true;
    const closedInTime = status === 'NOT_APPLICABLE' && (date.closedOn === null || date.closedOn <= (date.dueOn as Day));
    return closedInTime || status === 'NOT_STARTED' || status === 'OPEN_DUE_TODAY' || date.exempt !== null ? null : false;
  });
}

/** How many limits with these codes are open and overdue, without those with an exception. */
export function overdue(cases: readonly InventedCase[], codes: readonly string[], asAt: Day): number {
  const late = (date: Deadline): boolean => codes.includes(date.code) && statusOn(stored(date), asAt) === 'OPEN_OVERDUE';
  return cases.flatMap(({ deadlines }) => deadlines).filter(late).length;
}

const past = (day: Day | null, asAt: Day): boolean => day === null || day <= asAt;
const endedBy = (one: Assessment, asAt: Day): boolean => one.ended && past(one.endedOn, asAt);

/** Days waited by every open request whose day of receipt is recorded, shortest first. */
export function waits(cases: readonly InventedCase[], asAt: Day): number[] {
  const open = cases.flatMap(({ settled }) => settled.assessments).filter((one) => !endedBy(one, asAt));
  return open.flatMap(({ receivedOn }) => (receivedOn !== null && receivedOn <= asAt ? [daysBetween(receivedOn, asAt)] : [])).sort((a, b) => a - b);
}

function decisionOf(one: Assessment, asAt: Day): string | null {
  const on = one.requestOutcomeOn ?? (one.requestOutcome === 'withdrawn' ? one.endedOn : null);
  return on !== null && on > asAt ? 'undecided' : one.requestOutcome;
}

function resultOf(one: Assessment, asAt: Day): string | null {
  const on = one.assessmentOutcomeOn ?? (one.assessmentOutcome === 'withdrawn' ? one.endedOn : null);
  return on !== null && on > asAt ? 'undecided' : one.assessmentOutcome;
}

/** Requests of the window whose 20 weeks have passed, less those that ended without a plan: a plan within 140 days? */
export function cohort(cases: readonly InventedCase[], asked: Asked): Share {
  return share(cases, ({ settled }) => settled.assessments.filter(({ receivedOn }) => within(receivedOn, asked)), (one) => {
    const [decision, result] = [decisionOf(one, asked.asAt), resultOf(one, asked.asAt)];
    if (decision === 'refuse' || result === 'no-plan' || decision === 'withdrawn' || result === 'withdrawn') return null;
    if (one.exportedTo !== null && endedBy(one, asked.asAt)) return null;
    if (daysBetween(one.receivedOn as Day, asked.asAt) <= 140 || result === 'historical') return null;
    return result === 'issue' && one.assessmentOutcomeOn !== null && daysBetween(one.receivedOn as Day, one.assessmentOutcomeOn) <= 140;
  });
}

/** Open assessments: in time, still possible, and nothing of the same assessment overdue? */
export function onTrack(cases: readonly InventedCase[], asAt: Day): Share {
  const final = ({ deadlines }: InventedCase): Deadline[] => deadlines.filter((date) => date.code === 'NA.FINAL_PLAN' && statusOn(stored(date), asAt).startsWith('OPEN'));
  return share(cases, final, (date, { deadlines }) => {
    const { status, warnings } = standing(date, asAt);
    const late = deadlines.some((other) => other.part === date.part && other.partNo === date.partNo && other.rule.nature === 'duty'
      && (other.force === 'STATUTORY' || other.force === 'CASE_LAW') && statusOn(stored(other), asAt) === 'OPEN_OVERDUE');
    return status === 'OPEN_IN_TIME' && !warnings.includes('breachInevitable') && !late;
  });
}

/** Reviews decided in the window within 28 days; with those overdue with no decision where `counting` says so. */
export function reviewDecisions(cases: readonly InventedCase[], asked: Asked, counting: 'decided' | 'overdue too'): Share {
  const reviews = ({ settled }: InventedCase): { review: Review; ceaseOn: Day | null }[] =>
    settled.plans.flatMap((plan) => plan.reviews.map((review) => ({ review, ceaseOn: plan.ceaseOn })));
  return share(cases, reviews, ({ review: { meetingOn, decisionOn, outcome }, ceaseOn }) => {
    if (meetingOn === null) return null;
    if (decisionOn !== null && decisionOn <= asked.asAt) return within(decisionOn, asked) ? daysBetween(meetingOn, decisionOn) <= 28 : null;
    const ended = ceaseOn !== null && ceaseOn < asked.asAt;
    const undecided = decisionOn !== null || outcome === null;
    return counting === 'overdue too' && undecided && !ended && daysBetween(meetingOn, asked.asAt) > 28 ? false : null;
  });
}
