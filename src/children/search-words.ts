// What somebody looks for, from the one box into which they type it.
import type { Day } from '../calendar/day.ts';
import { foldedName } from '../case-history/identity.ts';
import type { Viewer } from '../platform/viewer.ts';
import { monthNumber, realDay } from './date-answer.ts';

export interface Wanted {
  /** A case reference, as it is stored; null where none was typed. */
  readonly reference: string | null;
  /** A unique pupil or learner number, or an NHS number. */
  readonly number: string | null;
  readonly birthOn: Day | null;
  /** Parts of names, folded as `foldedName` does, in any order. */
  readonly names: readonly string[];
}

/** More words than a long name has are not looked for. */
const MOST_NAMES = 8;

const MONTH = '(?<month>\\d{1,2}|[a-z]{3,9})';
const GAP = '[\\s/.,-]+';
const DATES = [
  /\b(?<year>\d{4})[\s/.-](?<month>\d{1,2})[\s/.-](?<date>\d{1,2})\b/,
  new RegExp(`\\b(?<date>\\d{1,2})(?:st|nd|rd|th)?(?:[\\s/.-]+(?:of\\s+)?|(?=[a-z]))${MONTH}\\.?${GAP}(?<year>\\d{4}|\\d{2})\\b`, 'i'),
  /\b(?<month>[a-z]{3,9})\.?\s+(?<date>\d{1,2})(?:st|nd|rd|th)?,?\s+(?<year>\d{4})\b/i,
  /\b(?<year>(?:19|20)\d{2})(?<month>0\d|1[0-2])(?<date>[0-3]\d)\b/,
  /\b(?<date>[0-3]\d)(?<month>0\d|1[0-2])(?<year>(?:19|20)\d{2}|\d{2})\b/,
];

/** Takes apart what was typed: a reference with or without its hyphen, a UPN, ULN or NHS number, a date of birth, names in any order. */
export function wantedIn(text: string): Wanted {
  const typed = text.trim();
  const number = numberIn(typed);
  if (number !== null) return { reference: null, number, birthOn: null, names: [] };
  const dated = dateIn(typed);
  const names = wordsBeside(dated, typed).map(foldedName);
  return { reference: referenceIn(typed), number, birthOn: dated?.on ?? null, names: [...new Set(names)].slice(0, MOST_NAMES) };
}

function wordsBeside(dated: { readonly text: string } | null, typed: string): string[] {
  const rest = dated === null ? typed : typed.replace(dated.text, ' ');
  return rest.split(/[\s,;/()\p{Pd}]+/u).filter((word) => foldedName(word) !== '');
}

/** What is said to somebody who typed a number and whose role sees none; null where that is not so. */
export function numberRefused({ number }: Wanted, { fields }: Pick<Viewer, 'fields'>): string | null {
  return number === null || fields.has('numbers') ? null : 'Your role does not see numbers of people. Search by name, date of birth or case reference';
}

/** What is said to somebody who typed a day that there never was, such as 31/2/2010: nobody was born on it; null where that is not so. */
export function dayRefused(text: string): string | null {
  if (numberIn(text.trim()) !== null || dateIn(text) !== null) return null;
  const found = DATES.map((form) => form.exec(text)).find((one) => one !== null && monthNumber(one.groups?.['month'] ?? '') !== null);
  return found == null ? null : `“${found[0]}” is not a real date. Correct it, or search by the rest alone`;
}

/** A reference or a part of one without hyphen and spaces. I and L are read as 1, O as 0: a reference holds none of these letters. */
export function plainReference(text: string): string {
  return text.toUpperCase().replaceAll(/[\s\p{Pd}]/gu, '').replaceAll(/[IL]/g, '1').replaceAll('O', '0');
}

function referenceIn(text: string): string | null {
  const plain = plainReference(text);
  return /^[0-9A-HJKMNP-TV-Z]{10}$/.test(plain) ? `${plain.slice(0, 5)}-${plain.slice(5)}` : null;
}

function numberIn(text: string): string | null {
  const plain = text.toUpperCase().replaceAll(/[\s\p{Pd}]/gu, '');
  return /^[A-Z]\d{11}[0-9A-Z]$|^\d{10}$/.test(plain) ? plain : null;
}

function dateIn(text: string): { on: Day; text: string } | null {
  for (const form of DATES) {
    const found = form.exec(text);
    const { year = '', month = '', date = '' } = found?.groups ?? {};
    const monthNo = monthNumber(month);
    const on = found === null || monthNo === null ? null : realDay(wholeYear(year), monthNo, date);
    if (found !== null && on !== null) return { on, text: found[0] };
  }
  return null;
}

/** "17" is 2017 and "88" is 1988: nobody born before 1950 has a plan, and nobody yet to come has one. */
function wholeYear(year: string): string {
  return year.length === 2 ? `${Number(year) < 50 ? 20 : 19}${year}` : year;
}

/** A wider search: fewer of the words. */
export interface Wider { readonly text: string; readonly words: string }

/** What to look for when nothing was found: each name alone, the date alone, as they were typed. Nothing for a search of one thing. */
export function widerThan(text: string): Wider[] {
  const dated = dateIn(text.trim());
  const identified = numberIn(text) !== null || (referenceIn(text) !== null && /\d/.test(text));
  const names = identified ? [] : wordsBeside(dated, text.trim()).filter((word) => word.length > 1 && /\p{L}/u.test(word));
  const all = [...names.map((name) => ({ text: name, words: `the name “${name}” alone` })), ...(dated === null ? [] : [{ text: dated.text, words: 'the date of birth alone' }])];
  return all.some((one) => one.text !== text.trim()) ? all : [];
}
