// Annual reviews: which meeting, letter and notice belong together, and what is settled of each.
import { addDays, type Day, daysBetween, parseDay } from '../calendar/day.ts';
import { aboutOf, isAbout } from './about.ts';
import { byDay } from './assessment-threads.ts';
import type { Review, ReviewOutcome } from './case.ts';
import { byAssertion, type LiveEntry } from './live-entries.ts';
import type { ReturnActivePlan } from './return-record.ts';
import type { StatedPlan } from './settle-phase-transfer.ts';
import { SAME_STEP_DAYS } from './tracker-steps.ts';

export interface ReviewThread {
  readonly stated: StatedPlan[];
  readonly events: LiveEntry[];
  fields: ReviewFields;
}

type ReviewFields = Omit<Review, 'no'>;

const nothing: ReviewFields = {
  meetingOn: null, reportOn: null, decisionOn: null, outcome: null, amendmentNoticeOn: null, finalOn: null, notAmendedOn: null,
};
const codes: Record<string, ReviewOutcome> = { M: 'maintain', A: 'amend', C: 'cease', MAINTAIN: 'maintain', AMEND: 'amend', CEASE: 'cease' };
const before = new Set(['REVIEW_SCHEDULED', 'REVIEW_NOTICE_GIVEN', 'REVIEW_ADVICE_CIRCULATED']);
const after = new Set(['REVIEW_REPORT_SENT', 'REVIEW_DECISION_NOTIFIED']);
const amending = new Set(['AMENDMENT_NOTICE_SENT', 'FINAL_AMENDED_PLAN_SENT', 'NO_AMENDMENT_NOTIFIED']);

