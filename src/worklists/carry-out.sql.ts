// Carrying out an allocation: one change of the record for each case, each made once however often this is begun.
import { sql } from 'kysely';
import { dayOfInstant } from '../calendar/day.ts';
import type { Case } from '../case-history/case.ts';
import { act, type Decision, type Outcome } from '../casework/act.sql.ts';
import type { Derive } from '../casework/derivation.ts';
import type { Database } from '../platform/database.ts';
import { moveAllocation } from './allocation.sql.ts';

interface Open {
  readonly child: string;
  readonly from: string | null;
  readonly to: string;
  readonly team: string | null;
  readonly operation: string;
  readonly askedBy: string;
  readonly seq: number;
}

const batch = 100;
/** Somebody may record something of a case at the same moment; that is no reason to leave it out. */
const TRIES = 5;

/** Gives every case of a proposal that is running and still open. Returns how many there were. Safe to run twice, also at once. */
export async function carryOut(db: Database, derive: Derive, id: string, now: string): Promise<number> {
  let done = 0;
  for (;;) {
    const open = await openCases(db, id);
    if (open.length === 0) break;
    for (const one of open) await give(db, derive, { id, now }, one);
    done += open.length;
  }
  await moveAllocation(db, id, 'done', now);
  return done;
}

async function openCases(db: Database, id: string): Promise<Open[]> {
  const { rows } = await sql<Open>`
    SELECT line.child_id AS child, from_id AS "from", to_id AS "to", team_id AS team, operation_id AS operation, asked_by AS "askedBy",
      (SELECT max(seq) FROM history WHERE subject_kind = 'child' AND subject_id = line.child_id) AS seq
    FROM allocation_case line JOIN allocation ON allocation.id = allocation_id
    WHERE allocation_id = ${id}::uuid AND state = 'running' AND outcome IS NULL ORDER BY place LIMIT ${batch}`.execute(db);
  return rows;
}

async function give(db: Database, derive: Derive, { id, now }: { id: string; now: string }, one: Open): Promise<void> {
  const change = { id: one.operation, recordedBy: one.askedBy, content: { allocation: id, child: one.child, to: one.to, team: one.team }, child: one.child };
  let outcome: Outcome = { refused: ['Somebody was at work on it all the time.'] };
  let { seq } = one;
  for (let tries = 0; tries < TRIES; tries += 1) {
    outcome = await act(db, derive, { ...change, expectedSeq: seq }, (settled) => decide(settled, one, now));
    if (!('conflict' in outcome)) break;
    seq = Math.max(seq, ...outcome.conflict.map((entry) => entry.seq));
  }
  const reason = reasonOf(outcome);
  await sql`UPDATE allocation_case SET outcome = ${reason === null ? 'allocated' : 'refused'}, reason = ${reason}
    WHERE allocation_id = ${id}::uuid AND child_id = ${one.child}::uuid AND outcome IS NULL`.execute(db);
}

/** Gives the case if it is still whose it was when proposed. */
function decide({ allocation }: Case, { from, to, team }: Open, now: string): Decision {
  if ((allocation?.caseworker ?? null) !== from) return { refused: ['It was allocated to somebody else since.'] };
  return { entries: [{ kind: 'ALLOCATED', occurredOn: dayOfInstant(now), facts: { caseworker: to, team } }] };
}

function reasonOf(outcome: Outcome): string | null {
  if ('done' in outcome) return null;
  if ('refused' in outcome) return outcome.refused.join(' ');
  if ('mergedInto' in outcome) return 'The record was joined with another one: allocate that one.';
  return 'Somebody was at work on it all the time.';
}
