// Disputes: a notice of a decision that can be appealed, and mediation, appeal and order about it.
import { aboutOf, isAbout } from './about.ts';
import type { CaseEvent, Dispute } from './case.ts';
import { inOrder } from './case-event.ts';

/** Notices that carry a right of appeal: Children and Families Act 2014, section 51(2). */
const appealable = new Set([
  'DECISION_NOTICE_SENT', 'DECISION_NOT_TO_ASSESS_NOTIFIED', 'DECISION_NO_PLAN_NOTIFIED', 'FINAL_PLAN_SENT', 'FINAL_AMENDED_PLAN_SENT',
  'NO_AMENDMENT_NOTIFIED', 'CEASE_DECISION_NOTIFIED', 'REASSESSMENT_REFUSED_NOTIFIED', 'REASSESSMENT_PLAN_SENT',
]);

function isNotice(event: CaseEvent): boolean {
  if (event.kind === 'REVIEW_DECISION_NOTIFIED') return event.facts['outcome'] === 'MAINTAIN' || event.facts['outcome'] === 'CEASE';
  if (event.kind === 'REFUSAL_STANDS_NOTIFIED') return event.facts['freshAppeal'] === true;
  return appealable.has(event.kind);
}

/** Every appealable notice with the dispute that followed it, if any. A step of a dispute belongs to the one that it names, else to the latest notice. */
export function threadDisputes(events: readonly CaseEvent[], steps: readonly CaseEvent[]): CaseEvent[][] {
  const threads = inOrder(events.filter(isNotice)).map((notice) => [notice]);
  for (const step of inOrder(steps.filter((s) => s.kind !== 'DECISION_NOTICE_SENT'))) {
    const about = aboutOf(step);
    const named = about === null ? [] : threads.filter((t) => t.some((event) => isAbout(about, event)));
    const thread = latestBefore(named, step) ?? named.at(-1) ?? latestBefore(threads, step);
    if (thread === undefined) threads.unshift([step]);
    else thread.push(step);
  }
  return threads;
}

function latestBefore(threads: readonly CaseEvent[][], step: CaseEvent): CaseEvent[] | undefined {
  return threads.findLast((thread) => step.on === null || thread[0]?.on == null || thread[0].on <= step.on);
}

const orderKinds = new Set(['TRIBUNAL_ORDER_MADE', 'LA_NOTIFIED_TRIBUNAL_UNOPPOSED', 'MEDIATION_AGREEMENT_SIGNED']);

/** The dispute in a thread of events, or null where there is only the notice. */
export function disputeOf(events: readonly CaseEvent[], no: number): Dispute | null {
  const notice = events.find(isNotice);
  if (notice !== undefined && events.length === 1) return null;
  const on = (...names: string[]): CaseEvent['on'] => events.find((event) => names.includes(event.kind))?.on ?? null;
  const order = events.findLast((event) => orderKinds.has(event.kind));
  return {
    no, about: notice?.kind ?? null, noticeOn: notice?.on ?? null, mediationOn: on('MEDIATION_HELD'),
    appealOn: on('APPEAL_LODGED', 'APPEAL_RECEIVED_BY_LA'), orderOn: order?.on ?? null,
    order: ((order?.facts['order'] ?? order?.facts['effect']) as string | undefined) ?? null,
  };
}
