// Which events belong to which assessment: those stated by returns and those recorded by staff, one story each.
import { addDays, type Day } from '../calendar/day.ts';
import { aboutOf, denies, isAbout } from './about.ts';
import { kindNamed } from './kinds.ts';
import type { LiveEntry } from './live-entries.ts';
import { withoutDenied } from './return-statements.ts';
import { ONE_REQUEST_DAYS, type ReturnThread, threadReturns } from './return-threads.ts';
import { statedFirst } from './stated-first.ts';
import { inferredIn, isStatement, withoutInferred } from './tracker-row.ts';

export interface AssessmentThread {
  readonly stated: ReturnThread;
  /** Events recorded by staff, by day; those without a day last. */
  readonly events: LiveEntry[];
  begunOn: Day | null;
  /** Closed to further requests; with the day where one is known. */
  ended: boolean;
  endedOn: Day | null;
}

const openings = new Set(['REQUEST_RECEIVED', 'BROUGHT_TO_ATTENTION']);
const endings = new Set(['DECISION_NOT_TO_ASSESS_NOTIFIED', 'REQUEST_WITHDRAWN', 'MOVED_OUT', 'DECISION_NO_PLAN_NOTIFIED', 'FINAL_PLAN_SENT']);
const reopenings = new Set(['DECISION_TO_ASSESS_NOTIFIED', 'ADVICE_REQUESTED', 'DECISION_TO_ISSUE', 'DRAFT_PLAN_SERVED', 'LA_CONCEDED_INFORMALLY']);

/** By the day it happened, then by recording; without a day, last. */
export function byDay(a: LiveEntry, b: LiveEntry): number {
  const [left, right] = [a.occurredOn ?? '9999', b.occurredOn ?? '9999'];
  return left < right ? -1 : left > right ? 1 : a.recordedAt < b.recordedAt ? -1 : a.recordedAt > b.recordedAt ? 1 : a.seq - b.seq;
}

function threadOfReturns(stated: ReturnThread): AssessmentThread {
  const last = (stated.at(-1) as ReturnThread[number]).request;
  const found = <T>(of: (request: typeof last) => T | null | undefined): T | null =>
    stated.reduce<T | null>((held, { request }) => of(request) ?? held, null);
  const outcome = found((r) => r.requestOutcome);
  const result = found((r) => r.assessment?.assessmentOutcome);
  const endedOn = found((r) => r.assessment?.assessmentOutcomeDate) ?? (found((r) => r.assessment) === null ? found((r) => r.requestOutcomeDate) : null);
  const ended = result === null ? outcome === 'N' || outcome === 'W' || found((r) => r.exported) !== null
    : result === 'N' || result === 'W' || result === 'H' || (result === 'Y' && endedOn !== null);
  return { stated, events: [], begunOn: found((r) => r.receivedDate), ended, endedOn: ended ? endedOn : null };
}

/** The thread that an event names in `about`. */
function named(threads: readonly AssessmentThread[], event: LiveEntry): AssessmentThread | undefined {
  const about = aboutOf(event);
  if (about === null) return undefined;
  return threads.find((thread) => about.part === null
    ? thread.events.some((other) => isAbout(about, other))
    : thread.stated.some((s) => isAbout(about, s.entry) && s.part === about.part));
}

function begunBefore(threads: readonly AssessmentThread[], on: Day | null): AssessmentThread | undefined {
  const before = threads.filter((thread) => on === null || thread.begunOn === null || thread.begunOn <= on);
  return before.reduce<AssessmentThread | undefined>(
    (latest, thread) => (latest === undefined || (thread.begunOn ?? '') >= (latest.begunOn ?? '') ? thread : latest), undefined);
}

function isOpen(thread: AssessmentThread, on: Day | null): boolean {
  return !thread.ended || (thread.endedOn !== null && on !== null && thread.endedOn > on);
}

/** A tracker states the request as of a day soon after this one: they are the same. */
function soonIn({ stated }: AssessmentThread, on: Day): boolean {
  return stated.some(({ entry, request: { receivedDate } }) => entry.kind === 'TRACKER_ROW' && receivedDate !== null && receivedDate > on && receivedDate <= addDays(on, ONE_REQUEST_DAYS));
}

/** A second request while one is open restarts nothing: it joins the open one (statutory timetable, 3.4). */
function threadFor(threads: AssessmentThread[], event: LiveEntry): AssessmentThread {
  const on = event.occurredOn;
  const before = named(threads, event)
    ?? threads.find((thread) => openings.has(event.kind) && on !== null && thread.stated.some((s) => s.request.receivedDate === on))
    ?? threads.find((thread) => openings.has(event.kind) && on !== null && soonIn(thread, on))
    ?? begunBefore(threads, on);
  if (before !== undefined && (!openings.has(event.kind) || event.facts['about'] != null || isOpen(before, on) || before.begunOn === on)) return before;
  const fresh: AssessmentThread = { stated: [], events: [], begunOn: null, ended: false, endedOn: null };
  threads.push(fresh);
  return fresh;
}

function take(thread: AssessmentThread, event: LiveEntry): void {
  thread.events.push(event);
  if (openings.has(event.kind)) thread.begunOn = thread.begunOn ?? event.occurredOn;
  if (endings.has(event.kind)) Object.assign(thread, { ended: true, endedOn: event.occurredOn });
  if (reopenings.has(event.kind) && thread.ended && !overtaken(thread, event)) Object.assign(thread, { ended: false, endedOn: null });
}

/** An event dated before the end does not re-open it. */
function overtaken(thread: AssessmentThread, event: LiveEntry): boolean {
  return event.occurredOn === null || thread.endedOn === null || event.occurredOn < thread.endedOn
    || (event.occurredOn === thread.endedOn && event.kind !== 'LA_CONCEDED_INFORMALLY');
}

/** All assessments of a child, earliest first, from its returns and from the events recorded by staff, out of all that stands. */
export function threadAssessments(live: readonly LiveEntry[]): AssessmentThread[] {
  const denials = live.filter(denies);
  const stated = threadReturns(live.filter(({ kind }) => isStatement(kind))).map((thread) => withoutInferences(withoutDenied(thread, denials)));
  const events = live.filter((entry) => kindNamed(entry.kind)?.episode === 'ASSESSMENT' && !denies(entry));
  const threads = stated.filter((thread) => thread.length > 0).map(threadOfReturns);
  for (const event of events.sort(byDay)) take(threadFor(threads, event), event);
  return threads.sort((a, b) => ((a.begunOn ?? startOf(a) ?? '9999') < (b.begunOn ?? startOf(b) ?? '9999') ? -1 : 1));
}

/** Before staff have their say: whether a request is open decides to which one an event belongs. */
function withoutInferences(thread: ReturnThread): ReturnThread {
  return statedFirst(thread, {
    inferred: ({ request }) => inferredIn(request),
    decides: ({ request }, name) => ![null, undefined, 'A'].includes(name === 'requestOutcome' ? request.requestOutcome : request.assessment?.assessmentOutcome),
    without: (one, names) => ({ ...one, request: withoutInferred(one.request, (name) => names.includes(name)) }),
  });
}

function startOf(thread: AssessmentThread): Day | null {
  return thread.stated.reduce<Day | null>((held, { request }) => request.assessment?.namedPlan?.startDate ?? held, null);
}
