// By which names, numbers and birth dates sources have known a child: what an incoming row is compared with.
import { canonical } from './canonical.ts';
import type { Identity } from './case.ts';
import type { LiveEntry } from './live-entries.ts';
import { personStatedIn } from './settle-person.ts';

// Letters that no accent can be taken from, in names as people in England bear them.
const LETTERS: Readonly<Record<string, string>> = { ł: 'l', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ß: 'ss', æ: 'ae', œ: 'oe', ı: 'i' };

/** A name without accents, case, apostrophes, hyphens and spaces: equal where people would call two names the same. */
export function foldedName(name: string | null): string {
  const plain = (name ?? '').normalize('NFD').toLowerCase();
  return plain.replaceAll(/[łøđðþßæœı]/g, (letter) => LETTERS[letter] ?? '').replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** The folded parts of a name, and neighbouring parts taken together: "Al-Sayed Bako" is al, sayed, bako, alsayed, sayedbako and alsayedbako. */
export function nameWordsOf(name: string | null): string[] {
  const parts = (name ?? '').split(/[\s,;/.()\p{Pd}]+/u).map(foldedName).filter((part) => part !== '');
  const pairs = parts.slice(1).map((part, i) => `${parts[i] ?? ''}${part}`);
  return [...new Set([...parts, ...pairs, ...(parts.length > 2 ? [parts.join('')] : [])])];
}

/** Folded surname, folded forename and birth date as one text; null where one of them is not stated. */
export function nameKey({ surname, forename, dob }: Pick<Identity, 'surname' | 'forename' | 'dob'>): string | null {
  const names = [foldedName(surname), foldedName(forename)];
  return dob === null || names.includes('') ? null : [...names, dob].join('/');
}

/** Every known-as and former name ever stated, each once. */
export function otherNamesOf(entries: readonly LiveEntry[]): string[] {
  const stated = entries.map(personStatedIn).flatMap(({ knownAs = null, formerNames = null }) => [knownAs, formerNames]);
  return [...new Set(stated.filter((name) => name !== null))].sort();
}

/** Every combination that a source ever stated, each once, in an order that loading has no part in. */
export function identitiesOf(entries: readonly LiveEntry[]): Identity[] {
  const stated = new Map<string, Identity>();
  for (const entry of entries) {
    const { surname = null, forename = null, dob = null, upn = null, uln = null, nhsNumber = null } = personStatedIn(entry);
    const identity = { surname, forename, dob, upn, uln, nhsNumber };
    if (Object.values(identity).every((value) => value === null)) continue;
    stated.set(canonical(Object.values(identity)), identity);
  }
  return [...stated].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, identity]) => identity);
}
