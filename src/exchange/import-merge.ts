// Several rows of a file about one child, made one. Pure.
import { daysBetween } from '../calendar/day.ts';
import { canonical } from '../case-history/canonical.ts';
import type { Json } from '../case-history/entry.ts';
import type { ReturnRecord, ReturnRequest } from '../case-history/return-record.ts';
import { ONE_REQUEST_DAYS } from '../case-history/return-threads.ts';
import { type Inferred, isInferred, isTrackerRecord, withoutInferred } from '../case-history/tracker-row.ts';

/** One record with what each of several rows about one person says: identity from the first that states it, all requests once. */
export function mergeRecords(records: readonly ReturnRecord[]): ReturnRecord {
  const [first] = records as [ReturnRecord, ...ReturnRecord[]];
  if (isTrackerRecord(first)) return mergeRows(records);
  const person = { ...first.person };
  for (const record of records) {
    for (const name of Object.keys(person) as (keyof typeof person)[]) Object.assign(person, { [name]: person[name] ?? record.person[name] });
  }
  const requests = records.flatMap((record) => record.requests);
  return { ...first, person, requests: [...new Map(requests.map((request) => [JSON.stringify(request), request])).values()] };
}

/** Of several rows of a tracker about one child, what each says; where two differ, the first one counts. */
function mergeRows(rows: readonly ReturnRecord[]): ReturnRecord {
  const requests = oneEach(rows.flatMap((row) => row.requests));
  const merged = rows.map((row) => ({ ...row, requests: [] }) as unknown as Json).reduce(filled);
  return { ...merged as unknown as ReturnRecord, requests };
}

/** Of several rows of a tracker about one request, what each says; where two differ, the first one counts. */
function oneEach(requests: readonly ReturnRequest[]): ReturnRequest[] {
  const held: ReturnRequest[] = [];
  for (const request of requests) {
    const same = held.findIndex((other) => isSameRequest(other, request));
    if (same < 0) held.push(request);
    else held[same] = together(held[same] as ReturnRequest, request);
  }
  return held;
}

/** What either states; what one merely lets be inferred counts only where the other states nothing. */
function together(first: ReturnRequest, second: ReturnRequest): ReturnRequest {
  const [one, other] = [withoutInferred(first, (name) => states(second, name)), withoutInferred(second, (name) => states(first, name))];
  return filled(one as unknown as Json, other as unknown as Json) as unknown as ReturnRequest;
}

const states = (request: ReturnRequest, name: Inferred): boolean => !isInferred(request, name) && (name === 'requestOutcome' ? request.requestOutcome : request.assessment?.assessmentOutcome) != null;

function isSameRequest(one: ReturnRequest, other: ReturnRequest): boolean {
  const [from, to] = [one.receivedDate, other.receivedDate];
  if (from !== null && to !== null) return Math.abs(daysBetween(from, to)) <= ONE_REQUEST_DAYS;
  return from === to && one.assessment?.namedPlan?.startDate === other.assessment?.namedPlan?.startDate;
}

function filled(held: Json, more: Json): Json {
  if (held === null || more === null) return held ?? more;
  if (Array.isArray(held) && Array.isArray(more)) return [...new Map([...held, ...more].map((one) => [canonical(one), one])).values()];
  if (typeof held !== 'object' || typeof more !== 'object' || Array.isArray(held) || Array.isArray(more)) return held;
  return Object.fromEntries(Object.keys({ ...held, ...more }).map((name) => [name, filled(held[name] ?? null, more[name] ?? null)]));
}
