// Which kinds of event can come next in a case as it stands, so that a form offers these first, and which an officer may only
// record late.
import { addDays, type Day } from '../calendar/day.ts';
import type { Case, CaseEvent } from '../case-history/case.ts';
import { questions } from '../deadlines/unusual-steps.ts';
import { refusals } from './refuse.ts';
import { type State, turns } from './turns.ts';

function holds(state: State, { assessments, plans, lookedAfter }: Case, today: Day): boolean {
  const open = assessments.findLast(({ ended }) => !ended);
  const inForce = plans.some(({ startOn, ceaseOn }) => (startOn ?? '') <= today && (ceaseOn ?? '9999') > today);
  switch (state) {
    case 'a request': return open !== undefined;
    case 'advice asked for': return open?.advice.some(({ requestedOn, receivedOn }) => requestedOn !== null && receivedOn === null) ?? false;
    case 'a plan': return inForce;
    case 'a request or a plan': return open !== undefined || inForce;
    case 'no plan': return !inForce;
    case 'neither': return open === undefined && !inForce;
    case 'looked after': return lookedAfter.some(({ untilOn }) => untilOn === null);
    case 'not looked after': return lookedAfter.every(({ untilOn }) => untilOn !== null);
  }
}

/** The kinds of event in a case in the order in which they happened; what has no day stands where it was recorded. */
function kindsInOrder({ episodes }: Case): string[] {
  const at = ({ on, recordedAt }: CaseEvent): string => `${on ?? recordedAt.slice(0, 10)} ${recordedAt}`;
  return episodes.flatMap(({ events }) => events).sort((a, b) => (at(a) < at(b) ? -1 : at(a) > at(b) ? 1 : a.seq - b.seq)).map(({ kind }) => kind);
}

/** Which of these kinds can come next in a case and are neither refused nor asked about today: what has happened, and was not answered yet. Pure. */
export function inTurn(kinds: readonly string[], settled: Case, today: Day): string[] {
  const happened = kindsInOrder(settled);
  const last = (of: readonly string[] | undefined): number => happened.findLastIndex((kind) => of?.includes(kind) === true);
  return kinds.filter((kind) => {
    const turn = turns[kind];
    if (turn?.with !== undefined && !holds(turn.with, settled, today)) return false;
    const due = turn?.after === undefined || (last(turn.after) >= 0 && last(turn.until) < last(turn.after));
    return due && isAccepted(kind, today, settled, today) && isUsual(kind, today, settled);
  });
}

/**
 * Which of these kinds would be accepted without a question on some day around what has happened: one recorded late, or out of turn.
 * Also what the family's time for views still stands against: it is in order from the day after.
 */
export function possible(kinds: readonly string[], settled: Case, today: Day): string[] {
  const around = daysAround(settled, today);
  return kinds.filter((kind) => around.some((on) => isUsual(kind, on, settled) && isAccepted(kind, on, settled, on > today ? on : today)));
}

/** Which of these kinds, of those that are not possible without a question, are recorded all the same once they are confirmed. */
export function confirmable(kinds: readonly string[], settled: Case, today: Day): string[] {
  const around = daysAround(settled, today).filter((on) => on <= today);
  return kinds.filter((kind) => around.some((on) => isAccepted(kind, on, settled, today)));
}

/** From then on the family has had its time to say what it thinks (regulations 13(1)(a) and 22(2)(c)). */
const AFTER_A_DRAFT = 15;

function daysAround({ episodes }: Case, today: Day): Day[] {
  const happened = new Set(episodes.flatMap(({ events }) => events.flatMap(({ on }) => on ?? [])));
  return [...new Set([today, ...[...happened].flatMap((on) => [on, addDays(on, -1), addDays(on, AFTER_A_DRAFT)])])];
}

const isUsual = (kind: string, on: Day, settled: Case): boolean => questions({ kind, on }, settled).length === 0;

const openings = new Set(['REQUEST_RECEIVED', 'BROUGHT_TO_ATTENTION']);

/** Whether it is accepted with some answers: an exception with a limit and a reason, advice from somebody, a request that has ended since. */
function isAccepted(kind: string, on: Day, settled: Case, today: Day): boolean {
  const answers = [{ limit: 'NA.FINAL_PLAN', why: 'said', body: 'HEALTH' }, ...(openings.has(kind) && on < today ? [{ ending: 'REQUEST_WITHDRAWN', endingOn: on }] : [])];
  return answers.some((facts) => refusals({ kind, on, facts }, settled, today).length === 0);
}
