// Exceptions: which grounds are made out for a limit, and whether one that was recorded is valid. An exception takes
// the limit away; it never pauses the clock and never moves the day (SEND Regulations 2014, 5(4), 8(2), 10(4), 13(3),
// 27(3), 44(3)). Each limit is judged separately.
import { addDays, type Day, daysBetween } from '../calendar/day.ts';
import type { CaseEvent } from '../case-history/case.ts';
import type { Ground, Rule } from '../statute/rule.ts';
import type { Deadline } from './deadline.ts';
import { dayIn, factOf } from './matching.ts';

/** One limit: its rule and the period from its start to its last lawful day. */
export interface Limit {
  readonly code: string;
  readonly body: string | null;
  readonly rule: Pick<Rule, 'exceptions' | 'absenceDays'>;
  readonly from: Day;
  readonly dueOn: Day;
}

export interface Availability {
  readonly available: boolean;
  /** The ground that is made out; else the one that the facts come nearest to; null where no fact bears on any. */
  readonly category: Ground | null;
  /** Why, in plain words. */
  readonly why: string;
}

const head = /HEAD|PRINCIPAL/i;
const earlyYears = /EARLY.?YEARS|^EY/i;
const CLOSED_DAYS = 28;

/**
 * The days on which advice must have been asked for: from a week before the first day closed to a week before the
 * day it re-opens, both included. Null where it is closed for less than four weeks, or for ever.
 */
export function exceptionWindow(closure: CaseEvent): { from: Day; to: Day } | null {
  const reopens = dayIn(closure, 'reopens');
  if (closure.on === null || reopens === null || daysBetween(closure.on, reopens) < CLOSED_DAYS) return null;
  return { from: addDays(closure.on, -7), to: addDays(reopens, -7) };
}

/** The longest continuous absence, in days that fall from `from` to `to`, all included. */
export function absenceDays(events: readonly CaseEvent[], from: Day, to: Day): number {
  const spells = events.filter((event) => event.kind === 'ABSENCE_FROM_AREA' && event.on !== null)
    .map((event) => ({ from: event.on as Day, to: dayIn(event, 'to') ?? to })).sort((a, b) => (a.from < b.from ? -1 : 1));
  const runs: Spell[] = [];
  for (const spell of spells) {
    const last = runs.at(-1);
    if (last !== undefined && spell.from <= addDays(last.to, 1)) last.to = last.to > spell.to ? last.to : spell.to;
    else runs.push(spell);
  }
  return Math.max(0, ...runs.map((run) => daysInside(run, from, to)));
}

interface Spell { readonly from: Day; to: Day }

function daysInside(spell: Spell, from: Day, to: Day): number {
  const [first, last] = [spell.from > from ? spell.from : from, spell.to < to ? spell.to : to];
  return first > last ? 0 : daysBetween(first, last) + 1;
}

/** Whether any ground is made out for the limit by the facts recorded. */
export function availability(limit: Limit, events: readonly CaseEvent[]): Availability {
  const considered = [closedSetting(limit, events), absence(limit, events), missed(limit, events), stated(limit, events)]
    .filter((one) => one !== null);
  return considered.find((one) => one.available) ?? considered[0] ?? { available: false, category: null, why: 'Nothing recorded bears on any ground of exception.' };
}

function judged(limit: Limit, category: Ground, made: boolean, why: string): Availability {
  if (!limit.rule.exceptions.includes(category)) return { available: false, category, why: 'This ground is no exception to this limit.' };
  return { available: made, category, why };
}

function closedSetting(limit: Limit, events: readonly CaseEvent[]): Availability | null {
  const closures = events.filter((event) => event.kind === 'SETTING_CLOSURE');
  if (closures.length === 0) return null;
  const asked = events.filter((event) => event.kind === 'ADVICE_REQUESTED' && event.on !== null && event.on >= limit.from && event.on <= limit.dueOn);
  const within = asked.find((event) => isSetting(event) && closures.some((closure) => inside(event.on as Day, exceptionWindow(closure))));
  const young = earlyYears.test(factOf(within ?? asked.find(isSetting) ?? (closures[0] as CaseEvent), 'body') ?? '');
  const category: Ground = young ? 'SETTING_CLOSED_EY' : 'SETTING_CLOSED';
  return judged(limit, category, within !== undefined, within === undefined
    ? 'No advice of the head of the setting was asked for from a week before it closed, for four weeks or more, to a week before it re-opened.'
    : 'The advice of the head of the setting was asked for from a week before it closed, for four weeks or more, to a week before it re-opened.');
}

