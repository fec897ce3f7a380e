// A report fixed: figures and their rows as they stood, under a short code that reopens them exactly.
import { hash } from 'node:crypto';
import type { Day } from '../calendar/day.ts';
import { canonical } from '../case-history/canonical.ts';
import type { Json } from '../case-history/entry.ts';
import type { Figure } from './figure.ts';
import { type Filter, filterText } from './filters.ts';
import type { MeasureDescription, Parameters } from './measure.ts';
import type { Window } from './windows.ts';

/** A row of a fixed figure: as lists of rows have it, without a name. */
export interface FixedRow {
  readonly child_id: string;
  readonly case: string;
  readonly counted_on: Day | null;
  readonly numerator: boolean | null;
  readonly excluded_because: string | null;
  readonly category: string | null;
  readonly days: number | null;
}

/** A figure with its definition and days, as it stood. */
export interface FixedFigure {
  readonly measure: MeasureDescription;
  readonly window: Window | null;
  readonly parameters: Parameters;
  readonly filters: readonly Filter[];
  readonly figure: Figure;
}

/** What is kept of one figure: three canonical texts. */
export interface KeptFigure {
  readonly question: string;
  readonly figure: string;
  readonly rows: string;
}

/** A report as it is listed. */
export interface FixedReport {
  readonly code: string;
  readonly title: string;
  readonly note: string;
  /** Instants are ISO, UTC. */
  readonly knownAt: string;
  readonly fixedAt: string;
  /** A staff id. */
  readonly fixedBy: string;
}

/** What makes two figures answers to one question: measure, window, as-at day and filters, whatever the version and the instant. */
export function questionText(measure: string, window: Pick<Window, 'name'> | null, asAt: Day, filters: readonly Filter[]): string {
  return canonical([measure, window?.name ?? null, asAt, filters.map(filterText).sort()]);
}

/** The texts that are kept of a figure. */
export function keptFigure({ measure, window, parameters, filters, figure }: FixedFigure, rows: readonly FixedRow[]): KeptFigure {
  const described = Object.fromEntries(Object.entries(measure).filter(([, value]) => typeof value !== 'function'));
  return {
    question: questionText(measure.id, window, parameters.asAt, filters),
    figure: canonical({ measure: described, window, parameters, filters, figure } as unknown as Json),
    rows: canonical(rows.map((row) => [row.child_id, row.case, row.counted_on, row.numerator, row.excluded_because, row.category, row.days])),
  };
}

/** The figure that a kept text holds. */
export function fixedFigureOf(text: string): FixedFigure {
  return JSON.parse(text) as FixedFigure;
}

type KeptRow = [string, string, Day | null, boolean | null, string | null, string | null, number | null];

/** The rows that a kept text holds. */
export function fixedRowsOf(text: string): FixedRow[] {
  return (JSON.parse(text) as KeptRow[]).map(([child_id, name, counted_on, numerator, excluded_because, category, days]) => (
    { child_id, case: name, counted_on, numerator, excluded_because, category, days }));
}

/** SHA-256 over all that is kept of a report: what the council's chain commits to. */
export function reportDigest({ code, title, note, knownAt, fixedBy }: Omit<FixedReport, 'fixedAt'>, figures: readonly KeptFigure[]): string {
  const each = figures.map(({ question, figure, rows }) => hash('sha256', canonical([question, figure, rows]), 'hex'));
  return hash('sha256', canonical([code, title, note, knownAt, fixedBy, each]), 'hex');
}

/** Letters and digits that are not mistaken for others when read out or written by hand. */
const LETTERS = '23456789ABCDEFGHJKMNPQRTUVWXYZ';

/** The code made of eight or more random bytes: `R-7KQ4-M2XD`. */
export function codeFrom(random: Uint8Array): string {
  const letters = [...random.subarray(0, 8)].map((byte) => LETTERS[byte % LETTERS.length]).join('');
  return `R-${letters.slice(0, 4)}-${letters.slice(4)}`;
}

/** A code as somebody typed it, in its one form; null where it can be none. */
export function readCode(typed: string): string | null {
  const letters = typed.toUpperCase().replaceAll(/[\s–-]/g, '').replace(/^R(?=.{8}$)/, '');
  return letters.length === 8 && [...letters].every((letter) => LETTERS.includes(letter)) ? `R-${letters.slice(0, 4)}-${letters.slice(4)}` : null;
}
