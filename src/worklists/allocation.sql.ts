import { type RawBuilder, sql } from 'kysely';
import { dayOfInstant } from '../calendar/day.ts';
import { recordView } from '../casework/access.sql.ts';
import { maySee, noConflict, unrestricted } from '../casework/may-see.sql.ts';
import type { Database } from '../platform/database.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Allocation, AllocationLine, AllocationRule } from './allocation.ts';

/** Who is to get which cases. */
export interface Wanted {
  readonly rule: AllocationRule;
  readonly cases: readonly { readonly child: string; readonly to: string }[];
  readonly now: string;
  /** Address of the page on which it is begun. */
  readonly list: string;
}

/** Writes down a proposal, and which of its cases are skipped and why. Nothing of the cases changes. Returns its id. */
export async function proposeAllocation(db: Database, viewer: Viewer, { rule, cases, now, list }: Wanted): Promise<string> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ id: string }>`INSERT INTO allocation (asked_by, asked_at, rule, list) VALUES (${viewer.staffId}::uuid, ${now}, ${rule}, ${list}) RETURNING id`.execute(tx);
    const id = rows[0]?.id ?? '';
    await sql`INSERT INTO allocation_case (allocation_id, place, child_id, from_id, to_id, team_id, outcome, reason)
      SELECT ${id}::uuid, place, child_id, from_id, to_id, team_id, CASE WHEN reason IS NOT NULL THEN 'skipped' END, reason
      FROM (${judged(cases, now)}) AS judged`.execute(tx);
    await recordView(tx, viewer, { what: 'allocation proposed', route: 'POST /team', children: cases.map(({ child }) => child), now });
    return id;
  });
}

/** The cases with those who have them and are to get them, and the reason where one is to be skipped. */
function judged(cases: Wanted['cases'], now: string): RawBuilder<unknown> {
  const today = dayOfInstant(now);
  return sql`SELECT place::int, c.child_id, c.caseworker_id AS from_id, worker.id AS to_id, worker.team_id, CASE
      WHEN worker.disabled_at IS NOT NULL THEN 'They can no longer sign in.'
      WHEN c.caseworker_id = worker.id THEN 'They have it already.'
      WHEN NOT ${noConflict(sql`worker.id`)} THEN 'They have declared a conflict of interest.'
      WHEN NOT ${unrestricted(sql`worker.id`, today)} THEN 'The record is restricted, and they are not named to it.'
    END AS reason
    FROM unnest(${cases.map(({ child }) => child)}::uuid[], ${cases.map(({ to }) => to)}::uuid[]) WITH ORDINALITY AS wanted (child_id, to_id, place)
    JOIN child c USING (child_id) JOIN staff worker ON worker.id = to_id`;
}

/** Why a case is not to be given to somebody now; null where nothing stands against it, or the record is not there by itself. */
export async function reasonAgainst(db: Database, one: Wanted['cases'][number], now: string): Promise<string | null> {
  const { rows } = await sql<{ reason: string | null }>`SELECT reason FROM (${judged([one], now)}) AS judged`.execute(db);
  return rows[0]?.reason ?? null;
}

const count = (which: RawBuilder<unknown>): RawBuilder<number> => sql<number>`count(*) FILTER (WHERE ${which})::int`;

/** A proposal of the viewer's own; null where there is none. */
export async function allocationNamed(db: Database, viewer: Viewer, id: string): Promise<Allocation | null> {
  const { rows } = await sql<Allocation>`
    SELECT allocation.id, asked_by AS "askedBy", rule, list, state, count(child_id)::int AS all, ${count(sql`outcome = 'skipped'`)} AS skipped,
      ${count(sql`outcome = 'allocated'`)} AS allocated, ${count(sql`outcome = 'refused'`)} AS refused, ${count(sql`outcome IS NULL AND child_id IS NOT NULL`)} AS open
    FROM allocation LEFT JOIN allocation_case ON allocation_id = allocation.id
    WHERE allocation.id::text = ${id} AND asked_by = ${viewer.staffId}::uuid GROUP BY allocation.id`.execute(db);
  return rows[0] ?? null;
}

/** A page of the cases of a proposal: those to be given or that were, or those left out. */
export async function allocationLines(
  db: Database, viewer: Viewer, { id, leftOut, now }: { readonly id: string; readonly leftOut: boolean; readonly now: string }, part: { readonly limit: number; readonly offset: number },
): Promise<AllocationLine[]> {
  const { rows } = await sql<AllocationLine>`
    SELECT line.child_id AS "childId", c.child_id IS NOT NULL AS open, reference, surname, forename, old.name AS "from", new.name AS "to", outcome, reason
    FROM allocation_case line LEFT JOIN child c ON c.child_id = line.child_id AND ${maySee(viewer, now)} LEFT JOIN staff old ON old.id = from_id JOIN staff new ON new.id = to_id
    WHERE allocation_id = ${id}::uuid AND coalesce(outcome IN ('skipped', 'refused'), false) = ${leftOut}
    ORDER BY place LIMIT ${part.limit} OFFSET ${part.offset}`.execute(db);
  return rows;
}

/** Moves a proposal on, once: to `running` or `dropped` from `proposed`, to `done` from `running`. False where it was moved already. */
export async function moveAllocation(db: Database, id: string, to: 'running' | 'dropped' | 'done', now: string): Promise<boolean> {
  const from = to === 'done' ? 'running' : 'proposed';
  const { rows } = await sql`UPDATE allocation SET state = ${to}, ended_at = CASE WHEN ${to} = 'running' THEN NULL ELSE ${now}::timestamptz END
    WHERE id = ${id}::uuid AND state = ${from} RETURNING id`.execute(db);
  return rows.length > 0;
}
