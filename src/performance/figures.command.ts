// sightline figures: the figures of measures, each with those that belong beside it.
import type { Day } from '../calendar/day.ts';
import { prepareRecord } from '../casework/derivation.job.ts';
import { printJson, readArguments } from '../platform/command.ts';
import type { Io } from '../platform/command.ts';
import type { Database } from '../platform/database.ts';
import { ask, askedOptions, knownAsJson, measuresNamed, readingOf } from './asked.page.ts';
import { percentage } from './figure.ts';
import type { Figure } from './figure.ts';
import { type Compared, comparisonLines, earlierThan } from './comparison.ts';
import { figure } from './figures.sql.ts';
import type { Known } from './known.sql.ts';
import { loweredWords } from './known-words.ts';
import { findMeasure, measures } from './measures.sql.ts';
import type { Found } from './measures.sql.ts';
import { categoryWords } from './measure.ts';
import type { Measure } from './measure.sql.ts';
import { parametersOf, windowOf } from './question.ts';
import type { Reading } from './question.ts';
import { windowTitle } from './windows.ts';
import type { Window } from './windows.ts';

interface Answered {
  readonly found: Found;
  /** The measure beside which this one is shown; null for one that was asked for. */
  readonly beside: string | null;
  readonly window: Window | null;
  readonly figure: Figure;
  /** The same figure of earlier, where it is to be compared. */
  readonly earlier: Compared['earlier'];
}

/** The measures asked for, each followed by those without which it is not shown; every measure where none is named. */
function chosen(names: readonly string[] | undefined): { found: Found; beside: string | null }[] {
  if (names === undefined) return measures.map((measure) => ({ found: { measure, filters: [] }, beside: null }));
  const asked = measuresNamed(names);
  const shown = new Set(asked.map(({ measure }) => measure.id));
  return asked.flatMap((found) => [
    { found, beside: null },
    ...found.measure.pairings.filter((id) => !shown.has(id)).flatMap((id) => {
      const paired = findMeasure(id);
      return paired === null ? [] : [{ found: paired, beside: found.measure.id }];
    }),
  ]);
}

interface Wanted { readonly names: readonly string[] | undefined; readonly compare: boolean }

async function answer(db: Database, reading: Reading, { names, compare }: Wanted): Promise<Answered[]> {
  const answers: Answered[] = [];
  for (const { found, beside } of chosen(names)) {
    const window = windowOf(found.measure, reading);
    const filters = [...found.filters, ...reading.filters.filter(({ key }) => beside === null || key !== 'category')];
    const of = (within: Window | null, asAt: Day): Promise<Figure> => figure(db, { measure: found.measure, parameters: parametersOf(within, asAt), filters });
    const earlier: Compared['earlier'][number][] = [];
    for (const one of compare && beside === null ? earlierThan(window, reading.asAt) : []) earlier.push({ ...one, figure: await of(one.window, one.asAt) });
    answers.push({ found, beside, window, figure: await of(window, reading.asAt), earlier });
  }
  return answers;
}

function asJson({ found: { measure, filters }, beside, window, figure: counts, earlier }: Answered, { asAt }: Reading): object {
  return {
    measure: measure.id, version: measure.version, title: measure.title, window: window?.name ?? null, from: window?.from ?? null,
    to: window?.to ?? null, soFar: window?.soFar ?? false, asAt, numerator: counts.numerator, denominator: counts.denominator,
    notRecorded: counts.notRecorded, excluded: counts.excluded, kind: measure.kind, ...(beside === null ? {} : { beside }),
    ...(filters[0] === undefined ? {} : { category: filters[0].value }), ...(counts.days === null ? {} : { days: counts.days }),
    ...(measure.categories === undefined ? {} : { categories: counts.categories }),
    ...(earlier.length === 0 ? {} : { compared: comparedAsJson({ measure, window, now: counts, earlier }) }),
  };
}

function comparedAsJson(compared: Compared): object[] {
  return compared.earlier.map((one) => {
    const { window, asAt, figure: { numerator, denominator } } = one;
    const [words = null] = comparisonLines({ ...compared, earlier: [one] }, null);
    return { window: window?.name ?? null, from: window?.from ?? null, to: window?.to ?? null, asAt, numerator, denominator, words };
  });
}

function asText({ found: { measure }, beside, window, figure: counts, earlier }: Answered): string {
  const { numerator, denominator, excluded, days, categories } = counts;
  const share = percentage(numerator, denominator);
  const number = measure.kind === 'count' ? String(denominator) : `${numerator} of ${denominator}${share === null ? '' : ` (${share.toFixed(1)}%)`}`;
  const lines = Object.entries(excluded).map(([because, count]) => `left out: ${count} ${because}`);
  const parts = categories.filter((part) => part.denominator > 0).map((part) => partText(measure, part));
  const waits = days === null || days.median === null ? [] : [`days: median ${days.median}, nine in ten within ${days.p90}, longest ${days.longest}`];
  const period = window === null ? '' : `, ${windowTitle(window)}`;
  const compared = comparisonLines({ measure, window, now: counts, earlier }, null);
  return [`${beside === null ? '' : '  beside it: '}${measure.title}: ${number}${period}`, ...[...compared, ...parts, ...waits, ...lines].map((line) => `    ${line}`)].join('\n');
}

function partText(measure: Measure, part: Figure['categories'][number]): string {
  return `${categoryWords(measure, part.category)}: ${measure.kind === 'count' ? '' : `${part.numerator} of `}${part.denominator}`;
}

/** Prints figures as lines or as JSON `{knownAt, figures}`, with `--compare` beside those of earlier; with `knownAtAsked` and `knownAtLowered` where it was lowered. */
export async function run(args: string[], io: Io): Promise<number> {
  const { values } = readArguments(args, { ...askedOptions, compare: { type: 'boolean' } });
  const reading = readingOf(values);
  if (values.measure !== undefined) measuresNamed(values.measure);
  const use = async (db: Database, known: Known): Promise<number> => {
    const answers = await answer(db, reading, { names: values.measure, compare: values.compare === true });
    if (values.json === true) printJson(io, { ...knownAsJson(known), figures: answers.map((answered) => asJson(answered, reading)) });
    else io.out([`As at ${reading.asAt}, as known at ${known.at}`, ...(known.lowered ? [loweredWords(known)] : []), ...answers.map(asText)].join('\n'));
    return 0;
  };
  return ask(io, values, { prepare: prepareRecord, use });
}
