// What is to be done next in a case, and the entries that would record it as done.
import type { Day } from '../calendar/day.ts';
import { dayInWords } from '../calendar/words.ts';
import type { Case } from '../case-history/case.ts';
import { adviceBodies } from '../case-history/kinds/assessment.ts';
import { kindNamed } from '../case-history/kinds.ts';
import { tagOf, type Tag } from './duty-tag.ts';
import { type Duty, isOpen, isPast, openDuties, ruleOf, titleOf } from './duty.ts';
import { fromToday, limitInWords } from './in-words.ts';

/** A duty to do next. */
export interface NextStep {
  readonly title: string;
  readonly dueOn: Day | null;
  /** How far away it is; null where it is over, which the tag says. */
  readonly when: string | null;
  readonly tag: Tag;
  /** The first day on which it may be done, where that is still to come. */
  readonly notBefore: Day | null;
  /** What stands before the kinds of entry that record it as done, or as begun. */
  readonly lead: string;
  readonly done: readonly { readonly kind: string; readonly title: string }[];
  /** The review that it is part of, as an address says it. */
  readonly of: ReturnType<typeof reviewOf>;
}

/** The legal duty that is due first; null where none runs. */
export function nextStep(duties: readonly Duty[], today: Day): NextStep | null {
  const [next] = openDuties(duties, today);
  if (next === undefined || next.dueOn === null) return null;
  const earliest = next.code === 'NA.FINAL_PLAN' ? duties.find((duty) => duty.code === 'NA.FINALISE_EARLIEST' && isOpen(duty, today)) : undefined;
  return { title: titleOf(next), dueOn: next.dueOn, when: isPast(next, today) ? null : fromToday(next.dueOn, today), tag: tagOf(next, today), notBefore: earliest?.dueOn ?? null, of: reviewOf(next), ...entriesFor(next, duties) };
}

function entriesFor(duty: Duty, duties: readonly Duty[]): Pick<NextStep, 'lead' | 'done'> {
  const done = leadingTo(duty, duties).flatMap((kind) => {
    const found = kindNamed(kind);
    return found === undefined ? [] : [{ kind, title: found.title }];
  });
  return { lead: isYearly(duty) && !isMet(duty, duties) ? 'First comes the meeting. When it has been held, record:' : 'When it is done, record:', done };
}

/** Steps of an assessment that come before what is due: to be asked whether they are in turn. */
export function stepsBefore(next: NextStep | null): string[] {
  const ends = next?.done.some(({ kind }) => kind === 'FINAL_PLAN_SENT' || kind === 'DECISION_NO_PLAN_NOTIFIED') ?? false;
  return ends ? ['ADVICE_REQUESTED', 'ADVICE_RECEIVED', 'DRAFT_PLAN_SERVED'] : [];
}

/** The kinds of entry most likely to be recorded now: what would do the open duties, and the steps between. */
export function likelyKinds(duties: readonly Duty[], today: Day): string[] {
  const open = openDuties(duties, today);
  const parts = new Set(open.map((duty) => duty.part));
  const between = parts.has('ASSESSMENT') ? ['ADVICE_REQUESTED', 'ADVICE_RECEIVED', 'DRAFT_PLAN_SERVED'] : parts.has('PLAN') && !parts.has('REVIEW') ? ['REVIEW_MEETING_HELD'] : [];
  const first = duties.length === 0 ? ['REQUEST_RECEIVED', 'PLAN_TRANSFERRED_IN'] : [];
  return affirmativeFirst([...new Set([...first, ...open.slice(0, 3).flatMap((duty) => leadingTo(duty, duties)), ...between])].slice(0, 7));
}

/** Answers by which a family is told no, or which say that something does not come about. */
const saysNo = new Set(['DECISION_NOT_TO_ASSESS_NOTIFIED', 'DECISION_NO_PLAN_NOTIFIED', 'NO_AMENDMENT_NOTIFIED', 'REASSESSMENT_REFUSED_NOTIFIED', 'MEDIATION_DECLINED', 'MEDIATION_NOT_ARRANGED']);

