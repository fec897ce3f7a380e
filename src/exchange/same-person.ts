// Which rows of a file are about the same person, and which are so like an earlier one that a person has to look. Pure.
import type { Day } from '../calendar/day.ts';
import type { Identity } from '../case-history/case.ts';
import { nameKey } from '../case-history/identity.ts';
import { type Compared, isOtherPerson, numbersOf } from './likeness.ts';

/** One row of the file, as far as matching needs it. `earlier`: what became of the very same row in an earlier file. */
export interface FileRow extends Compared {
  readonly row: number;
  readonly identity: Identity;
  /** It says something: an identity, or a request. */
  readonly tells: boolean;
  readonly earlier: EarlierRow | null;
  /** It is of a tracker, which may list one child twice: a return has one record for each. */
  readonly ofTracker?: boolean;
}

/** The very same row in a file that was loaded before and not rolled back. */
export interface EarlierRow {
  readonly batch: string;
  /** Null where it still waits in quarantine. */
  readonly child: string | null;
}

/** Texts such that two rows with one in common are the same person, unless it is an NHS number and they are named otherwise. */
function bonds(row: FileRow): string[] {
  const { dob } = row.identity;
  const numbered = dob === null ? [] : numbersOf(row.identity).map((number) => bond(number, dob));
  return [...numbered, ...(row.exact.length === 1 && row.likeness === null ? [`child ${row.exact[0]}`] : [])];
}

const bond = (number: string, dob: Day): string => `${number} ${dob}`;

/** For each row, by its number, the first row that is about the same person, directly or through others. */
export function leaders(rows: readonly FileRow[]): number[] {
  const leader: number[] = [];
  const top = (row: number): number => {
    const above = leader[row] ?? row;
    if (above === row) return row;
    const found = top(above);
    leader[row] = found;
    return found;
  };
  const firsts = new Map<string, FileRow[]>();
  for (const row of rows) {
    for (const text of bonds(row)) {
      const held = firsts.get(text) ?? [];
      const same = held.find(({ identity }) => !text.startsWith('nhs ') || !isOtherPerson(row.identity, identity));
      if (same === undefined) firsts.set(text, [...held, row]);
      const [a, b] = [top((same ?? row).row), top(row.row)];
      leader[Math.max(a, b)] = Math.min(a, b);
    }
  }
  for (const { row } of rows) leader[row] = top(row);
  return leader;
}

/** The first row of an earlier person of the file, and how the two are alike. */
export interface Contradiction { readonly row: number; readonly likeness: 'number-only' | 'names-only' }

/** Why a row waits that is so like an earlier one of its file. */
export const likeEarlier: Readonly<Record<Contradiction['likeness'], string>> = {
  'number-only': 'The same number as an earlier row of the file, but no date of birth in common',
  'names-only': 'The same names and date of birth as an earlier row of the file, but no number in common',
};

/**
 * Of people of the file, by their first rows, the one before them who has a number of theirs and another birth date, or of whom one
 * states none; or, in a tracker, who has their names and birth date, where one of the two has no number. One number on rows of twins who share a
 * birthday is not among these.
 */
export function contradicted(rows: readonly FileRow[], leader: readonly number[]): Map<number, Contradiction> {
  const holders = new Map<string, { lead: number; identity: Identity }>();
  const found = new Map<number, Contradiction>();
  for (const { row, identity, ofTracker } of rows) {
    const lead = leader[row] as number;
    const names = ofTracker === true ? nameKey(identity) : null;
    for (const key of [...numbersOf(identity), ...(names === null ? [] : [names])]) {
      const first = holders.get(key);
      if (first === undefined) holders.set(key, { lead, identity });
      else if (first.lead !== lead && (key === names ? bare(identity) || bare(first.identity) : first.identity.dob === null || first.identity.dob !== identity.dob)) {
        found.set(Math.max(lead, first.lead), { row: Math.min(lead, first.lead), likeness: key === names ? 'names-only' : 'number-only' });
      }
    }
  }
  return found;
}

const bare = (identity: Identity): boolean => numbersOf(identity).length === 0;
