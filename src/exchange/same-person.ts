// Which rows of a file are about the same person, and which say of one number that it is two people's. Pure.
import type { Day } from '../calendar/day.ts';
import type { Identity } from '../case-history/case.ts';
import { type Compared, isOtherPerson, numbersOf } from './likeness.ts';

/** One row of the file, as far as matching needs it. `earlier`: what became of the very same row in an earlier file. */
export interface FileRow extends Compared {
  readonly row: number;
  readonly identity: Identity;
  /** It says something: an identity, or a request. */
  readonly tells: boolean;
  readonly earlier: EarlierRow | null;
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


/**
 * Of people of the file, by their first rows, the first row of the one before them who has a number of theirs and another birth
 * date, or of whom one states none. One number on rows of twins who share a birthday is not among these.
 */
export function contradicted(rows: readonly FileRow[], leader: readonly number[]): Map<number, number> {
  const holders = new Map<string, { lead: number; dob: Day | null }>();
  const found = new Map<number, number>();
  for (const { row, identity } of rows) {
    const lead = leader[row] as number;
    for (const number of numbersOf(identity)) {
      const first = holders.get(number);
      if (first === undefined) holders.set(number, { lead, dob: identity.dob });
      else if (first.lead !== lead && (first.dob === null || first.dob !== identity.dob)) found.set(Math.max(lead, first.lead), Math.min(lead, first.lead));
    }
  }
  return found;
}
