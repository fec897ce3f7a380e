// Phase transfers of a plan: what returns and staff say of each, settled.
import type { Day } from '../calendar/day.ts';
import { aboutOf, isAbout } from './about.ts';
import type { CaseEvent, PhaseTransfer } from './case.ts';
import { eventOf, inOrder, told } from './case-event.ts';
import { byAssertion, type LiveEntry } from './live-entries.ts';
import type { ReturnActivePlan } from './return-record.ts';

/** What one return says of the plan in force. */
export interface StatedPlan {
  readonly entry: LiveEntry;
  /** 1, 2 … within the child's record in that return. */
  readonly part: number;
  readonly plan: ReturnActivePlan;
}

/** One transfer, as every source tells it. */
export interface PhaseThread {
  readonly stated: StatedPlan[];
  readonly events: LiveEntry[];
}

type PhaseFields = Omit<PhaseTransfer, 'no'>;

const nothing: PhaseFields = { kind: null, transferOn: null, dueOn: null, finalOn: null };

function fieldsOf(thread: PhaseThread): PhaseFields {
  const claims = [
    ...thread.stated.map(({ entry, plan }) => ({ entry, fields: { dueOn: plan.phaseTransferDueDate, finalOn: plan.phaseTransferFinalDate } })),
    ...thread.events.map((entry) => ({ entry, fields: fieldsOfEvent(entry) })),
  ].sort((a, b) => byAssertion(a.entry, b.entry));
  return claims.reduce<PhaseFields>((held, { fields }) => ({ ...held, ...stated(fields) }), nothing);
}

function fieldsOfEvent({ kind, facts, occurredOn }: LiveEntry): Partial<PhaseFields> {
  if (kind === 'PHASE_TRANSFER_FINAL_PLAN_SENT') return { finalOn: occurredOn };
  const text = (name: string): string | null => (facts[name] as string | undefined) ?? null;
  return { kind: text('kind'), transferOn: text('transferDate') as Day | null, dueOn: text('dueDate') as Day | null };
}

function stated(fields: Partial<PhaseFields>): Partial<PhaseFields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

function yearOf(thread: PhaseThread): string {
  const { transferOn, dueOn, finalOn } = fieldsOf(thread);
  return (transferOn ?? dueOn ?? finalOn ?? '').slice(0, 4);
}

/** The transfers that returns state of one plan: there is one a year at most. */
export function threadStatedPhases(plans: readonly StatedPlan[]): PhaseThread[] {
  const threads: PhaseThread[] = [];
  for (const one of plans) {
    const year = (one.plan.phaseTransferDueDate ?? one.plan.phaseTransferFinalDate)?.slice(0, 4);
    if (year === undefined) continue;
    const same = threads.find((thread) => yearOf(thread) === year);
    if (same === undefined) threads.push({ stated: [one], events: [] });
    else same.stated.push(one);
  }
  return threads;
}

/** Puts an event of staff, taken by day, with the transfer it belongs to, or opens one. */
export function joinPhaseEvent(threads: PhaseThread[], event: LiveEntry): void {
  const thread = namedIn(threads, event) ?? threadFor(threads, event);
  if (thread === undefined) threads.push({ stated: [], events: [event] });
  else thread.events.push(event);
}

/** The transfer that an event names in `about`. */
export function namedIn(threads: readonly PhaseThread[], event: LiveEntry): PhaseThread | undefined {
  const about = aboutOf(event);
  if (about === null) return undefined;
  return threads.find(({ stated: all, events }) => (about.part === null
    ? events.some((other) => isAbout(about, other)) : all.some(({ entry, part }) => isAbout(about, entry) && part === about.part)));
}

/** A transfer noted by staff is the one that returns state for that year; a plan sent belongs to the last that waits for one. */
function threadFor(threads: readonly PhaseThread[], event: LiveEntry): PhaseThread | undefined {
  if (event.kind === 'PHASE_TRANSFER_IDENTIFIED') {
    const year = yearOf({ stated: [], events: [event] });
    return year === '' ? undefined : threads.find((thread) => yearOf(thread) === year && !thread.events.some(isNoted));
  }
  const finals = threads.map((thread) => [thread, fieldsOf(thread).finalOn] as const);
  const found = finals.find(([, finalOn]) => finalOn !== null && finalOn === event.occurredOn) ?? finals.findLast(([, finalOn]) => finalOn === null) ?? finals.at(-1);
  return found?.[0];
}

const isNoted = ({ kind }: LiveEntry): boolean => kind === 'PHASE_TRANSFER_IDENTIFIED';

/** The settled transfers of a plan. */
export function phaseTransfersOf(threads: readonly PhaseThread[]): PhaseTransfer[] {
  return threads.map((thread, i) => ({ no: i + 1, ...fieldsOf(thread) }));
}

/** The events of a transfer: of what several sources tell, what stands. */
export function phaseEvents(thread: PhaseThread): CaseEvent[] {
  const { dueOn, finalOn } = fieldsOf(thread);
  const noted = thread.events.filter(isNoted).sort(byAssertion).at(-1);
  const due = thread.stated.findLast(({ plan }) => plan.phaseTransferDueDate !== null) ?? thread.stated.at(-1);
  const sent = thread.events.filter((event) => !isNoted(event) && event.occurredOn === finalOn).at(-1);
  const saidSent = thread.stated.findLast(({ plan }) => finalOn !== null && plan.phaseTransferFinalDate === finalOn);
  return inOrder([
    ...(noted !== undefined ? [withDue(eventOf(noted), dueOn)] : due === undefined ? [] : [told(due.entry, 'PHASE_TRANSFER_IDENTIFIED', null, { dueDate: dueOn })]),
    ...(sent !== undefined ? [eventOf(sent)] : saidSent === undefined ? [] : [told(saidSent.entry, 'PHASE_TRANSFER_FINAL_PLAN_SENT', finalOn)]),
  ]);
}

function withDue(event: CaseEvent, dueOn: Day | null): CaseEvent {
  return dueOn === null ? event : { ...event, facts: { ...event.facts, dueDate: dueOn } };
}
