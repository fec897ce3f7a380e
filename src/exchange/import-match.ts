// Who is who: which rows of a file are one person, and which child of the record each person is. Pure.
//
// The same child: the same UPN or ULN, and the same birth date, among all that sources have ever stated of the child.
// Like a child: the same number but another birth date, or the same names and birth date but no number in common; a
// person decides. Two rows of one file that merely look alike are two people: their source says so.
//
// A number can also have been given to the wrong one of two twins. A row with the number and birth date of one child, but
// with names that only another child of that birth date has ever had, waits as well. Nothing in two files that contradict
// each other tells which one is right: the one loaded first is taken, and the other waits, so that until a person decides
// it is the order of loading that tells which of them waits.
import { hash } from 'node:crypto';
import type { Day } from '../calendar/day.ts';
import { canonical } from '../case-history/canonical.ts';
import type { Identity } from '../case-history/case.ts';
import type { Json } from '../case-history/entry.ts';
import { nameKey } from '../case-history/identity.ts';
import type { ReturnRecord } from '../case-history/return-record.ts';

/** A child of the record with everything by which sources have known it. */
export interface KnownChild {
  readonly child: string;
  readonly identities: readonly Identity[];
}

/** Why a row needs a person: the words for it are in `likenesses`. */
export type Likeness = 'number-only' | 'names-only' | 'other-name' | 'several';

/** Why a person has to decide, in plain words. */
export const likenesses: Readonly<Record<Likeness, string>> = {
  'number-only': 'The same number, but not the same date of birth',
  'names-only': 'The same names and date of birth, but no number in common',
  'other-name': 'The number and date of birth of one child, but the names of another child born on that day',
  'several': 'The numbers and date of birth of more than one child',
};

/** One row of the file, as far as matching needs it. `earlier`: what became of the very same row in an earlier file. */
export interface FileRow {
  readonly row: number;
  readonly identity: Identity;
  /** It says something: an identity, or a request. */
  readonly tells: boolean;
  readonly exact: readonly string[];
  readonly likely: readonly string[];
  readonly likeness: Likeness | null;
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

/** Who a record of a return is about. */
export function identityOf({ person }: ReturnRecord): Identity {
  return {
    surname: person.surname, forename: person.forename, dob: person.personBirthDate, upn: person.upn,
    uln: person.uniqueLearnerNumber,
  };
}

/** Whether a record says anything at all: who it is about, or a request. */
export function tellsAnything(record: ReturnRecord): boolean {
  return record.requests.length > 0 || Object.values(identityOf(record)).some((value) => value !== null);
}

/** What stands for all that a row says: 128 bits in the form of a UUID. Equal where two rows say the same, word for word. */
export function rowDigest(record: ReturnRecord): string {
  return hash('sha256', canonical(record as unknown as Json), 'hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}

const numbersOf = ({ upn, uln }: Identity): string[] => [
  ...(upn === null ? [] : [`upn ${upn}`]), ...(uln === null ? [] : [`uln ${uln}`]),
];

interface Likenesses { exact: string[]; number: string[]; names: string[] }

/** Finds, among `known`, those with a number, or names and birth date, in common with somebody. */
export function lookUp(known: readonly KnownChild[]): (identity: Identity) => KnownChild[] {
  const by = new Map<string, Set<KnownChild>>();
  for (const child of known) {
    for (const key of child.identities.flatMap(keysOf)) by.set(key, (by.get(key) ?? new Set()).add(child));
  }
  return (identity) => [...new Set(keysOf(identity).flatMap((key) => [...by.get(key) ?? []]))];
}

function keysOf(identity: Identity): string[] {
  const names = nameKey(identity);
  return names === null ? numbersOf(identity) : [...numbersOf(identity), names];
}

const unlike: Pick<FileRow, 'exact' | 'likely' | 'likeness'> = { exact: [], likely: [], likeness: null };

/** How each of `known` compares with a row. */
export function compare(identity: Identity, known: readonly KnownChild[]): Pick<FileRow, 'exact' | 'likely' | 'likeness'> {
  if (known.length === 0) return unlike;
  const found: Likenesses = { exact: [], number: [], names: [] };
  const numbers = new Set(numbersOf(identity));
  const names = nameKey(identity);
  for (const { child, identities } of known) {
    const sameNumber = identities.some((other) => numbersOf(other).some((number) => numbers.has(number)));
    const sameBirth = identity.dob !== null && identities.some((other) => other.dob === identity.dob);
    if (sameNumber) found[sameBirth ? 'exact' : 'number'].push(child);
    else if (names !== null && identities.some((other) => nameKey(other) === names)) found.names.push(child);
  }
  const { exact, number, names: alike } = found;
  if (exact.length === 1 && alike.length > 0 && !bears(known, exact, names)) return { exact, likely: [...exact, ...alike], likeness: 'other-name' };
  if (exact.length === 1) return { exact, likely: [], likeness: null };
  if (exact.length > 1) return { exact, likely: exact, likeness: 'several' };
  return { exact, likely: [...number, ...alike], likeness: number.length > 0 ? 'number-only' : alike.length > 0 ? 'names-only' : null };
}

/** Whether any source ever gave one of these children the names. */
function bears(known: readonly KnownChild[], children: readonly string[], names: string | null): boolean {
  return known.some(({ child, identities }) => children.includes(child) && identities.some((one) => nameKey(one) === names));
}

/** Texts such that two rows with one in common are the same person. */
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
  const first = new Map<string, number>();
  for (const row of rows) {
    for (const text of bonds(row)) {
      const [a, b] = [top(first.get(text) ?? row.row), top(row.row)];
      leader[Math.max(a, b)] = Math.min(a, b);
      first.set(text, Math.min(a, b));
    }
  }
  for (const { row } of rows) leader[row] = top(row);
  return leader;
}

/** What to do with one person of the file, all of whose rows are `rows`. */
function planPerson(rows: readonly FileRow[]): RowPlan {
  const { row } = rows[0] as FileRow;
  const exact = [...new Set(rows.flatMap((one) => one.exact))];
  const [child, another] = exact;
  const like = [...new Set(rows.flatMap((one) => one.likely))];
  if (rows.some((one) => one.likeness === 'other-name')) return { row, to: 'quarantine', like, likeness: 'other-name' };
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

/** One record with what each of several rows about one person says: identity from the first that states it, all requests once. */
export function mergeRecords(records: readonly ReturnRecord[]): ReturnRecord {
  const [first] = records as [ReturnRecord, ...ReturnRecord[]];
  const person = { ...first.person };
  for (const record of records) {
    for (const name of Object.keys(person) as (keyof typeof person)[]) Object.assign(person, { [name]: person[name] ?? record.person[name] });
  }
  const requests = new Map(records.flatMap((record) => record.requests).map((request) => [JSON.stringify(request), request]));
  return { ...first, person, requests: [...requests.values()] };
}
