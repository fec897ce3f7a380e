// What a change about one request would do to the others of the child: one clock runs for a child, and putting one request
// right neither starts another one again nor takes its place.
import type { Day } from '../calendar/day.ts';
import { dayInWords } from '../calendar/words.ts';
import type { Assessment, Case } from '../case-history/case.ts';

/** What is changed: the kind of event, the day it had, and the day it is given; null where it had or will have none. */
export interface Changed {
  readonly kind: string;
  readonly was: Day | null;
  readonly becomes: Day | null;
}

const openings = new Set(['REQUEST_RECEIVED', 'BROUGHT_TO_ATTENTION']);
const oneAtATime = 'One request cannot be open beside another: say first what became of the other one, or correct its days.';
const open = ({ assessments }: Case): (Day | null)[] => assessments.filter(({ ended }) => !ended).map(({ receivedOn }) => receivedOn);
const named = (on: Day | null): string => (on === null ? 'whose day is not recorded' : `received on ${dayInWords(on)}`);

/** Why a change from `before` to `after` may not be made, by what it does to the requests beside the one it is about; null where it may. */
export function secondClockRefused(changed: Changed, before: Case, after: Case): string | null {
  return twoOpen(before, after) ?? madeOne(changed, before, after) ?? cutOff(changed, before, after);
}

function twoOpen(before: Case, after: Case): string | null {
  const [held, now] = [open(before), open(after)];
  const again = now.find((on) => !held.includes(on));
  if (now.length <= Math.max(1, held.length) || again === undefined) return null;
  const other = now.find((on) => on !== again) ?? again;
  return `The request ${named(again)} would be open beside the one ${named(other)}. ${oneAtATime}`;
}

const received = ({ assessments }: Case): Day[] => assessments.flatMap(({ receivedOn }) => receivedOn ?? []);

/** Two requests would become one: what is received while a request is open is taken for part of it. */
function madeOne({ kind, was, becomes }: Changed, before: Case, after: Case): string | null {
  const [held, now] = [received(before), received(after)];
  const isNew = openings.has(kind) && was === null && becomes !== null;
  const takenBack = openings.has(kind) && was !== null && becomes === null ? 1 : 0;
  if (isNew ? held.every((on) => now.includes(on)) : now.length >= held.length - takenBack) return null;
  const moved = openings.has(kind) && was !== null && becomes !== null;
  const lost = moved ? becomes : held.find((on) => !now.includes(on)) ?? null;
  const into = now.findLast((on) => lost === null || on <= lost) ?? now[0] ?? null;
  if (moved) return `On ${dayInWords(becomes)} the request ${named(into)} was open. One request cannot be open beside another. If the two are one, take this one back.`;
  const days = [lost, into].filter((on) => on !== null).sort().map(dayInWords).join(' and ');
  const remedy = isNew ? `If the one of ${dayInWords(becomes)} has ended, say below how and when it ended.` : oneAtATime;
  return `The requests received on ${days} would count as one: what is received while a request is open is taken for part of it. ${remedy}`;
}

/** A day of receipt after what followed from the request. */
function cutOff({ kind, was, becomes }: Changed, before: Case, after: Case): string | null {
  const without = (of: Case): number => of.assessments.length - received(of).length;
  if (!openings.has(kind) || was === null || becomes === null || without(after) <= without(before)) return null;
  return `What is recorded of this request, such as its end, happened before ${dayInWords(becomes)}. Correct that first, or check the day.`;
}

const state = ({ ended, endedOn, requestOutcome, assessmentOutcome }: Assessment): string => [ended, endedOn, requestOutcome, assessmentOutcome].join('|');

/**
 * What correcting or taking back an event of the request received on `own` does to another request: possible, where the event was
 * counted for the wrong one, and so only asked about. Null where it does nothing to any other.
 */
export function otherRequestChanged(own: Day | null, before: Case, after: Case): string | null {
  const held = before.assessments.filter(({ receivedOn }) => receivedOn !== null && receivedOn !== own);
  const changed = held.find((was) => after.assessments.some((now) => now.receivedOn === was.receivedOn && state(now) !== state(was)));
  if (changed === undefined) return null;
  const ends = !changed.ended && !open(after).includes(changed.receivedOn);
  const again = open(after).includes(own) && !open(before).includes(own) ? `, and the one ${named(own)} would be open again` : '';
  return `This would ${ends ? 'end' : 'change what became of'} the request ${named(changed.receivedOn)}${again}.`;
}
