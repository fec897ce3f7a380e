// Carrying out an allocation: one change of the record for each case, each made once however often this is begun.
import { sql } from 'kysely';
import { dayOfInstant } from '../calendar/day.ts';
import type { Case } from '../case-history/case.ts';
import { act, type Decision, type Outcome } from '../casework/act.sql.ts';
import type { Derive } from '../casework/derivation.ts';
import { accessTo } from '../casework/may-see.sql.ts';
import type { Database } from '../platform/database.ts';
import { viewerOf } from '../staff/sign-in.sql.ts';
import { moveAllocation, reasonAgainst } from './allocation.sql.ts';

interface Open {
  readonly child: string;
  readonly from: string | null;
  readonly to: string;
  readonly team: string | null;
  readonly operation: string;
  readonly askedBy: string;
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
    SELECT line.child_id AS child, from_id AS "from", to_id AS "to", team_id AS team, operation_id AS operation, asked_by AS "askedBy"
    FROM allocation_case line JOIN allocation ON allocation.id = allocation_id
    WHERE allocation_id = ${id}::uuid AND state = 'running' AND outcome IS NULL ORDER BY place LIMIT ${batch}`.execute(db);
  return rows;
}

async function give(db: Database, derive: Derive, { id, now }: { id: string; now: string }, one: Open): Promise<void> {
  const change = { id: one.operation, recordedBy: one.askedBy, content: { allocation: id, child: one.child, to: one.to, team: one.team }, child: one.child };
  let outcome: Outcome = { refused: ['Somebody was at work on it all the time.'] };
  for (let tries = 0; tries < TRIES; tries += 1) {
    // Judged after the last entry is read: whatever is recorded meanwhile, a restriction too, makes it a conflict, and it is judged again.
    const expectedSeq = await lastSeq(db, one.child);
    const against = await judgedNow(db, one, now);
    outcome = await act(db, derive, { ...change, expectedSeq }, (settled) => decide(settled, one, { now, against }));
    if (!('conflict' in outcome)) break;
  }
  const reason = reasonOf(outcome);
  await sql`UPDATE allocation_case SET outcome = ${reason === null ? 'allocated' : 'refused'}, reason = ${reason}
    WHERE allocation_id = ${id}::uuid AND child_id = ${one.child}::uuid AND outcome IS NULL`.execute(db);
}

async function lastSeq(db: Database, child: string): Promise<number> {
  const { rows } = await sql<{ seq: number }>`SELECT max(seq) AS seq FROM history WHERE subject_kind = 'child' AND subject_id = ${child}::uuid`.execute(db);
  return rows[0]?.seq ?? 0;
}

/** What stands now against giving a case, whatever was so when it was proposed (SEC-06): of who is to get it, then of whoever asked. Null where nothing does. */
async function judgedNow(db: Database, { askedBy, child, to }: Open, now: string): Promise<string | null> {
  const reason = await reasonAgainst(db, { child, to }, now);
  if (reason !== null) return reason;
  const asker = await viewerOf(db, askedBy);
  const mayGive = asker !== null && asker.rights.has('allocate') && (await accessTo(db, asker, child, now)).records;
  // The page of a proposal is for whoever made it.
  return mayGive ? null : 'You may not record in it any more.';
}

/** Gives the case if it is still whose it was when proposed, and nothing stands against it. */
function decide({ allocation }: Case, { from, to, team }: Open, { now, against }: { readonly now: string; readonly against: string | null }): Decision {
  if ((allocation?.caseworker ?? null) !== from) return { refused: ['It was allocated to somebody else since.'] };
  if (against !== null) return { refused: [against] };
  return { entries: [{ kind: 'ALLOCATED', occurredOn: dayOfInstant(now), facts: { caseworker: to, team } }] };
}

function reasonOf(outcome: Outcome): string | null {
  if ('done' in outcome) return null;
  if ('refused' in outcome) return outcome.refused.join(' ');
  if ('mergedInto' in outcome) return 'The record was joined with another one: allocate that one.';
  return 'Somebody was at work on it all the time.';
}