function isSetting(event: CaseEvent): boolean {
  const body = factOf(event, 'body') ?? '';
  return head.test(body) || earlyYears.test(body);
}

function inside(on: Day, window: { from: Day; to: Day } | null): boolean {
  return window !== null && on >= window.from && on <= window.to;
}

function absence(limit: Limit, events: readonly CaseEvent[]): Availability | null {
  if (!events.some((event) => event.kind === 'ABSENCE_FROM_AREA')) return null;
  const days = absenceDays(events, limit.from, limit.dueOn);
  const needed = limit.rule.absenceDays ?? CLOSED_DAYS;
  return judged(limit, 'ABSENT_FROM_AREA', days >= needed, `Away for ${days} days without a break inside the period; ${needed} are needed.`);
}

function missed(limit: Limit, events: readonly CaseEvent[]): Availability | null {
  const appointments = events.filter((event) => event.kind === 'APPOINTMENT_MISSED');
  if (appointments.length === 0) return null;
  const made = appointments.some((event) => event.on !== null && event.on >= limit.from && event.on <= limit.dueOn && sameBody(limit.body, factOf(event, 'body')));
  return judged(limit, 'MISSED_APPOINTMENT', made, made ? 'An appointment made by the body was missed in its six weeks.' : 'No appointment made by this body was missed in its six weeks.');
}

function sameBody(mine: string | null, theirs: string | null): boolean {
  return mine === null || theirs === null || mine === theirs;
}

/** Grounds that only an officer can judge: made out where one is recorded for this limit. */
function stated(limit: Limit, events: readonly CaseEvent[]): Availability | null {
  const own = events.filter((event) => isRecordedFor(limit, event));
  const personal = own.find((event) => onlyStated.has(factOf(event, 'category') ?? ''));
  if (personal === undefined) return null;
  return judged(limit, factOf(personal, 'category') as Ground, true, 'Recorded by an officer for this limit.');
}

const onlyStated = new Set(['EXCEPTIONAL_PERSONAL', 'REPRESENTATIONS', 'CORONAVIRUS']);

function isRecordedFor(limit: Limit, event: CaseEvent): boolean {
  const named = factOf(event, 'limit');
  return event.kind === 'EXCEPTION_RECORDED' && (named === limit.code || named === `${limit.code}/${limit.body}`);
}

/**
 * The ground of a valid exception recorded for the limit, or null, and the day from which it is known. Valid: the limit
 * allows the ground, and what else is recorded does not disprove it. A return states an exception without its ground:
 * NOT_RECORDED.
 */
export function exemptionOf(limit: Limit, events: readonly CaseEvent[]): Pick<Deadline, 'exempt' | 'exemptFrom'> {
  for (const event of events) {
    if (!isRecordedFor(limit, event)) continue;
    const category = factOf(event, 'category') as Ground | null;
    if (category === null && event.byReturn === true) return { exempt: 'NOT_RECORDED', exemptFrom: event.on };
    if (category !== null && limit.rule.exceptions.includes(category) && !disproved(category, limit, { event, events })) return { exempt: category, exemptFrom: event.on };
  }
  return { exempt: null, exemptFrom: null };
}

function disproved(category: Ground, limit: Limit, { event, events }: { event: CaseEvent; events: readonly CaseEvent[] }): boolean {
  const from = dayIn(event, 'from');
  const spell: CaseEvent = { ...event, kind: 'ABSENCE_FROM_AREA', on: from };
  const facts = category === 'ABSENT_FROM_AREA' && from !== null ? [...events, spell] : events;
  const ground = category === 'ABSENT_FROM_AREA' ? absence(limit, facts)
    : category === 'MISSED_APPOINTMENT' ? missed(limit, facts)
      : category === 'SETTING_CLOSED' || category === 'SETTING_CLOSED_EY' ? closedSetting(limit, facts) : null;
  return ground !== null && !ground.available && !(category !== ground.category && category.startsWith('SETTING'));
}
