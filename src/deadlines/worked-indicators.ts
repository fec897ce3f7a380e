// The indicators of a list of cases given as dates, on the DfE basis and on the cohort's.
import { addDays, type Day, daysBetween, parseDay } from '../calendar/day.ts';
import type { Facts, Json } from '../case-history/entry.ts';

const LIMIT = 140;
const bands = [[28, '1-28'], [84, '29-84'], [182, '85-182'], [365, '183-365'], [Infinity, 'over 365']] as const;

interface One {
  readonly id: string;
  readonly received: Day | null;
  readonly issued: Day | null;
  readonly decided: Day | null;
  readonly noPlan: Day | null;
  readonly exception: boolean;
  readonly disputed: boolean;
  /** Refused, no plan, withdrawn or moved away. */
  readonly left: boolean;
}

/** Figures by the codes of the timetable: `num`, `den`, `pct`; days for each plan; open cases past 20 weeks. */
export function indicatorsOf(cases: readonly Facts[], asOf: Day | null, period: Json): Facts {
  const all = cases.map(oneOf);
  const inside = within(period);
  const plans = all.filter((one) => one.issued !== null && one.received !== null && inside(one.issued) && (asOf === null || one.issued <= asOf));
  const undisputed = plans.filter((one) => !one.disputed);
  const open = asOf === null ? [] : all.filter((one) => one.received !== null && !one.left && (one.issued === null || one.issued > asOf) && asOf > addDays(one.received, LIMIT));
  const due = asOf === null ? [] : all.filter((one) => one.received !== null && !one.left && inside(one.received) && asOf > addDays(one.received, LIMIT));
  const decisions = all.filter((one) => one.received !== null && one.decided !== null && inside(one.received));
  const noPlans = all.filter((one) => one.received !== null && one.noPlan !== null && inside(one.noPlan));
  return {
    days: Object.fromEntries(all.filter((one) => one.issued !== null && one.received !== null).map((one) => [one.id, daysTo(one)])),
    'IND.20W_INCL': rate(undisputed, inTime), 'IND.20W_EXCL': rate(undisputed.filter((one) => !one.exception), inTime), 'IND.20W_ALL': rate(plans, inTime),
    'IND.20W_COHORT': rate(due, inTime), 'IND.6W': rate(decisions, (one) => daysBetween(one.received as Day, one.decided as Day) <= 42),
    'IND.16W_NO_PLAN': rate(noPlans, (one) => daysBetween(one.received as Day, one.noPlan as Day) <= 112),
    'IND.EXCEPTION_SHARE': rate(plans, (one) => one.exception), 'IND.OPEN_OVERDUE': open.filter((one) => !one.exception).length,
    openOverdueExempt: open.filter((one) => one.exception).length, openOverdueBands: bandsOf(open, asOf),
    ...(asOf === null ? {} : { 'IND.WAIT_NOW': waiting(all, asOf) }),
  };
}

/** The first of the facts with these names that holds a day. */
export function firstDay(facts: Facts, names: readonly string[]): Day | null {
  return names.map((name) => facts[name]).map((value) => (typeof value === 'string' ? parseDay(value) : null)).find((on) => on !== null) ?? null;
}

function oneOf(facts: Facts, index: number): One {
  const day = (...names: string[]): Day | null => firstDay(facts, names);
  return {
    id: String(facts['id'] ?? index + 1), received: day('requestReceived', 'received'), issued: day('finalPlanSent', 'issued'),
    decided: day('decisionNotified', 'decisionToAssessNotified', 'decisionNotToAssessNotified', 'refused'), noPlan: day('noPlanNotified', 'decisionNoPlanNotified'),
    exception: facts['exception'] === true, disputed: facts['mediationOrTribunal'] === true,
    left: hasLeft(facts),
  };
}

/** Refused, no plan, withdrawn or moved away, on a day or without one. */
export function hasLeft(facts: Facts): boolean {
  const outcome = String(facts['outcome'] ?? '').toUpperCase();
  return /REFUS|NO.?PLAN|WITHDRAW|EXPORT|MOVED/.test(outcome)
    || firstDay(facts, ['refused', 'decisionNotToAssessNotified', 'noPlanNotified', 'decisionNoPlanNotified', 'withdrawn', 'exported', 'movedOut']) !== null;
}

function daysTo(one: One): number {
  return daysBetween(one.received as Day, one.issued as Day);
}

function inTime(one: One): boolean {
  return one.issued !== null && daysTo(one) <= LIMIT;
}

/** A share as `num`, `den` and `pct` to one decimal. */
export function rate<T>(cases: readonly T[], counts: (one: T) => boolean): Facts {
  const num = cases.filter(counts).length;
  return { num, den: cases.length, pct: cases.length === 0 ? null : Math.round((1000 * num) / cases.length) / 10 };
}

/** Whether a day is in a period: `{from, to}`, a year, a month or nothing, which is all time. */
export function within(period: Json): (on: Day) => boolean {
  if (typeof period === 'string' || typeof period === 'number') return (on) => on.startsWith(String(period));
  if (typeof period !== 'object' || period === null || Array.isArray(period)) return () => true;
  const [from, to] = [period['from'] ?? period['start'], period['to'] ?? period['end']].map((value) => (typeof value === 'string' ? value : null));
  return (on) => (from == null || on >= from) && (to == null || on <= to);
}

function bandsOf(open: readonly One[], asOf: Day | null): Facts {
  const late = open.map((one) => daysBetween(addDays(one.received as Day, LIMIT), asOf as Day));
  return Object.fromEntries(bands.map(([last, name], i) => [name, late.filter((days) => days <= last && days > (bands[i - 1]?.[0] ?? 0)).length]));
}

/** Between two values where the share falls between them, to one decimal: of four, the median is the mean of the middle two. */
function percentile(sorted: readonly number[], share: number): number | null {
  const place = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return below === undefined || above === undefined ? null : Math.round(10 * (below + (above - below) * (place - Math.floor(place)))) / 10;
}

function waiting(all: readonly One[], asOf: Day): Facts {
  const ages = all.filter((one) => one.received !== null && one.received <= asOf && !one.left && (one.issued === null || one.issued > asOf))
    .map((one) => daysBetween(one.received as Day, asOf)).sort((a, b) => a - b);
  return { open: ages.length, median: percentile(ages, 0.5), p90: percentile(ages, 0.9), longest: ages.at(-1) ?? null };
}
