// Canaries: values that stand nowhere but in one invented child's record, so that each answer that holds one is found by reading it.
import { addDays, day, type Day } from '../../src/calendar/day.ts';
import { caseReference } from '../../src/case-history/case-reference.ts';
import { isNhsNumber } from '../../src/case-history/nhs-number.ts';
import { dayText, shortDayText } from '../../src/platform/layout/format.ts';
import { inventedUln, inventedUpn } from '../../src/simulation/invented-people.ts';
import type { FieldClass } from '../../src/staff/rights.ts';

/** A value, whose it is, and the class of fields that it is of; null where whoever sees the record may see it. */
export interface Canary {
  readonly text: string;
  readonly child: string;
  readonly of: FieldClass | null;
}

/** What one invented child's record says, each value a canary. */
export interface Planted {
  readonly facts: { readonly [name: string]: string };
  readonly reason: string;
  readonly setting: string;
}

const letters = (number: number): string => String.fromCharCode(97 + Math.floor(number / 26), 97 + (number % 26));
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function nhsNumber(place: number): string {
  const nine = `9990${String(place).padStart(4, '0')}`;
  for (let tail = 0; tail < 100; tail += 1) {
    const digits = `${nine}${String(tail).padStart(2, '0')}`;
    if (isNhsNumber(digits)) return digits;
  }
  throw new Error('no check digit');
}

/** The values of the child at this place: words begin with "qz", days of birth are no other day of any case. */
export function plant(place: number): Planted {
  const word = (ending: string): string => capital(`qz${letters(place)}${ending}`);
  return {
    facts: {
      surname: word('surname'), forename: word('forename'), knownAs: word('known'), formerNames: word('former'), dob: addDays(day('2009-01-07'), place * 37), sex: 'F',
      postcode: `ZZ${1 + Math.floor(place / 26)} 1${letters(place % 26).toUpperCase()}`, upn: inventedUpn(70_000 + place), uln: inventedUln(60_000 + place * 11), nhsNumber: nhsNumber(place),
      ethnicity: `QZ${letters(place).toUpperCase()}ETH`, setting: word('school'),
    },
    reason: word('reason'), setting: word('college'),
  };
}

const classOf: Readonly<Record<string, FieldClass | null>> = {
  surname: 'name', forename: 'name', knownAs: 'name', formerNames: 'name', dob: 'name', postcode: 'contact', upn: 'numbers', uln: 'numbers', nhsNumber: 'numbers', ethnicity: 'ethnicity', setting: null,
};

const waysToWrite = (on: Day): string[] => [on, dayText(on), shortDayText(on), on.split('-').reverse().join('/')];

/** Every canary of a child, in each way in which pages and files write it. */
export function canariesOf(child: string, { facts, reason, setting }: Planted): Canary[] {
  const of = Object.entries(classOf).flatMap(([name, field]) => {
    const value = facts[name] ?? '';
    return (name === 'dob' ? waysToWrite(value as Day) : [value]).map((text): Canary => ({ text, child, of: field }));
  });
  return [...of, { text: reason, child, of: 'reasons' }, { text: setting, child, of: null }, { text: child, child, of: null }, { text: caseReference(child), child, of: null }];
}

// Values of one shape are looked up, so that a long page is read once and not once for each of a thousand values.
const SHAPES = [
  /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/, /qz[a-z]{2}(?:surname|forename|known|former|school|college|reason|eth)/, /[a-z]999\d{9}/, /\b99\d{8}\b/, /\d{4}-\d\d-\d\d/, /\d\d\/\d\d\/\d{4}/, /\d{1,2}[ \u00a0][a-z]{3,9}[ \u00a0]\d{4}/, /zz\d{1,2} 1[a-z]{2}/, /\b[0-9a-z]{5}-[0-9a-z]{5}\b/,
];
const anyShape = new RegExp(SHAPES.map(({ source }) => source).join('|'), 'gi');

/** The canaries of a council, found again in texts. */
export class Aviary {
  readonly #known = new Map<string, Canary>();

  add(canaries: readonly Canary[]): void {
    for (const canary of canaries) this.#known.set(canary.text.toLowerCase(), canary);
  }

  /** The canaries in a text, each once. */
  in(text: string): Canary[] {
    const found = [...text.matchAll(anyShape)].map(([value]) => this.#known.get(value.replaceAll('\u00a0', ' ').toLowerCase()));
    return [...new Set(found.filter((canary) => canary !== undefined))];
  }
}
