// Steps of one assessment or one review whose days stand in an order that cannot be: a day was mistyped, or a step is missing.
import { type Day, daysBetween } from '../calendar/day.ts';
import { dayInWords } from '../calendar/words.ts';
import type { Case, CaseEvent, Episode } from './case.ts';
import { kindNamed } from './kinds.ts';
import { adviceBodies } from './kinds/assessment.ts';

/** Such an order, with both days, as a sentence without its stop; not `certain` where it may be true all the same, and is only asked about. */
export interface ImpossibleOrder {
  readonly text: string;
  readonly certain: boolean;
}

/** Of each kind of step those that can only come after it, or on the same day. */
const following: readonly (readonly [string, readonly string[]])[] = [
  ['REQUEST_RECEIVED', ['DECISION_TO_ASSESS_NOTIFIED', 'DECISION_NOT_TO_ASSESS_NOTIFIED', 'REQUEST_WITHDRAWN']],
  ['BROUGHT_TO_ATTENTION', ['DECISION_TO_ASSESS_NOTIFIED', 'DECISION_NOT_TO_ASSESS_NOTIFIED']],
  ['DECISION_TO_ASSESS_NOTIFIED', ['DRAFT_PLAN_SERVED', 'DECISION_TO_ISSUE', 'DECISION_NO_PLAN_NOTIFIED', 'FINAL_PLAN_SENT']],
  ['DRAFT_PLAN_SERVED', ['FINAL_PLAN_SENT']],
  ['REVIEW_SCHEDULED', ['REVIEW_MEETING_HELD']],
  ['REVIEW_MEETING_HELD', ['REVIEW_REPORT_SENT', 'REVIEW_DECISION_NOTIFIED', 'AMENDMENT_NOTICE_SENT', 'FINAL_AMENDED_PLAN_SENT']],
  ['AMENDMENT_NOTICE_SENT', ['FINAL_AMENDED_PLAN_SENT', 'NO_AMENDMENT_NOTIFIED']],
];

/** Half a year. Reviews are a year apart: what is nearer than this to a meeting is more likely of the same review. */
const NEAR_DAYS = 182;

/** The first event of each kind in an assessment or review that has a day. */
type Steps = ReadonlyMap<string, CaseEvent & { readonly on: Day }>;

/** Every order of days in a case that cannot be, or that calls for a question. */
export function impossibleOrders({ episodes }: Pick<Case, 'episodes'>): ImpossibleOrder[] {
  const of = (wanted: Episode['kind']): Steps[] => episodes.flatMap(({ kind, events }) => (kind === wanted ? [firstSteps(events)] : []));
  const reviews = of('REVIEW');
  const unfinished = reviews.filter((review) => review.has('REVIEW_MEETING_HELD') && !goesOn(review)).map(meetingOf);
  const advice = episodes.flatMap(({ kind, events }) => (kind === 'ASSESSMENT' ? adviceTooEarly(events) : []));
  return [...[...of('ASSESSMENT'), ...reviews].flatMap(withinOne), ...advice, ...unfinished.length === 0 ? [] : reviews.flatMap((review) => acrossTwo(review, unfinished))];
}

/** What a change of a case brings of such orders. */
export function newOrders(before: Case, after: Case): ImpossibleOrder[] {
  const held = new Set(impossibleOrders(before).map(({ text }) => text));
  return impossibleOrders(after).filter(({ text }) => !held.has(text));
}

function firstSteps(events: Episode['events']): Steps {
  const steps = new Map<string, CaseEvent & { on: Day }>();
  for (const event of events) if (event.on !== null && !steps.has(event.kind)) steps.set(event.kind, { ...event, on: event.on });
  return steps;
}

function withinOne(steps: Steps): ImpossibleOrder[] {
  return following.flatMap(([kind, others]) => {
    const first = steps.get(kind);
    return first === undefined ? [] : others.flatMap((other) => {
      const then = steps.get(other);
      return then !== undefined && then.on < first.on ? [{ text: wrongWay(then, first), certain: true }] : [];
    });
  });
}

/** Advice that came before it was asked for may be one that was there already (regulation 6(4)); or one of the two days was mistyped, and it does not count as come. */
function adviceTooEarly(events: Episode['events']): ImpossibleOrder[] {
  const dated = events.flatMap((event) => (event.on === null ? [] : [{ ...event, on: event.on }])).sort((a, b) => a.on.localeCompare(b.on));
  return Object.keys(adviceBodies).flatMap((body) => {
    const of = (kind: string): Met[] => dated.filter((event) => event.kind === kind && event.facts['body'] === body);
    const [asked, received] = [of('ADVICE_REQUESTED')[0], of('ADVICE_RECEIVED').at(-1)];
    return asked === undefined || received === undefined || received.on >= asked.on ? [] : [{ text: wrongWay(received, asked), certain: false }];
  });
}

/**
 * A meeting with a wrong day is taken for a review of its own, and its steps for one that has no meeting, or for the year
 * before. `unfinished`: the meetings that nothing follows. Until a step after it is recorded, there may be two meetings.
 */
function acrossTwo(steps: Steps, unfinished: readonly Met[]): ImpossibleOrder[] {
  const [arranged, decided] = [steps.get('REVIEW_SCHEDULED'), steps.get('REVIEW_DECISION_NOTIFIED')];
  if (steps.has('REVIEW_MEETING_HELD')) return decided === undefined ? [] : lateDecision(meetingOf(steps), decided, unfinished);
  const meant = (arranged?.facts['meetingDate'] ?? null) as Day | null;
  const early = unfinished.findLast(({ on }) => arranged !== undefined && meant !== null && on < arranged.on && isNear(on, meant));
  if (arranged !== undefined && early !== undefined) return [{ text: `${wrongWay(early, arranged)}, which is about a meeting on ${dayInWords(meant as Day)}`, certain: goesOn(steps) }];
  const late = unfinished.find(({ on }) => decided !== undefined && decided.byReturn !== true && on > decided.on && isNear(decided.on, on));
  return decided === undefined || late === undefined ? [] : [{ text: wrongWay(decided, late), certain: true }];
}

/** A decision long after its meeting and soon before the next one may belong to that one. */
function lateDecision(met: Met, decided: Met, unfinished: readonly Met[]): ImpossibleOrder[] {
  const next = isNear(met.on, decided.on) ? undefined : unfinished.find(({ on }) => on > decided.on && isNear(decided.on, on));
  return next === undefined ? [] : [{ text: `${wrongWay(decided, next)}, so that it counts for the meeting of ${dayInWords(met.on)}`, certain: false }];
}

type Met = CaseEvent & { readonly on: Day };

const meetingOf = (steps: Steps): Met => steps.get('REVIEW_MEETING_HELD') as Met;

const wrongWay = (then: Met, first: Met): string =>
  `“${titleOf(then)}” has the day ${dayInWords(then.on)}, before “${titleOf(first)}” of ${dayInWords(first.on)}`;

const titleOf = ({ kind }: CaseEvent): string => kindNamed(kind)?.title ?? kind;

const isNear = (one: Day, other: Day): boolean => Math.abs(daysBetween(one, other)) <= NEAR_DAYS;

const goesOn = (steps: Steps): boolean => ['REVIEW_REPORT_SENT', 'REVIEW_DECISION_NOTIFIED', 'AMENDMENT_NOTICE_SENT', 'FINAL_AMENDED_PLAN_SENT'].some((kind) => steps.has(kind));
