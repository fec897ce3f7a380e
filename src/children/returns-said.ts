// What returns and trackers said of a child, item by item.
import type { Entry, Facts, Json } from '../case-history/entry.ts';
import { ethnicities } from '../case-history/kinds/ethnicity.ts';
import { isStatement } from '../case-history/tracker-row.ts';
import { type FactInWords, inWords } from './in-words.ts';
import { returnName } from './told-events.ts';

/** What one return said of the child. */
export interface ReturnSaid {
  readonly name: string;
  readonly recordedAt: string;
  readonly recordedBy: string;
  /** It was rolled back since. */
  readonly takenBack: boolean;
  readonly lines: readonly FactInWords[];
}

/** What every return and tracker said, the latest loaded first, item by item in the order of the return; empty items are left out. */
export function returnsSaid(entries: readonly Entry[]): ReturnSaid[] {
  const gone = new Set(entries.filter((entry) => entry.facts === null && entry.correctsSeq !== null).map((entry) => `${entry.subjectId}:${entry.correctsSeq}`));
  return entries.filter((entry) => isStatement(entry.kind) && entry.facts !== null).map((entry) => ({
    name: returnName(entry), recordedAt: entry.recordedAt, recordedBy: entry.recordedBy, takenBack: gone.has(`${entry.subjectId}:${entry.seq}`),
    lines: linesOf(entry.facts as Facts, []),
  })).reverse();
}

function linesOf(value: Json, path: readonly string[]): FactInWords[] {
  if (value === null || value === '') return [];
  if (Array.isArray(value)) return value.flatMap((one, i) => linesOf(one, [...path.slice(0, -1), `${single(path.at(-1) ?? '')} ${i + 1}`]));
  if (typeof value === 'object') return Object.entries(value).flatMap(([name, one]) => linesOf(one, [...path, name]));
  return [{ label: path.map(words).join(' › '), value: typeof value === 'boolean' ? (value ? 'Yes' : 'No') : saidInWords(path.at(-1) ?? '', String(value)) }];
}

/** What the return holds, with the words of a code that few know by heart. */
function saidInWords(name: string, text: string): string {
  return name === 'ethnicity' && Object.hasOwn(ethnicities, text) ? `${ethnicities[text]} (${text})` : inWords(text);
}

const single = (name: string): string => name.replace(/s$/, '');

/** "requestOutcomeDate" is "Request outcome date". */
function words(name: string): string {
  const text = name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}
