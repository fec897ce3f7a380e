// Whether an event is the one that a rule speaks of, and which day of it counts.
import { type Day, parseDay } from '../calendar/day.ts';
import { receivedOn } from '../calendar/receipt.ts';
import { workingDaysAfter } from '../calendar/working-days.ts';
import type { CaseEvent } from '../case-history/case.ts';
import { type Effect, effectsOfAgreement, effectsOfAppeal, effectsOfOrder } from '../statute/effects.ts';
import type { Act, Start } from '../statute/rule.ts';
import type { Law } from './law.ts';

/** A fact as text, or null where it is not recorded. */
export function factOf(event: CaseEvent, name: string): string | null {
  const value = event.facts[name];
  return value === undefined || value === null || value === '' ? null : String(value);
}

/** A fact that holds a day, or null where it is not recorded. */
export function dayIn(event: CaseEvent, name: string): Day | null {
  const value = factOf(event, name);
  return value === null ? null : parseDay(value);
}

/** What an order, an agreement or a notice to the Tribunal makes the authority do. */
export function effectsOf(event: CaseEvent): readonly Effect[] {
  switch (event.kind) {
    case 'TRIBUNAL_ORDER_MADE': return effectsOfOrder(factOf(event, 'order'));
    case 'MEDIATION_AGREEMENT_SIGNED': return effectsOfAgreement(factOf(event, 'effect'), event.facts['appealable'] as boolean | null ?? null);
    case 'LA_NOTIFIED_TRIBUNAL_UNOPPOSED': return notOpposed(event);
    default: return [];
  }
}

/** Only a notice before the response brings regulation 45 into play. */
function notOpposed(event: CaseEvent): readonly Effect[] {
  if (event.facts['beforeResponse'] === false) return [];
  const order = effectsOfOrder(factOf(event, 'order') ?? factOf(event, 'appeal'));
  return order.length > 0 ? order : effectsOfAppeal(factOf(event, 'appeal') ?? '');
}

/** Whether `event` is the act; for one that must name the same body, the same as `start` does. */
export function isAct(act: Act, event: CaseEvent, start?: CaseEvent | null): boolean {
  if (act.event !== event.kind) return false;
  if (act.fact !== undefined && !says(event, act.fact, act.is)) return false;
  if (act.since !== undefined && start?.on != null && event.on !== null && event.on < start.on) return false;
  if (act.same === undefined || start == null) return true;
  const [mine, theirs] = [factOf(event, act.same), factOf(start, act.same)];
  return mine === null || theirs === null || mine === theirs;
}

function says(event: CaseEvent, fact: string, values: readonly string[] | undefined): boolean {
  const value = factOf(event, fact);
  return values === undefined ? value !== null : values.includes(value ?? 'null');
}

/** Whether `event` starts the clock. */
export function isStart(start: Start, event: CaseEvent): boolean {
  return isAct(start, event) && (start.effect === undefined || (effectsOf(event) as readonly string[]).includes(start.effect));
}

/** The day from which the clock runs, under the council's readings; null where it is not recorded. */
export function startDay(start: Start, event: CaseEvent, law: Law): Day | null {
  if (start.counts === 'order' && law.settings.orderStart === 'SENT') return dayIn(event, 'sentOn') ?? event.on;
  const stated = start.day === undefined ? null : dayIn(event, start.day);
  if (stated !== null) return stated;
  if (event.on === null || start.counts !== 'receipt' || law.settings.receiptRule === 'ACTUAL') return event.on;
  return receivedOn({ on: event.on, at: event.at, channel: factOf(event, 'channel') }, law.settings.receiptRule, law.calendar);
}

/** The day on which an act counts as done, and the day a notice sent by post alone counts as delivered. */
export function actDay(act: Act, event: CaseEvent, law: Law): { on: Day | null; deliveredOn: Day | null } {
  const on = act.day === undefined ? event.on : dayIn(event, act.day);
  if (on === null || factOf(event, 'channel') !== 'post' || !/_NOTIFIED$|_NOTICE_SENT$/.test(event.kind)) return { on, deliveredOn: null };
  const deliveredOn = workingDaysAfter(on, 1, law.calendar);
  return { on: law.settings.noticeRule === 'DELIVERED' ? deliveredOn : on, deliveredOn };
}
