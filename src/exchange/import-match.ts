// Which rows of a file are one person, and what is to be done with each person. Pure.
import { hash } from 'node:crypto';
import type { Day } from '../calendar/day.ts';
import { canonical } from '../case-history/canonical.ts';
import type { Identity } from '../case-history/case.ts';
import type { Json } from '../case-history/entry.ts';
import type { ReturnRecord } from '../case-history/return-record.ts';
import { type Compared, identityOf, isOtherPerson, type Likeness, numbersOf } from './likeness.ts';

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

/** What is to be done with a row. `group` is the first row that is about the same person. */
export type RowPlan =
  | { readonly row: number; readonly to: 'new' | 'excluded' }
  | { readonly row: number; readonly to: 'taken'; readonly earlier: EarlierRow }
  | { readonly row: number; readonly to: 'known'; readonly child: string }
  | { readonly row: number; readonly to: 'quarantine'; readonly like: readonly string[]; readonly likeness: Likeness }
  | { readonly row: number; readonly to: 'merge'; readonly into: number };

/** Whether a record says anything at all: who it is about, or a request. */
export function tellsAnything(record: ReturnRecord): boolean {
  return record.requests.length > 0 || Object.values(identityOf(record)).some((value) => value !== null);
}

/** What stands for all that a row says: 128 bits in the form of a UUID. Equal where two rows say the same, word for word. */
export function rowDigest(record: ReturnRecord): string {
  return hash('sha256', canonical(record as unknown as Json), 'hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}

/** Texts such that two rows with one in common are the same person, unless it is an NHS number and they are named otherwise. */
function bonds(row: FileRow): string[] {
  const { dob } = row.identity;
  const numbered = dob === null ? [] : numbersOf(row.identity).map((number) => bond(number, dob));
  return [...numbered, ...(row.exact.length === 1 && row.likeness === null ? [`child ${row.exact[0]}`] : [])];
}

const bond = (number: string, dob: Day): string => `${number} ${dob}`;

/** For each row, by its number, the first row that is about the same person, directly or through others. */
function leaders(rows: readonly FileRow[]): number[] {
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

/** Why a row waits though it has a number and the birth date of one child. */
const ofOneNamed: ReadonlySet<Likeness> = new Set(['other-name', 'other-forename', 'other-nhs']);

/** What to do with one person of the file, all of whose rows are `rows`. */
function planPerson(rows: readonly FileRow[]): RowPlan {
  const { row } = rows[0] as FileRow;
  const exact = [...new Set(rows.flatMap((one) => one.exact))];
  const [child, another] = exact;
  const like = [...new Set(rows.flatMap((one) => one.likely))];
  const named = rows.find(({ likeness }) => likeness !== null && ofOneNamed.has(likeness))?.likeness ?? null;
  if (named !== null) return { row, to: 'quarantine', like, likeness: named };
  if (child !== undefined && another === undefined) return { row, to: 'known', child };
  if (child !== undefined) return { row, to: 'quarantine', like: exact, likeness: 'several' };
  const likeness = rows.find((one) => one.likeness !== null)?.likeness ?? null;
  return likeness === null ? { row, to: 'new' } : { row, to: 'quarantine', like, likeness };
}

/**
 * What to do with each row of a file, in the order of the rows. A row that was taken in before, word for word, stays
 * what it was then. Of several rows about one person the first leads, and the others are merged into it.
 */
export function planRows(rows: readonly FileRow[]): RowPlan[] {
  const fresh = rows.filter((row) => row.earlier === null && row.tells);
  const leader = leaders(fresh);
  const followers = new Map<number, FileRow[]>();
  for (const row of fresh) {
    const lead = leader[row.row] as number;
    if (lead !== row.row) followers.set(lead, [...(followers.get(lead) ?? []), row]);
  }
  return rows.map((row): RowPlan => {
    if (!row.tells) return { row: row.row, to: 'excluded' };
    if (row.earlier !== null) return { row: row.row, to: 'taken', earlier: row.earlier };
    const lead = leader[row.row] as number;
    return lead === row.row ? planPerson([row, ...(followers.get(lead) ?? [])]) : { row: row.row, to: 'merge', into: lead };
  });
}
