// Who is who: which child of the record a row of a file may be about. Pure.
//
// The same child: the same UPN, ULN or NHS number, and the same birth date, among all that sources have ever stated of the child.
// Like a child: the same number but another birth date, the same NHS number alone and birth date but a forename like none that the
// child ever had (it is copied by hand, and nothing else bears it out), or the same birth date and the same names, or names that may
// be the same misspelt, but no number in common; a person decides. Two rows of one file that merely look alike
// are two people where it is a return: their source says so. `same-person.ts` has the rows of a file that wait because of another one.
//
// A number can also have been given to the wrong one of two twins. A row with the number and birth date of one child, but
// with names that only another child of that birth date has ever had, waits as well. Nothing in two files that contradict
// each other tells which one is right: the one loaded first is taken, and the other waits, so that until a person decides
// it is the order of loading that tells which of them waits.
//
// A row with a number and the birth date of one child, and an NHS number that only others have had, waits too: a column that was sorted by
// itself would give every child somebody else's.
//
// Of a row of a tracker, whom an earlier state of the same tracker told of under the same names and birth date is the same
// child: its keepers have said so by keeping the row. Else a child without a number would wait for a person every month.
import type { Identity } from '../case-history/case.ts';
import { nameKey, nameWordsOf } from '../case-history/identity.ts';
import type { ReturnRecord } from '../case-history/return-record.ts';
import type { TrackerPerson } from '../case-history/tracker-row.ts';
import { areNear, likeness as fit, soundsAlike } from '../children/name-likeness.ts';

/** A child of the record with everything by which sources have known it. */
export interface KnownChild {
  readonly child: string;
  readonly identities: readonly Identity[];
  /** Known-as and former names on record. */
  readonly otherNames?: readonly (string | null)[];
  /** An earlier state of the tracker that the row comes from tells of the child. */
  readonly sameTracker?: boolean;
}

/** A child of the record under names by which a source has known it. */
export type NamedChild = Pick<Identity, 'surname' | 'forename'> & { readonly child: string };

/** Why a row needs a person: the words for it are in `likenesses`. */
export type Likeness = 'number-only' | 'names-only' | 'near-names' | 'other-name' | 'other-forename' | 'other-nhs' | 'several';

/** Why a person has to decide, in plain words. */
export const likenesses: Readonly<Record<Likeness, string>> = {
  'number-only': 'The same number, but no date of birth in common',
  'names-only': 'The same names and date of birth, but no number in common',
  'near-names': 'Nearly the same names and the same date of birth, but no number in common',
  'other-name': 'The number and date of birth of one child, but the names of another child born on that day',
  'other-forename': 'The same NHS number and date of birth, but another forename, by which no source has known the child',
  'other-nhs': 'A number and the date of birth of one child, but the NHS number of another',
  'several': 'The numbers and date of birth of more than one child',
};

/** Whom a row may be about: the same child, or those whom it is merely like, and why a person has to decide. */
export interface Compared {
  readonly exact: readonly string[];
  readonly likely: readonly string[];
  readonly likeness: Likeness | null;
}

/** Who a record of a return, or a row of a tracker, is about. */
export function identityOf({ person }: { readonly person: ReturnRecord['person'] | TrackerPerson }): Identity {
  return {
    surname: person.surname, forename: person.forename, dob: person.personBirthDate, upn: person.upn,
    uln: person.uniqueLearnerNumber, nhsNumber: 'nhsNumber' in person ? person.nhsNumber ?? null : null,
  };
}

/** The numbers that sources gave somebody, each with its kind. */
export const numbersOf = ({ upn, uln, nhsNumber }: Identity): string[] => [
  ...(upn === null ? [] : [`upn ${upn}`]), ...(uln === null ? [] : [`uln ${uln}`]), ...(nhsNumber === null ? [] : [`nhs ${nhsNumber}`]),
];

/** Whether a row has the NHS number alone in common with another one of its file, and another forename: somebody else's, copied down the sheet. */
export function isOtherPerson(identity: Identity, other: Identity): boolean {
  return isNamedOtherwise(identity, { child: '', identities: [other] });
}

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

const unlike: Compared = { exact: [], likely: [], likeness: null };

/** How each of `known` compares with a row. */
export function compare(identity: Identity, known: readonly KnownChild[]): Compared {
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
  if (exact.length === 1 && isNamedOtherwise(identity, known.find(({ child }) => child === exact[0]))) return { exact, likely: exact, likeness: 'other-forename' };
  const holders = known.filter(({ identities }) => identity.nhsNumber !== null && identities.some((one) => one.nhsNumber === identity.nhsNumber)).map(({ child }) => child);
  if (exact.length === 1 && holders.length > 0 && !holders.some((child) => exact.includes(child))) return { exact, likely: [...exact, ...holders], likeness: 'other-nhs' };
  if (exact.length === 1) return { exact, likely: [], likeness: null };
  if (exact.length > 1) return { exact, likely: exact, likeness: 'several' };
  const own = alike.length === 1 && number.length === 0 ? known.find(({ child }) => child === alike[0]) : undefined;
  if (own?.sameTracker === true && agree(numbers, own)) return { exact: [own.child], likely: [], likeness: null };
  return { exact, likely: [...number, ...alike], likeness: number.length > 0 ? 'number-only' : alike.length > 0 ? 'names-only' : null };
}

/** How a row that `compare` finds to be like nobody compares with the names of those `born` on its birth date: like whom both are near. */
export function compareNear({ surname, forename }: Identity, born: readonly NamedChild[]): Compared {
  const near = born.filter((other) => areNear(surname, other.surname) && areNear(forename, other.forename));
  return near.length === 0 ? unlike : { exact: [], likely: [...new Set(near.map(({ child }) => child))], likeness: 'near-names' };
}

/** Whether two who have no number in common have no numbers to differ in. */
function agree(numbers: ReadonlySet<string>, { identities }: KnownChild): boolean {
  return numbers.size === 0 || identities.every((one) => numbersOf(one).length === 0);
}

/**
 * Whether the NHS number is all that a row has in common with a child, and its forename is like none of the child's names: another
 * one, not another spelling or a name in daily use. Surnames change.
 */
function isNamedOtherwise(identity: Identity, child: KnownChild | undefined): boolean {
  const numbers = numbersOf({ ...identity, nhsNumber: null });
  if (child?.identities.some((one) => numbersOf(one).some((number) => numbers.includes(number))) === true) return false;
  const held = [...child?.identities.flatMap((one) => [one.surname, one.forename]) ?? [], ...child?.otherNames ?? []].flatMap(nameWordsOf);
  const stated = nameWordsOf(identity.forename);
  if (stated.length === 0 || !(child?.identities.some((one) => one.forename !== null) ?? false)) return false;
  return !stated.some((word) => held.some((name) => fit(word, name, soundsAlike(word, name) ? 'alike' : 'otherwise') > 0 || fit(name, word, 'otherwise') > 0));
}

/** Whether any source ever gave one of these children the names. */
function bears(known: readonly KnownChild[], children: readonly string[], names: string | null): boolean {
  return known.some(({ child, identities }) => children.includes(child) && identities.some((one) => nameKey(one) === names));
}