function fieldsOfReturn(plan: ReturnActivePlan): Partial<ReviewFields> {
  const fields = {
    meetingOn: plan.reviewMeeting, decisionOn: plan.lastReview, amendmentNoticeOn: plan.reviewDraft,
    outcome: codes[plan.reviewOutcome ?? ''] ?? null,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

function fieldsOfEvent(event: LiveEntry): Partial<ReviewFields> {
  const on = event.occurredOn;
  switch (event.kind) {
    case 'REVIEW_MEETING_HELD': return { meetingOn: on };
    case 'REVIEW_REPORT_SENT': return { reportOn: on };
    case 'REVIEW_DECISION_NOTIFIED': return { decisionOn: on, outcome: codes[String(event.facts['outcome'])] ?? null };
    case 'AMENDMENT_NOTICE_SENT': return { amendmentNoticeOn: on };
    case 'FINAL_AMENDED_PLAN_SENT': return { finalOn: on };
    case 'NO_AMENDMENT_NOTIFIED': return { notAmendedOn: on };
    default: return {};
  }
}

/** The reviews that returns state of one plan: the same where the meeting or the letter has the same day. */
export function threadStatedReviews(stated: readonly StatedPlan[]): ReviewThread[] {
  const threads: ReviewThread[] = [];
  for (const one of stated) {
    const fields = fieldsOfReturn(one.plan);
    if (Object.keys(fields).length === 0) continue;
    const same = threads.find(({ fields: held }) => equal(held.meetingOn, fields.meetingOn) || equal(held.decisionOn, fields.decisionOn));
    const thread = same ?? { stated: [], events: [], fields: nothing };
    if (same === undefined) threads.push(thread);
    thread.stated.push(one);
    thread.fields = { ...thread.fields, ...fields };
  }
  return threads;
}

/** Near enough for two sources to speak of the same meeting, where one of them is a tracker. */
function isNear(held: Day | null, fresh: Day | null): boolean {
  return held !== null && fresh !== null && Math.abs(daysBetween(held, fresh)) <= SAME_STEP_DAYS;
}

function equal(held: Day | null, fresh: Day | null | undefined): boolean {
  return held !== null && held === fresh;
}

/** Puts the review events of staff with the reviews they belong to, opening new ones; gives back those of no review. */
export function joinReviewEvents(threads: ReviewThread[], events: readonly LiveEntry[]): LiveEntry[] {
  const others: LiveEntry[] = [];
  for (const event of [...events].sort(inTurn)) {
    const thread = namedIn(threads, event) ?? meetingNamed(threads, event) ?? reviewFor(threads, event, others.at(-1));
    if (thread === null) { others.push(event); continue; }
    thread.events.push(event);
    thread.fields = { ...thread.fields, ...fieldsOfEvent(event) };
  }
  for (const thread of threads) thread.fields = settled(thread);
  return others;
}

/** By day; of one day, proposed amendments and plans after the decision that they follow. */
function inTurn(a: LiveEntry, b: LiveEntry): number {
  return a.occurredOn === b.occurredOn ? Number(amending.has(a.kind)) - Number(amending.has(b.kind)) || byDay(a, b) : byDay(a, b);
}

function namedIn(threads: readonly ReviewThread[], event: LiveEntry): ReviewThread | undefined {
  const about = aboutOf(event);
  if (about === null) return undefined;
  return threads.find(({ events, stated }) => (about.part === null
    ? events.some((other) => isAbout(about, other)) : stated.some(({ entry, part }) => isAbout(about, entry) && part === about.part)));
}

/** The review whose meeting the officer chose; where the day of that meeting was put right since, the one that had it before, else the nearest. */
function meetingNamed(threads: readonly ReviewThread[], { kind, facts: { review } }: LiveEntry): ReviewThread | undefined {
  const chosen = typeof review === 'string' && (after.has(kind) || amending.has(kind)) ? parseDay(review) : null;
  if (chosen === null) return undefined;
  const away = ({ fields: { meetingOn } }: ReviewThread): number => (meetingOn === null ? Infinity : Math.abs(daysBetween(meetingOn, chosen)));
  const [nearest] = threads.filter((thread) => away(thread) <= SAME_STEP_DAYS).sort((a, b) => away(a) - away(b));
  return threads.find(({ fields }) => equal(fields.meetingOn, chosen)) ?? threads.find((thread) => meetingDaysSaid(thread).includes(chosen)) ?? nearest;
}

/** Every day that returns, trackers and staff gave for the meeting of a review, also before they were corrected. */
function meetingDaysSaid({ events, stated }: ReviewThread): (Day | null)[] {
  return [...stated.map(({ plan }) => plan.reviewMeeting), ...events.flatMap(({ kind, occurredOn, wasOn = [] }) => (kind === 'REVIEW_MEETING_HELD' ? [occurredOn, ...wasOn] : []))];
}

/** The review an event belongs to; null where it amends a plan outside any review, as `outside` did last. */
function reviewFor(threads: ReviewThread[], event: LiveEntry, outside: LiveEntry | undefined): ReviewThread | null {
  const last = latest(threads, event.occurredOn);
  if (event.kind === 'REVIEW_MEETING_HELD') {
    const near = event.byFile === true ? threads.find(({ fields }) => isNear(fields.meetingOn, event.occurredOn)) : undefined;
    if (near !== undefined) return near;
    const same = threads.find((thread) => equal(thread.fields.meetingOn, event.occurredOn));
    return same ?? (last !== undefined && last.fields.meetingOn === null && last.fields.decisionOn === null ? last : opened(threads));
  }
  if (before.has(event.kind)) return last !== undefined && last.fields.decisionOn === null && waits(last, event) ? last : opened(threads);
  if (amending.has(event.kind)) return amended(threads.filter(wasHeld), event, outside);
  const past = after.has(event.kind) ? latest(threads.filter((thread) => !isToCome(thread, event.occurredOn)), event.occurredOn) : undefined;
  const again = event.kind === 'REVIEW_DECISION_NOTIFIED' && past !== undefined && isDecidedBefore(past, event.occurredOn);
  return (again ? last : past ?? last) ?? opened(threads);
}

/** Whether a review is decided, and by another letter than that of a day. */
function isDecidedBefore({ fields: { decisionOn, outcome } }: ReviewThread, on: Day | null): boolean {
  return (decisionOn !== null || outcome !== null) && !equal(decisionOn, on);
}

const wasHeld = ({ fields: { meetingOn, decisionOn } }: ReviewThread): boolean => meetingOn !== null || decisionOn !== null;

/** Whether a meeting that was not held yet is still to come on a day: what was done by then is for the one before. Notice is given two weeks before. */
function isToCome(thread: ReviewThread, on: Day | null): boolean {
  if (on === null || wasHeld(thread)) return false;
  const [first] = thread.events;
  const arranged = thread.events.map(({ facts }) => facts['meetingDate']).findLast((day) => typeof day === 'string');
  return typeof arranged === 'string' ? arranged > on : first?.occurredOn != null && on <= addDays(first.occurredOn, 14);
}

/**
 * The review of those held that a notice or plan belongs to. A notice follows the last decision, where that is to amend and has none yet;
 * a final plan answers the last notice that has no answer yet, unless a later one was outside any review. Trackers and returns need not
 * tell of notices. Else both are of the review that was held last.
 */
function amended(held: readonly ReviewThread[], { kind, occurredOn: on, byFile }: LiveEntry, outside: LiveEntry | undefined): ReviewThread | null {
  const [last, decided] = [latest(held, on), latest(held.filter(({ fields }) => fields.outcome !== null), on)];
  const noticed = latest(held.filter((thread) => amends(thread) && hasNotice(thread)), on);
  const wasOutside = (outside?.occurredOn ?? '') >= (noticed?.fields.amendmentNoticeOn ?? '');
  const isOpen = (thread: ReviewThread | undefined): boolean => thread !== undefined && amends(thread);
  if (kind !== 'AMENDMENT_NOTICE_SENT') return [byFile === true || wasOutside ? undefined : noticed, decided, last].find(isOpen) ?? null;
  const awaitsNotice = byFile !== true && decided !== undefined && !hasNotice(decided) && decided.events.length > 0;
  return [awaitsNotice ? decided : undefined, last].find(isOpen) ?? null;
}

const hasNotice = ({ fields }: ReviewThread): boolean => fields.amendmentNoticeOn !== null;

/**
 * Notice or papers may have gone out as late as four weeks after the meeting; after that, or where the review has them,
 * they are for the next one. A meeting arranged once one was held is the next.
 */
function waits({ fields: { meetingOn }, events }: ReviewThread, { kind, occurredOn: on, facts }: LiveEntry): boolean {
  if (meetingOn === null) return true;
  if (kind === 'REVIEW_SCHEDULED') return facts['meetingDate'] === meetingOn;
  return on !== null && on <= addDays(meetingOn, 28) && events.every((held) => held.kind !== kind);
}

/** Still open to a notice of amendments or a final plan. */
function amends({ fields }: ReviewThread): boolean {
  return fields.finalOn === null && fields.notAmendedOn === null && (fields.outcome === null || fields.outcome === 'amend');
}

function opened(threads: ReviewThread[]): ReviewThread {
  const fresh: ReviewThread = { stated: [], events: [], fields: nothing };
  threads.push(fresh);
  return fresh;
}

/** The last of these by its meeting, letter or first entry, up to a day. */
function latest(threads: readonly ReviewThread[], on: Day | null): ReviewThread | undefined {
  const dayOf = (thread: ReviewThread): string => thread.fields.meetingOn ?? thread.fields.decisionOn ?? thread.events[0]?.occurredOn ?? '';
  return threads.filter((thread) => on === null || dayOf(thread) <= on)
    .reduce<ReviewThread | undefined>((held, thread) => (held === undefined || dayOf(thread) >= dayOf(held) ? thread : held), undefined);
}

/**
 * Field by field, the latest assertion wins, whether a return's or an officer's. Of several notices of amendments that staff
 * sent the first counts: the eight weeks run from it (regulation 22(3)), and a return that names another asserts nothing new.
 */
function settled(thread: ReviewThread): ReviewFields {
  const notices = thread.events.filter(({ kind }) => kind === 'AMENDMENT_NOTICE_SENT');
  const first = notices[0];
  const said = thread.stated.map(({ entry, plan }) => ({ entry, plan: notices.some(({ occurredOn }) => occurredOn === plan.reviewDraft) ? { ...plan, reviewDraft: null } : plan }));
  const claims = [
    ...said.map(({ entry, plan }) => ({ entry, fields: fieldsOfReturn(plan) })),
    ...thread.events.filter((entry) => entry === first || entry.kind !== 'AMENDMENT_NOTICE_SENT').map((entry) => ({ entry, fields: fieldsOfEvent(entry) })),
  ].sort((a, b) => byAssertion(a.entry, b.entry));
  return claims.reduce<ReviewFields>((fields, claim) => ({ ...fields, ...claim.fields }), nothing);
}
