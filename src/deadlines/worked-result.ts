// What the clocks say of one worked case, in the shapes of `expect`. More keys than asked for do no harm.
import type { Day } from '../calendar/day.ts';
import type { Facts, Json } from '../case-history/entry.ts';
import { settle } from '../case-history/settle.ts';
import { isDuty } from '../statute/rule.ts';
import type { Deadline } from './deadline.ts';
import { absenceDays, availability, exceptionWindow, type Limit } from './exceptions.ts';
import type { Law } from './law.ts';
import { type Scene, sceneOf } from './scene.ts';
import { type Standing, standing } from './standing.ts';
import { working } from './working.ts';
import type { CountedCase, WorkedCase } from './worked-case.ts';
import { indicatorsOf } from './worked-indicators.ts';
import { lawIndicators } from './worked-law-indicators.ts';
import { reviewIndicators } from './worked-review-indicators.ts';
import { personResult, phaseResult, sen2Result } from './worked-summary.ts';
import { workOut } from './work-out.ts';

/**
 * The result of one case. Without `asOf`, the day of its latest event stands for today, in statuses and warnings, and
 * the result says so in `asOfTaken`.
 */
export function resultOf(worked: WorkedCase, usual: Law): Facts {
  const law: Law = { ...usual, settings: worked.settings, ruleSetAt: worked.ruleSetAt };
  const settled = settle(worked.entries);
  const scene = sceneOf(settled, law);
  const deadlines = workOut(settled, law);
  const today = worked.asOf ?? scene.all.findLast((event) => event.on !== null)?.on ?? null;
  return {
    ...(worked.asOf === null && today !== null ? { asOfTaken: today } : {}),
    ...datesResult(deadlines, law), ...statusResult(deadlines, today, law), ...exceptionResult(deadlines, scene),
    ...startResult(deadlines), ...sen2Result(scene, deadlines), ...personResult(settled.person, today), ...phaseResult(scene, deadlines),
    ...(worked.cases === null ? {} : indicators(worked, worked.cases, law)),
    ...(worked.findings.length > 0 ? { findings: [...worked.findings] } : {}),
  };
}

function indicators({ asOf, period }: WorkedCase, cases: readonly CountedCase[], law: Law): Facts {
  const facts = cases.map((one) => one.facts);
  return { ...indicatorsOf(facts, asOf, period), ...reviewIndicators(facts, asOf, period), ...lawIndicators(cases, { asOf, period }, law) };
}

/** The names of a date in a result: its code, with its body, and with its turn where there are several or it recurs. */
function namesOf(one: Deadline, all: readonly Deadline[]): string[] {
  const several = all.some((other) => other.code === one.code && other.no !== one.no);
  const recurs = one.code === 'AR.COMPLETE_BY' || one.code === 'AR.MEETING_TARGET';
  return [one.code, ...(one.body === null ? [] : [`${one.code}/${one.body}`]), ...(several || recurs ? [`${one.code}#${one.turn}`] : [])];
}

/** By name; of several with one name, the one that started last. */
function byName<T extends Json>(deadlines: readonly Deadline[], of: (one: Deadline) => T): Record<string, T> {
  return Object.fromEntries(deadlines.flatMap((one) => namesOf(one, deadlines).map((name) => [name, of(one)])));
}

function datesResult(deadlines: readonly Deadline[], law: Law): Facts {
  const dated = deadlines.filter((one) => one.dueOn !== null);
  return {
    deadlines: byName(deadlines, (one) => one.dueOn),
    practicalLastWorkingDay: byName(dated, (one) => one.practicalOn),
    dueIsNonWorkingDay: byName(dated, (one) => one.practicalOn !== one.dueOn),
    force: byName(deadlines, (one) => one.force),
    citation: byName(deadlines, (one) => one.rule.citation),
    ruleSet: byName(deadlines, (one) => one.rule.ruleSet),
    reading: byName(deadlines, (one) => one.reading ?? 'default'),
    trigger: byName(deadlines, (one) => ({ kind: one.triggerKind, on: one.triggerOn })),
    working: byName(deadlines, (one) => working({ ...one, ruleSet: one.rule.ruleSet }, law.rules)),
  };
}

