// Two records of one child are joined by an entry CHILD_MERGED on both chains, and separated by CHILD_UNMERGED on both.
// `with` names the other record, `into` the one that goes on.
import type { Entry } from './entry.ts';

/** What one child's own entries say of its joins, as known at an instant (now without one). */
export interface Joins {
  /** The record that this one went into, or null where it stands by itself. */
  readonly into: string | null;
  /** The records that went into this one. */
  readonly took: readonly string[];
}

const none: Joins = { into: null, took: [] };

/** The joins that stand according to the entries of one child, in the order of its chain. */
export function joinsOf(own: readonly Entry[], knownAt?: string): Joins {
  let joins = none;
  for (const entry of own) {
    if (entry.kind !== 'CHILD_MERGED' && entry.kind !== 'CHILD_UNMERGED') continue;
    if (knownAt !== undefined && entry.recordedAt > knownAt) continue;
    joins = after(joins, entry);
  }
  return joins;
}

function after(joins: Joins, entry: Entry): Joins {
  const other = entry.facts?.['with'];
  if (typeof other !== 'string') return joins;
  const took = joins.took.filter((id) => id !== other);
  if (entry.kind === 'CHILD_UNMERGED') return { into: joins.into === other ? null : joins.into, took };
  return entry.facts?.['into'] === other ? { ...joins, into: other } : { ...joins, took: [...took, other] };
}

/** Into which record another one went, and the number of the entry in the chain of the one that goes on which says so. */
export interface Joined { readonly into: string; readonly seq: number }

/** The records that went into another one, as the entries of joined records say. */
export function joinedIn(entries: readonly Entry[]): Map<string, Joined> {
  const joined = new Map<string, Joined>();
  for (const { kind, facts, subjectId, seq } of entries) {
    const other = facts?.['with'];
    if (kind === 'CHILD_MERGED' && typeof other === 'string' && facts?.['into'] === subjectId) joined.set(other, { into: subjectId, seq });
  }
  return joined;
}

/** Whether the entry `seq` of a record speaks for `child`: its own, or one that had gone into it by then, directly or through another. */
export function speaksFor({ record, seq }: { readonly record: string; readonly seq: number }, child: string, joined: ReadonlyMap<string, Joined>): boolean {
  let [at, joinedAt] = [child, 0];
  for (let step = 0; at !== record && step < joined.size; step += 1) {
    const next = joined.get(at);
    if (next === undefined) return false;
    [at, joinedAt] = [next.into, next.seq];
  }
  return at === record && seq > joinedAt;
}

/**
 * The entries of `child` with those of every record that went into it, directly or through another, its own first.
 * `chains` must hold the chain of each; a record without one adds nothing.
 */
export function joinedEntries(child: string, chains: ReadonlyMap<string, readonly Entry[]>, knownAt?: string): Entry[] {
  const joined: Entry[] = [];
  const seen = new Set<string>();
  const take = (id: string): void => {
    if (seen.has(id)) return;
    seen.add(id);
    const own = chains.get(id) ?? [];
    joined.push(...(knownAt === undefined ? own : own.filter((entry) => entry.recordedAt <= knownAt)));
    joinsOf(own, knownAt).took.forEach(take);
  };
  take(child);
  return joined;
}

/** The record that goes on for `child`: itself, or the one that it went into, and so on. */
export function survivorOf(child: string, chains: ReadonlyMap<string, readonly Entry[]>, knownAt?: string): string {
  let survivor = child;
  for (let step = 0; step < chains.size; step += 1) {
    const { into } = joinsOf(chains.get(survivor) ?? [], knownAt);
    if (into === null) return survivor;
    survivor = into;
  }
  return survivor;
}

/**
 * Those that go on for `children`, as known at an instant (now without one), with their joined entries. `chains`
 * holds every chain ever joined with one of them. A record of whom nothing was known is left out.
 */
export function standingAmong(
  children: readonly string[], chains: ReadonlyMap<string, readonly Entry[]>, knownAt?: string,
): [string, Entry[]][] {
  const survivors = new Set(children.map((child) => survivorOf(child, chains, knownAt)));
  return [...survivors]
    .map((child): [string, Entry[]] => [child, joinedEntries(child, chains, knownAt)])
    .filter(([, entries]) => entries.length > 0);
}
