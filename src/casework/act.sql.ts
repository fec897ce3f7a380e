// The one door for changes to a child's record by people.
import { sql } from 'kysely';
import type { Case } from '../case-history/case.ts';
import type { Entry, Json, NewEntry } from '../case-history/entry.ts';
import { joinedEntries, joinsOf } from '../case-history/joins.ts';
import { settle } from '../case-history/settle.ts';
import type { Database } from '../platform/database.ts';
import type { Derive } from './derivation.ts';
import { childChains } from './entries.sql.ts';
import { once, type Operation, type Reused } from './operation.sql.ts';
import { beginRecording, record, type Recording } from './record.sql.ts';

/** Who wants to change what. */
export interface Change extends Operation {
  readonly child: string;
  /** The last entry of the child's own chain that whoever decides has seen; 0 where there is none yet. */
  readonly expectedSeq: number;
}

/** An entry to be made, before it is known whose: `act` gives it its child. */
export type DecidedEntry = Omit<NewEntry, 'subjectKind' | 'subjectId'>;

/** A job to run once the change is there, with nothing personal in its payload. */
export interface QueuedJob {
  readonly task: string;
  readonly payload: Json;
}

/** What a decision comes to: entries to record, or the reasons why not, each a sentence for the person who asked. */
export type Decision =
  | { readonly entries: readonly DecidedEntry[]; readonly jobs?: readonly QueuedJob[] }
  | { readonly refused: readonly string[] };

/** Decides on the case as it stands. Pure. `recordedAt` is the instant that the entries will have. */
export type Decide = (of: Case, recordedAt: string) => Decision;

/** Which entries a change made. */
export interface Done {
  readonly child: string;
  readonly seqs: readonly number[];
  readonly recordedAt: string;
}

export type Outcome =
  | { readonly done: Done }
  /** Somebody recorded these since. */
  | { readonly conflict: readonly Entry[] }
  | { readonly refused: readonly string[] }
  /** The record went into another one: changes are made there. */
  | { readonly mergedInto: string }
  | Reused;

/**
 * Changes one child's record: locks it, checks that nothing was recorded since, asks the decision, records. All or
 * nothing. The same operation again, also at the same time, is answered with its first outcome and changes nothing.
 */
export function act(db: Database, derive: Derive, change: Change, decide: Decide): Promise<Outcome> {
  return once<Done, Exclude<Outcome, { done: Done }>>(db, change, (tx) => actIn(tx, derive, change, decide));
}

async function actIn(tx: Database, derive: Derive, change: Change, decide: Decide): Promise<Outcome> {
  const by = { recordedBy: change.recordedBy, source: 'staff', operationId: change.id };
  const recording = await beginRecording(tx, by, [{ kind: 'child', id: change.child }]);
  const chains = await childChains(tx, [change.child]);
  const own = chains.get(change.child) ?? [];
  const { into } = joinsOf(own);
  if (into !== null) return { mergedInto: into };
  if ((own.at(-1)?.seq ?? 0) !== change.expectedSeq) return { conflict: own.filter((entry) => entry.seq > change.expectedSeq) };
  const decision = decide(settle(joinedEntries(change.child, chains)), recording.recordedAt);
  return 'refused' in decision ? decision : { done: await carryOut(tx, derive, { change, recording, decision }) };
}

async function carryOut(
  tx: Database, derive: Derive, what: { change: Change; recording: Recording; decision: Exclude<Decision, { refused: unknown }> },
): Promise<Done> {
  const { change, recording, decision } = what;
  const entries = decision.entries.map((entry): NewEntry => ({ ...entry, subjectKind: 'child', subjectId: change.child }));
  const recorded = await record(tx, derive, recording, entries);
  await queue(tx, decision.jobs ?? []);
  return { child: change.child, seqs: recorded.map((entry) => entry.seq), recordedAt: recording.recordedAt };
}

async function queue(tx: Database, jobs: readonly QueuedJob[]): Promise<void> {
  for (const job of jobs) {
    await sql`SELECT graphile_worker.add_job(${job.task}, payload := ${JSON.stringify(job.payload)}::json)`.execute(tx);
  }
}