function statusResult(deadlines: readonly Deadline[], today: Day | null, law: Law): Facts {
  const notStarted = Object.fromEntries(law.rules.map((rule) => [rule.code, { status: 'NOT_STARTED' }]));
  if (today === null) return { status: { ...notStarted, ...byName(deadlines.filter(neverOpen), () => ({ status: 'NOT_APPLICABLE' })) }, flags: {} };
  const standings = new Map(deadlines.map((one) => [one, standing(one, today)]));
  return {
    status: { ...notStarted, ...byName(deadlines, (one) => statusOf(standings.get(one) as Standing)) },
    flags: flagsOf(deadlines, standings),
  };
}

function neverOpen(one: Deadline): boolean {
  return one.notApplicable;
}

function statusOf({ status, daysLeft, daysLate, metOnQuotedDate, notRecorded }: Standing): Facts {
  const left = status === 'OPEN_IN_TIME' || status === 'OPEN_DUE_TODAY' ? { daysLeft } : {};
  const late = status === 'OPEN_IN_TIME' || daysLate === null ? {} : { daysLate };
  return { status, ...left, ...late, ...(metOnQuotedDate ? { metOnQuotedDate } : {}), ...(notRecorded ? { notRecorded } : {}) };
}

const flagNames = ['breachInevitable', 'adviceWillBreach', 'decisionAtRisk', 'finalAtRisk', 'exactlyFourteenDays', 'deliveredLate'] as const;

/** Every warning, over all dates and for each. */
function flagsOf(deadlines: readonly Deadline[], standings: ReadonlyMap<Deadline, Standing>): Facts {
  const all = [...standings.values()];
  const overall = flagNames.map((name) => [name, all.some((one) => one.warnings.includes(name))]);
  const each = byName(deadlines, (one) => ({
    breachInevitable: false, ...Object.fromEntries((standings.get(one)?.warnings ?? []).map((name) => [name, true])),
  }));
  return { ...each, ...Object.fromEntries(overall), metOnQuotedDate: all.some((one) => one.metOnQuotedDate) };
}

/** Grounds of exception, limit by limit. */
function exceptionResult(deadlines: readonly Deadline[], scene: Scene): Facts {
  const limits = deadlines.filter((one) => isDuty(one.rule) && one.triggerOn !== null && one.dueOn !== null);
  const limitOf = (one: Deadline): Limit => ({ code: one.code, body: one.body, rule: one.rule, from: one.triggerOn as Day, dueOn: one.dueOn as Day });
  const closure = scene.all.find((event) => event.kind === 'SETTING_CLOSURE');
  const away = limits.filter((one) => one.rule.exceptions.includes('ABSENT_FROM_AREA'))
    .reduce<Deadline | undefined>((held, one) => (held === undefined || (one.dueOn as Day) > (held.dueOn as Day) ? one : held), undefined);
  return {
    exception: byName(limits, (one) => ({ ...availability(limitOf(one), scene.all), recorded: one.exempt })),
    ...(closure === undefined ? {} : { exceptionWindow: windowOf(exceptionWindow(closure)) }),
    ...(away === undefined ? {} : { absenceDaysInPeriod: absenceDays(scene.all, away.triggerOn as Day, away.dueOn as Day) }),
  };
}

function windowOf(window: { from: Day; to: Day } | null): Json {
  return window === null ? null : { from: window.from, to: window.to };
}

const receipts = new Set(['REQUEST_RECEIVED', 'BECAME_RESPONSIBLE', 'DETAINED_REQUEST_RECEIVED', 'REASSESSMENT_REQUEST_RECEIVED', 'SAR_RECEIVED', 'FOI_RECEIVED']);

function startResult(deadlines: readonly Deadline[]): Facts {
  const receipt = deadlines.findLast((one) => receipts.has(one.triggerKind));
  const kind = receipt?.triggerKind ?? deadlines[0]?.triggerKind;
  return { ...(kind === undefined ? {} : { triggerKind: kind }), ...(receipt === undefined ? {} : { receivedOn: receipt.triggerOn }) };
}
