// Windows of time that a figure can cover. A window is always named and never runs past the as-at day: the one that
// holds the as-at day ends there and says so ("so far").
import { addDays, addMonths, dayFrom, parseDay, partsOf } from '../calendar/day.ts';
import type { Day } from '../calendar/day.ts';

export const windowKinds = [
  'month', 'quarter', 'calendar-year', 'financial-year', 'academic-year', 'rolling-month', 'rolling-12-months',
] as const;

export type WindowKind = (typeof windowKinds)[number];

export interface Window {
  readonly kind: WindowKind;
  /** As written on the command line and in addresses, for example `month:2026-05`. */
  readonly name: string;
  /** First day in it. */
  readonly from: Day;
  /** Last day in it: the end of the period, or the as-at day where that is earlier. */
  readonly to: Day;
  /** The period has not ended by the as-at day. */
  readonly soFar: boolean;
}

/** Kinds that are parts of the calendar: the month they begin in (counted from January = 0) and their months. */
const periods = {
  month: { months: 1, begins: 0 },
  quarter: { months: 3, begins: 0 },
  'calendar-year': { months: 12, begins: 0 },
  'financial-year': { months: 12, begins: 3 },
  'academic-year': { months: 12, begins: 8 },
} as const;

type PeriodKind = keyof typeof periods;

const isPeriod = (kind: WindowKind): kind is PeriodKind => kind in periods;

/** The window of `kind` that holds `asAt` (for rolling-12-months: the twelve whole months before its month). */
export function windowAt(kind: WindowKind, asAt: Day): Window {
  return isPeriod(kind) ? periodHolding(kind, asAt, asAt) : rollingTo(kind, asAt);
}

/**
 * The window written as `kind` or `kind:which` (`month:2026-05`, `quarter:2026-Q2`, `calendar-year:2025`,
 * `financial-year:2025-26`, `rolling-month:2026-05-14`, `rolling-12-months:2026-04`), as at `asAt`; or what is
 * wrong with it, in words.
 */
export function readWindow(text: string, asAt: Day): Window | { problem: string } {
  const [kind, which, ...rest] = text.split(':');
  const found = windowKinds.find((known) => known === kind);
  if (found === undefined || rest.length > 0) {
    return { problem: `"${text}" is not a window. Use one of: ${windowKinds.join(', ')}, or one with a period such as month:2026-05` };
  }
  if (which === undefined) return windowAt(found, asAt);
  const within = dayWithin(found, which);
  if (within === null) return { problem: `"${which}" does not name a window of kind ${found}. Write it like ${windowAt(found, asAt).name}` };
  const window = isPeriod(found) ? periodHolding(found, within, asAt) : rollingTo(found, within);
  if (window.from > asAt) return { problem: `the window ${text} begins after the as-at day ${longDay(asAt)}` };
  if (!isPeriod(found) && window.to > asAt) return { problem: `the window ${text} ends after the as-at day ${longDay(asAt)}` };
  return window;
}

/** The window of the same kind just before, cut at the same point where `window` is "so far". */
export function windowBefore(window: Window): Window {
  if (window.kind === 'rolling-month') return rollingTo('rolling-month', addDays(window.from, -1));
  return earlier(window, window.kind === 'rolling-12-months' ? 12 : periods[window.kind].months);
}

/** The same window a year earlier, cut at the same point where `window` is "so far". */
export function windowLastYear(window: Window): Window {
  return earlier(window, 12);
}

/** Its name in words: "May 2026", "1 April 2026 to 21 November 2026 (financial year 2026-27 so far)". */
export function windowTitle(window: Window): string {
  const days = `${longDay(window.from)} to ${longDay(window.to)}`;
  const label = kindLabel(window);
  if (window.kind === 'month' && !window.soFar) return label;
  return `${days} (${label}${window.soFar ? ' so far' : ''})`;
}

function kindLabel({ kind, name, from }: Window): string {
  const words = kind.replaceAll('-', ' ');
  if (kind === 'month') return `${monthName(from)} ${partsOf(from).year}`;
  return isPeriod(kind) ? `${words} ${name.split(':')[1] ?? ''}` : words;
}

function periodHolding(kind: PeriodKind, within: Day, asAt: Day): Window {
  const { months, begins } = periods[kind];
  const { year, month } = partsOf(within);
  const since = (((month - 1 - begins) % months) + months) % months;
  const from = addMonths(dayFrom(year, month, 1), -since);
  const end = addDays(addMonths(from, months), -1);
  const soFar = asAt < end;
  return { kind, name: periodName(kind, from), from, to: soFar ? asAt : end, soFar };
}

function periodName(kind: PeriodKind, from: Day): string {
  const { year, month } = partsOf(from);
  if (kind === 'month') return `month:${from.slice(0, 7)}`;
  if (kind === 'quarter') return `quarter:${year}-Q${(month + 2) / 3}`;
  if (kind === 'calendar-year') return `calendar-year:${year}`;
  return `${kind}:${year}-${String((year + 1) % 100).padStart(2, '0')}`;
}

function rollingTo(kind: 'rolling-month' | 'rolling-12-months', asAt: Day): Window {
  if (kind === 'rolling-month') {
    return { kind, name: `${kind}:${asAt}`, from: addDays(addMonths(asAt, -1), 1), to: asAt, soFar: false };
  }
  const { year, month } = partsOf(asAt);
  const thisMonth = dayFrom(year, month, 1);
  const to = addDays(thisMonth, -1);
  return { kind, name: `${kind}:${to.slice(0, 7)}`, from: addMonths(thisMonth, -12), to, soFar: false };
}

function earlier(window: Window, months: number): Window {
  if (window.kind === 'rolling-month') return rollingTo(window.kind, addMonths(window.to, -months));
  if (window.kind === 'rolling-12-months') return rollingTo(window.kind, addMonths(addDays(window.to, 1), -months));
  const cut = addMonths(window.soFar ? window.to : window.from, -months);
  return periodHolding(window.kind, cut, window.soFar ? cut : window.from);
}

/** A day that picks out the window: within the period, or the as-at day of a rolling window; null where none. */
function dayWithin(kind: WindowKind, which: string): Day | null {
  if (kind === 'rolling-month') return parseDay(which);
  if (kind === 'month') return parseDay(`${which}-01`);
  if (kind === 'rolling-12-months') return afterMonth(parseDay(`${which}-01`));
  if (kind === 'calendar-year') return parseDay(`${which}-01-01`);
  if (kind === 'quarter') return quarterStart(which);
  return yearStart(which, periods[kind].begins);
}

const afterMonth = (first: Day | null): Day | null => (first === null ? null : addMonths(first, 1));

function quarterStart(which: string): Day | null {
  const found = /^(\d{4})-Q([1-4])$/.exec(which);
  return found === null ? null : parseDay(`${found[1]}-${String(Number(found[2]) * 3 - 2).padStart(2, '0')}-01`);
}

function yearStart(which: string, begins: number): Day | null {
  const found = /^(\d{4})-(\d{2})$/.exec(which);
  if (found === null || (Number(found[1]) + 1) % 100 !== Number(found[2])) return null;
  return parseDay(`${found[1]}-${String(begins + 1).padStart(2, '0')}-01`);
}

const months = [
  'January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December',
];

const monthName = (day: Day): string => months[partsOf(day).month - 1] ?? '';

/** "21 November 2026". */
export function longDay(day: Day): string {
  const { year, date } = partsOf(day);
  return `${date} ${monthName(day)} ${year}`;
}
