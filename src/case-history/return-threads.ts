// Which request of one return is which request of another. Returns carry no key for a request, so they are matched by
// what they state, taken in the order of census days: the result does not depend on the order of loading.
import { type Day, daysBetween } from '../calendar/day.ts';
import type { LiveEntry } from './live-entries.ts';
import type { ReturnRecord, ReturnRequest } from './return-record.ts';

/** One request as one return states it. */
export interface StatedRequest {
  readonly entry: LiveEntry;
  /** 1, 2 … within the child's record in that return. */
  readonly part: number;
  readonly referenceDate: Day;
  readonly request: ReturnRequest;
}

/** The same request in every return that states it, by census day. */
export type ReturnThread = StatedRequest[];

function startOf(stated: ReturnRequest): Day | null {
  return stated.assessment?.namedPlan?.startDate ?? null;
}

function states(thread: ReturnThread, same: (earlier: ReturnRequest) => boolean): boolean {
  return thread.some((stated) => same(stated.request));
}

function sameReceived(thread: ReturnThread, { request }: StatedRequest): boolean {
  return request.receivedDate !== null && states(thread, (earlier) => earlier.receivedDate === request.receivedDate);
}

function sameStart(thread: ReturnThread, { request }: StatedRequest): boolean {
  const start = startOf(request);
  return start !== null && states(thread, (earlier) => startOf(earlier) === start);
}

/** Not equal in any key, yet the same by what happened: a corrected date, or a plan whose start date moved. */
function sameStory(thread: ReturnThread, { request }: StatedRequest): boolean {
  const last = thread.at(-1) as StatedRequest;
  const decidedOn = request.requestOutcomeDate;
  const endedOn = request.assessment?.assessmentOutcomeDate ?? null;
  if (decidedOn !== null && states(thread, (earlier) => earlier.requestOutcomeDate === decidedOn)) return true;
  if (endedOn !== null && states(thread, (earlier) => earlier.assessment?.assessmentOutcomeDate === endedOn)) return true;
  const received = request.receivedDate;
  if (last.request.requestOutcome === 'A') return received !== null && received <= last.referenceDate;
  return samePlanMoved(thread, request);
}

function samePlanMoved(thread: ReturnThread, request: ReturnRequest): boolean {
  const bothPlans = startOf(request) !== null && states(thread, (earlier) => startOf(earlier) !== null);
  const ceased = states(thread, (earlier) => earlier.assessment?.namedPlan?.ceaseDate != null);
  const received = request.receivedDate === null || !states(thread, (earlier) => earlier.receivedDate !== null);
  return bothPlans && !ceased && received;
}

/** A request and its decision are six weeks apart at most: nearer than this, two days of receipt are one request put right. */
export const ONE_REQUEST_DAYS = 42;

const byTracker = ({ entry }: StatedRequest): boolean => entry.kind === 'TRACKER_ROW';

/**
 * Where a tracker is one of the sources: the request that was open on the day stated, or that came within six weeks of it;
 * a row that states no day speaks of the last one. A second request while one is open restarts nothing.
 */
function sameCase(thread: ReturnThread, stated: StatedRequest): boolean {
  if (!byTracker(stated) && !thread.some(byTracker)) return false;
  const { receivedDate: received } = stated.request;
  const begun = lastOf(thread, (one) => one.receivedDate);
  const [start, held] = [startOf(stated.request), lastOf(thread, startOf)];
  if (received === null) return start === null || (held === null && (begun === null || begun <= start));
  if (begun === null) return held === null || (held >= received && (start === null || start === held));
  if (Math.abs(daysBetween(begun, received)) <= ONE_REQUEST_DAYS) return true;
  return begun < received && (endOf(thread) ?? '9999') > received && (held ?? '9999') > received;
}

function lastOf<T>(thread: ReturnThread, of: (request: ReturnRequest) => T | null): T | null {
  return thread.reduce<T | null>((found, { request }) => of(request) ?? found, null);
}

/** The day on which a request ended without a plan, or with one; null while it is open. */
function endOf(thread: ReturnThread): Day | null {
  const refused = lastOf(thread, ({ requestOutcome, requestOutcomeDate }) => (requestOutcome === 'N' || requestOutcome === 'W' ? requestOutcomeDate : null));
  return lastOf(thread, ({ assessment }) => assessment?.assessmentOutcomeDate ?? null) ?? refused;
}

/** A row with no more than steps in it, such as reviews, tells of no request. */
function saysItself({ request: { receivedDate, requestOutcome, assessment, activePlan, exported } }: StatedRequest): boolean {
  return [receivedDate, requestOutcome, assessment, activePlan, exported].some((value) => value !== null);
}

type Match = (thread: ReturnThread, stated: StatedRequest) => boolean;

/** Joins each of `fresh` to the one thread that matches only it; gives back those left over. */
function join(threads: ReturnThread[], fresh: StatedRequest[], match: Match): StatedRequest[] {
  const open = threads.filter((thread) => thread.at(-1)?.entry !== fresh[0]?.entry);
  return fresh.filter((stated) => {
    const free = open.filter((thread) => thread.at(-1)?.entry !== stated.entry && match(thread, stated));
    const thread = match === sameCase ? free.at(-1) : free[0];
    if (thread === undefined || (match === sameStory && (free.length > 1 || rivals(thread, fresh) > 1))) return true;
    thread.push(stated);
    return false;
  });
}

function rivals(thread: ReturnThread, fresh: readonly StatedRequest[]): number {
  return fresh.filter((stated) => sameStory(thread, stated)).length;
}

/** The requests stated by a child's returns and trackers, grouped; `entries` are those that hold what a file states, by the day as at which it speaks. */
export function threadReturns(entries: readonly LiveEntry[]): ReturnThread[] {
  const threads: ReturnThread[] = [];
  for (const entry of entries) {
    const record = entry.facts as unknown as ReturnRecord;
    let fresh = record.requests.map((request, i) => ({ entry, part: i + 1, referenceDate: record.referenceDate, request }));
    for (const match of [sameReceived, sameStart, sameStory, sameCase]) fresh = join(threads, fresh, match);
    threads.push(...fresh.filter((stated) => !byTracker(stated) || saysItself(stated)).map((stated) => [stated]));
  }
  return threads;
}
