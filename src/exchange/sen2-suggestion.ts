// What a value of a return that could not be taken was probably meant to be: told beside it, never taken by itself.
import { dayInWords } from '../calendar/words.ts';
import { nearest } from '../platform/nearest.ts';
import { CODES } from './sen2-codes.ts';
import type { ItemSpec } from './sen2-item.ts';
import { KNOWN } from './sen2-known-items.ts';
import { readValue } from './sen2-values.ts';
import { type DayOrder, readTrackerDay } from './tracker-days.ts';

/** What to write instead, in words that say what it means; null where nothing follows from the value. */
export function suggestedFix(element: string, value: string): string | null {
  const text = value.trim();
  const specs = Object.values(KNOWN).flatMap(({ items }) => items.get(element.toLowerCase()) ?? []);
  if (text === '' || specs.some((spec) => readValue(spec, text) !== null)) return null;
  for (const spec of specs) {
    const found = spec.type === 'day' ? otherDay(text) : spec.type === 'code' ? otherCode(spec, text) : otherNumber(spec, text);
    if (found !== null) return found;
  }
  return null;
}

/** The day with its year in two digits, or else with the month first. */
function otherDay(text: string): string | null {
  for (const order of ['dmy', 'mdy', 'ymd'] satisfies DayOrder[]) {
    const day = readTrackerDay(text, { order, shortYears: true });
    if ('value' in day) return `${day.value} (${dayInWords(day.value)})`;
  }
  return null;
}

/** The code without noughts before it and signs, or the code whose words these nearly are. */
function otherCode({ codes }: ItemSpec, text: string): string | null {
  if (codes === undefined) return null;
  const list = CODES[codes];
  const bare = (code: string): string => code.toUpperCase().replace(/[^0-9A-Z]/g, '').replace(/^0+(?=.)/, '');
  const same = list.filter(({ code }) => bare(code) === bare(text));
  const word = text.length < 4 ? null : nearest(text.toLowerCase(), list.map(({ label }) => label.toLowerCase()));
  const found = same.length === 1 ? same[0] : list.find(({ label }) => label.toLowerCase() === word);
  return found === undefined ? null : `${found.code} (${found.label})`;
}

/** The number without signs between, and with the digits for which letters stand that look like them. */
function otherNumber(spec: ItemSpec, text: string): string | null {
  const bare = text.toUpperCase().replace(/[^0-9A-Z]/g, '');
  const digits = (letters: string): string => letters.replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  const tried = [bare, digits(bare), `${bare.slice(0, 1)}${digits(bare.slice(1))}`];
  return tried.find((one) => one !== '' && readValue(spec, one) !== null) ?? null;
}
