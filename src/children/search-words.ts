// What somebody looks for, from the one box into which they type it.
import type { Day } from '../calendar/day.ts';
import { foldedName } from '../case-history/identity.ts';
import { monthNumber, realDay } from './date-answer.ts';

export interface Wanted {
  /** A case reference, as it is stored; null where none was typed. */
  readonly reference: string | null;
  /** A unique pupil or learner number. */
  readonly number: string | null;
  readonly birthOn: Day | null;
  /** Parts of names, folded as `foldedName` does, in any order. */
  readonly names: readonly string[];
}

const DATES = [/\b(?<year>\d{4})-(?<month>\d{1,2})-(?<date>\d{1,2})\b/, /\b(?<date>\d{1,2})(?:st|nd|rd|th)?[\s/.-]+(?<month>\d{1,2}|[a-z]{3,9})\.?[\s/.,-]+(?<year>\d{4})\b/i];

/** Takes apart what was typed: a reference with or without its hyphen, a UPN or ULN, a date of birth, names in any order. */
export function wantedIn(text: string): Wanted {
  const typed = text.trim();
  const number = numberIn(typed);
  const dated = dateIn(typed);
  const rest = dated === null ? typed : typed.replace(dated.text, ' ');
  const names = number === null ? rest.split(/[\s,]+/).map(foldedName).filter((name) => name !== '') : [];
  return { reference: number === null ? referenceIn(typed) : null, number, birthOn: dated?.on ?? null, names };
}

/** I and L are read as 1, O as 0: a reference holds none of these letters. */
function referenceIn(text: string): string | null {
  const plain = text.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll(/[IL]/g, '1').replaceAll('O', '0');
  return /^[0-9A-HJKMNP-TV-Z]{10}$/.test(plain) ? `${plain.slice(0, 5)}-${plain.slice(5)}` : null;
}

function numberIn(text: string): string | null {
  const plain = text.toUpperCase().replaceAll(/\s/g, '');
  return /^[A-Z]\d{11}[0-9A-Z]$|^\d{10}$/.test(plain) ? plain : null;
}

function dateIn(text: string): { on: Day; text: string } | null {
  for (const form of DATES) {
    const found = form.exec(text);
    const { year = '', month = '', date = '' } = found?.groups ?? {};
    const monthNo = monthNumber(month);
    const on = found === null || monthNo === null ? null : realDay(year, monthNo, date);
    if (found !== null && on !== null) return { on, text: found[0] };
  }
  return null;
}
