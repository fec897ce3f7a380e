// A figure beside the same one of earlier: of the period before and of the same period last year, or, where a figure stands
// as at a day, a month and a year before. In words, for a tile and the command line. Pure.
import { addMonths, type Day } from '../calendar/day.ts';
import { monthText, numberText, percentText } from '../platform/layout/format.ts';
import { type Figure, percentage } from './figure.ts';
import type { MeasureDescription } from './measure.ts';
import { longDay, type Window, windowBefore, windowLastYear } from './windows.ts';

/** What is compared with: a window as at its last day, or no window and a day. */
export interface Earlier {
  readonly window: Window | null;
  readonly asAt: Day;
  /** "May", "June 2025", "November 2025 at the same point", "22 October 2026". */
  readonly words: string;
}

/** A figure, and the same one of earlier. */
export interface Compared {
  readonly measure: MeasureDescription;
  readonly window: Window | null;
  readonly now: Figure;
  readonly earlier: readonly (Earlier & { readonly figure: Figure })[];
}

/**
 * What a figure of `window`, or one that stands as at a day, is compared with. A window that is not over is compared with the
 * part of the others up to the same point. Where the window before is that of last year, as for a year, it comes once.
 */
export function earlierThan(window: Window | null, asAt: Day): Earlier[] {
  if (window === null) return [1, 12].map((months) => addMonths(asAt, -months)).map((on) => ({ window, asAt: on, words: longDay(on) }));
  const [before, lastYear] = [windowBefore(window), windowLastYear(window)];
  const windows = before.name === lastYear.name ? [before] : [before, lastYear];
  return windows.map((of) => ({ window: of, asAt: of.to, words: earlierWords(of, of === lastYear) }));
}

/** One line for each: "Up 3 from May", and for rates in points; none where there was nothing then nor now. Nothing is known of what lies before `from`. */
export function comparisonLines({ measure, now, earlier }: Compared, from: Day | null): string[] {
  return earlier.flatMap(({ window, asAt, words, figure }) => {
    if (from !== null && (window?.from ?? asAt) < from) return `No return loaded tells of ${words}`;
    if (measure.kind === 'share' && now.denominator === 0 && figure.denominator === 0) return [];
    const within = `${window === null ? 'on' : 'in'} ${words}`;
    if (measure.kind === 'count') return change(now.numerator - figure.numerator, '', { within, words });
    const [share, before] = [percentage(now.numerator, now.denominator), percentage(figure.numerator, figure.denominator)];
    // Small denominators swing: what it was is said, and no difference (UI-53).
    if (share === null || before === null || now.denominator < 10 || figure.denominator < 10) return `${valueText(measure, figure)} ${within}`;
    return change(Math.round((share - before) * 10) / 10, ' points', { within, words });
  });
}

function change(by: number, unit: string, { within, words }: { within: string; words: string }): string {
  if (by === 0) return `The same as ${within}`;
  return `${by > 0 ? 'Up' : 'Down'} ${unit === '' ? numberText(Math.abs(by)) : Math.abs(by).toFixed(1)}${unit} from ${words}`;
}

/** A figure as a number: a count, or a rate in per cent. */
export function valueText({ kind }: MeasureDescription, of: Figure): string {
  if (kind === 'count') return numberText(of.numerator);
  return of.denominator === 0 ? 'None' : percentText(of.numerator, of.denominator);
}

/** The window by its name alone: "May 2026", "Calendar year 2025", "November 2026 so far". */
export function windowWords({ kind, name, soFar }: Window): string {
  const which = kind.startsWith('rolling') ? '' : ` ${name.split(':')[1] ?? ''}`;
  const words = kind === 'month' ? monthText(name.slice('month:'.length)) : `${kind.replaceAll('-', ' ')}${which}`;
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}${soFar ? ' so far' : ''}`;
}

function earlierWords(window: Window, lastYear: boolean): string {
  if (window.kind === 'rolling-12-months') return 'the 12 months before';
  if (window.kind === 'rolling-month') return lastYear ? 'the same days last year' : 'the month before';
  const words = windowWords({ ...window, soFar: false });
  const month = lastYear ? words : words.split(' ')[0];
  return `${window.kind === 'month' ? month : `the ${words.charAt(0).toLowerCase()}${words.slice(1)}`}${window.soFar ? ' at the same point' : ''}`;
}