/** A list that begins with a refusal would suggest it. */
const affirmativeFirst = (kinds: readonly string[]): string[] => [...kinds.filter((kind) => !saysNo.has(kind)), ...kinds.filter((kind) => saysNo.has(kind))];

/** The kinds of entry that would do a duty; towards a yearly review whose meeting is to come, the meeting. */
export function leadingTo(duty: Duty, duties: readonly Duty[]): string[] {
  if (isYearly(duty)) return [isMet(duty, duties) ? 'REVIEW_DECISION_NOTIFIED' : 'REVIEW_MEETING_HELD'];
  return affirmativeFirst([...new Set((ruleOf(duty)?.done ?? []).map((act) => act.event))]);
}

const isYearly = (duty: Duty): boolean => duty.code === 'AR.COMPLETE_BY';

/** Whether a meeting of this year of the plan was held, so that only the decision is to come. */
function isMet(yearly: Duty, duties: readonly Duty[]): boolean {
  return duties.some(({ code, triggerOn, doneOn }) => code === 'AR.DECISION' && doneOn === null && triggerOn !== null && triggerOn > (yearly.triggerOn ?? ''));
}

/** Limits of the case to which the law knows exceptions, for an officer to choose from. */
export function limitsWithExceptions(duties: readonly Duty[]): { value: string; text: string }[] {
  const limits = duties.filter((duty) => (ruleOf(duty)?.exceptions.length ?? 0) > 0)
    .map((duty) => {
      const value = duty.code === 'NA.ADVICE' && duty.body !== null ? `${duty.code}/${duty.body}` : duty.code;
      return { value, text: limitInWords(value) };
    });
  return [...new Map(limits.map((limit) => [limit.value, limit])).values()];
}

/** Who may have sent advice, those from whom it is awaited first. */
export function advisersAwaited({ assessments }: Case): { value: string; text: string }[] {
  const awaited = new Map(assessments.flatMap(({ ended, advice }) => (ended ? [] : advice.flatMap(({ body, requestedOn, receivedOn }) => (body === null || requestedOn === null || receivedOn !== null ? [] : [[body, requestedOn] as const])))));
  const all = Object.entries(adviceBodies).map(([value, text]) => ({ value, text, on: awaited.get(value) }));
  return [...all.filter(({ on }) => on !== undefined), ...all.filter(({ on }) => on === undefined)]
    .map(({ value, text, on }) => ({ value, text: on === undefined ? text : `${text}, asked on ${dayInWords(on)}` }));
}

/** Settings that were consulted in the case: a reply must name one as it was named then, or it answers nothing. */
export function settingsConsulted({ episodes }: Case): { value: string; text: string }[] {
  const named = episodes.flatMap(({ events }) => events.flatMap(({ kind, facts }) => (kind === 'CONSULTATION_SENT' && typeof facts['setting'] === 'string' ? [facts['setting']] : [])));
  return [...new Set(named)].map((setting) => ({ value: setting, text: setting }));
}

/** The reviews whose meeting was held, the last first, by the day of the meeting: where there are several, an entry can say which one it is for. */
export function reviewsHeld({ plans }: Case): { value: string; text: string }[] {
  const held = plans.flatMap(({ reviews }) => reviews).flatMap(({ meetingOn, decisionOn }) => (meetingOn === null ? [] : [{ meetingOn, decisionOn }])).sort((a, b) => (a.meetingOn < b.meetingOn ? 1 : -1));
  return held.map(({ meetingOn, decisionOn }) => ({ value: meetingOn, text: `Held on ${dayInWords(meetingOn)}, ${decisionOn === null ? 'not decided' : `decided on ${dayInWords(decisionOn)}`}` }));
}

/** The day of the meeting of a review, by the number that its dates have; null where it was not held. */
export function meetingOf({ episodes }: Case, no: number | undefined): Day | null {
  return episodes.find((one) => one.kind === 'REVIEW' && one.no === no)?.events.find(({ kind }) => kind === 'REVIEW_MEETING_HELD')?.on ?? null;
}

/** What an address says of the review that a duty is part of, so that what does the duty is recorded for that review. */
export const reviewOf = ({ part, partNo }: Pick<Duty, 'part' | 'partNo'>): { review?: number } => (part === 'REVIEW' ? { review: partNo } : {});
