// Changes to two children's records at once: joining two records of one child, separating them again, and moving an
// entry that was recorded about the wrong child. Each is an entry on both chains in one operation.
import type { Entry, NewEntry } from '../case-history/entry.ts';
import { joinsOf } from '../case-history/joins.ts';
import { liveEntries } from '../case-history/live-entries.ts';
import type { Database } from '../platform/database.ts';
import type { Derive } from './derivation.ts';
import { chainsOf } from './entries.sql.ts';
import { once, type Operation, type Reused } from './operation.sql.ts';
import { beginRecording, record } from './record.sql.ts';

/** A record of a child and its last entry as whoever asks has seen it. */
export interface Seen {
  readonly child: string;
  readonly expectedSeq: number;
}

export interface PairChange extends Operation {
  /** The record that goes into the other, or that loses the entry. */
  readonly from: Seen;
  /** The record that goes on, or that gains the entry. */
  readonly to: Seen;
  readonly reason: string;
}

/** The entries made on both chains: their seqs. */
export interface PairDone {
  readonly from: number;
  readonly to: number;
  readonly recordedAt: string;
}

export type PairOutcome =
  | { readonly done: PairDone }
  | { readonly conflict: readonly Entry[] }
  | { readonly refused: readonly string[] }
  | Reused;

interface Pair { readonly from: readonly Entry[]; readonly to: readonly Entry[] }

type PairDecision = { from: ChildEntry; to: ChildEntry } | { refused: readonly string[] };
type ChildEntry = Omit<NewEntry, 'subjectKind' | 'subjectId'>;

/** Joins two records of one child: from now on `to` stands for both. */
export function mergeChildren(db: Database, derive: Derive, change: PairChange): Promise<PairOutcome> {
  return changePair(db, derive, change, ({ from, to }) => {
    if (change.from.child === change.to.child) return refused('A record cannot be joined with itself.');
    if (from.length === 0 || to.length === 0) return refused('One of the records is not there.');
    if (joinsOf(from).into !== null || joinsOf(to).into !== null) return refused('One of the records is already part of another one.');
    const into = change.to.child;
    return {
      from: { kind: 'CHILD_MERGED', occurredOn: null, facts: { with: into, into }, reason: change.reason },
      to: { kind: 'CHILD_MERGED', occurredOn: null, facts: { with: change.from.child, into }, reason: change.reason },
    };
  });
}

/** Separates a record from the one that it had gone into. */
export function unmergeChildren(db: Database, derive: Derive, change: PairChange): Promise<PairOutcome> {
  return changePair(db, derive, change, ({ from }) => {
    if (joinsOf(from).into !== change.to.child) return refused('These records are not joined.');
    return {
      from: { kind: 'CHILD_UNMERGED', occurredOn: null, facts: { with: change.to.child }, reason: change.reason },
      to: { kind: 'CHILD_UNMERGED', occurredOn: null, facts: { with: change.from.child }, reason: change.reason },
    };
  });
}

/**
 * Moves the entry `seq` to the child it is really about: taken back here, recorded there as it stood, but for the entry
 * of this record that it named as what it is about.
 */
export function moveEntry(db: Database, derive: Derive, change: PairChange, seq: number): Promise<PairOutcome> {
  return changePair(db, derive, change, ({ from, to }) => {
    if (change.from.child === change.to.child) return refused('The entry is already in this record.');
    const entry = liveEntries(from).find((live) => live.seq === seq);
    if (entry === undefined) return refused('This entry does not stand: it was corrected or taken back.');
    if (joinsOf(to).into !== null) return refused('The other record is part of another one: move the entry there.');
    const { kind, occurredOn, occurredAt, facts: { about: _about, instead: _instead, ...facts }, source, sourceRow } = entry;
    return {
      from: { kind, occurredOn: null, facts: null, correctsSeq: seq, reason: change.reason },
      to: { kind, occurredOn, occurredAt, facts, source, sourceRow, reason: change.reason },
    };
  });
}

function refused(reason: string): { refused: readonly string[] } {
  return { refused: [reason] };
}

function changePair(db: Database, derive: Derive, change: PairChange, decide: (pair: Pair) => PairDecision): Promise<PairOutcome> {
  return once<PairDone, Exclude<PairOutcome, { done: PairDone }>>(db, change, async (tx) => {
    const by = { recordedBy: change.recordedBy, source: 'staff', operationId: change.id };
    const both = [change.from.child, change.to.child];
    const recording = await beginRecording(tx, by, both.map((id) => ({ kind: 'child', id })));
    const chains = await chainsOf(tx, 'child', both);
    const since = [change.from, change.to].flatMap(({ child, expectedSeq }) => recordedSince(chains.get(child) ?? [], expectedSeq));
    if (since.length > 0) return { conflict: since };
    const decision = decide({ from: chains.get(change.from.child) ?? [], to: chains.get(change.to.child) ?? [] });
    if ('refused' in decision) return decision;
    const recorded = await record(tx, derive, recording, [
      { ...decision.from, subjectKind: 'child', subjectId: change.from.child },
      { ...decision.to, subjectKind: 'child', subjectId: change.to.child },
    ]);
    const [from = 0, to = 0] = recorded.map((entry) => entry.seq);
    return { done: { from, to, recordedAt: recording.recordedAt } };
  });
}

function recordedSince(chain: readonly Entry[], expectedSeq: number): Entry[] {
  return chain.filter((entry) => entry.seq > expectedSeq);
}
