// Rows as known at the midnights gone by, of those children of whom something was recorded in the day that followed: a page as known at
// any instant of that time finds most of its rows there, and works out only those recorded of both before and after it on its day.
import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../platform/database.ts';
import { derivationKnownAt } from './current-derivation.sql.ts';
import type { Derivation, Derive } from './derivation.ts';
import { columnsOf } from './derived.sql.ts';
import type { Whose } from './derived-batches.sql.ts';
import { definitionOf } from './derived-tables.sql.ts';
import { knownAt } from './known-at.sql.ts';
import { insteadOf, makeTables } from './rows-instead.sql.ts';
import { deriveThen } from './rows-then.sql.ts';

/** How many midnights: every instant of the month before this one lies among them, whatever the day. */
const most = 62;

/** A midnight as known at which rows are to be kept of those of whom something was recorded from then on until another instant. */
interface Midnight { readonly at: string; readonly until: string }

/**
 * Keeps the rows as known at the last midnights that are not kept yet, of those recorded of since, each midnight in a
 * transaction; where they were kept by another program, all anew. `db` must speak as the owner; `now` is an instant, ISO. Once
 * `end` is aborted it stops after the midnight that it is at, and the next time goes on from there. Returns of how many
 * midnights it kept rows: none whilst somebody else does.
 */
export async function keepPastRows(db: Database, derive: Derive, now: string, end?: AbortSignal): Promise<number> {
  return db.connection().execute(async (one) => {
    const { rows } = await sql<{ mine: boolean }>`SELECT pg_try_advisory_lock(85, 6) AS mine`.execute(one);
    if (rows[0]?.mine !== true) return 0;
    try {
      return await keepWanted(one, derive, now, end);
    } finally {
      await sql`SELECT pg_advisory_unlock(85, 6)`.execute(one);
    }
  });
}

async function keepWanted(db: Database, derive: Derive, now: string, end?: AbortSignal): Promise<number> {
  const { rows: [latest] } = await sql<{ at: string; fingerprint: number }>`
    SELECT known_at AS at, fingerprint FROM past_midnight ORDER BY known_at DESC LIMIT 1`.execute(db);
  const derivation = await derivationKnownAt(db, derive, latest?.at ?? 'infinity');
  const anew = latest?.fingerprint !== derivation.fingerprint;
  const wanted = await wantedMidnights(db, now, anew);
  if (anew && wanted.length > 0) await renewTables(db, derivation);
  let kept = 0;
  const keep = async (): Promise<void> => {
    for (const midnight of wanted) {
      if (end?.aborted === true) return;
      await db.transaction().execute((tx) => keepMidnight(tx, derive, midnight));
      kept += 1;
    }
  };
  // Borrowed for all of them, the processes beside are started once.
  await (derivation.apart === undefined || wanted.length < 2 ? keep() : derivation.apart(keep));
  // What comes minute by minute of the day that goes on is told to the planner by the server itself.
  if (await forgetOld(db, now) || kept > 1) await tellPlanner(db);
  return kept;
}

/**
 * Forgets what is kept, to be kept anew: after entries came that were recorded long ago, as those of an invented council. What is kept
 * without them stays right, but all of them would be derived each time. `db` must speak as the owner.
 */
export async function forgetPastRows(db: Database): Promise<void> {
  await forgetBefore(db, sql`'infinity'::timestamptz`);
}

/** Makes the tables, empty, in the place of those that there are. */
async function renewTables(db: Database, derivation: Derivation): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`LOCK TABLE past_midnight IN ACCESS EXCLUSIVE MODE`.execute(tx);
    for (const name of await pastTables(tx)) await sql`DROP TABLE ${sql.id('past', name)}`.execute(tx);
    await sql`DELETE FROM past_midnight`.execute(tx);
    await createTables(tx, derivation);
  });
}

async function createTables(tx: Database, { tables }: Derivation): Promise<void> {
  for (const table of tables) {
    const name = sql.id('past', table.name);
    await sql`CREATE TABLE ${name} (midnight timestamptz NOT NULL, ${definitionOf(table)})`.execute(tx);
    await sql`CREATE INDEX ON ${name} (midnight, child_id)`.execute(tx);
    await sql`COMMENT ON TABLE ${name} IS ${sql.lit(`As known at a past midnight. ${table.meaning}`)}`.execute(tx);
    await sql`GRANT SELECT ON ${name} TO sightline_app, sightline_report`.execute(tx);
  }
}

async function pastTables(db: Database): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'past'`.execute(db);
  return rows.map(({ name }) => name);
}

/** Those of the last midnights in the day after which anything was recorded that is not kept, the latest first; all of them where none is. */
async function wantedMidnights(db: Database, now: string, all: boolean): Promise<Midnight[]> {
  const { rows } = await sql<Midnight>`
    SELECT at, until
    FROM generate_series(date_trunc('day', ${now}::timestamptz) - interval '1 day' * ${most}, ${now}::timestamptz, interval '1 day') AS at
    CROSS JOIN LATERAL (SELECT least(at + interval '1 day', ${await knownAt(db, now)}::timestamptz) AS until) AS span
    LEFT JOIN past_midnight ON known_at = at AND NOT ${all}
    WHERE EXISTS (SELECT FROM history WHERE subject_kind = 'child' AND recorded_at > coalesce(kept_until, at) AND recorded_at <= until)
      AND at >= (SELECT recorded_at FROM history WHERE subject_kind = 'child' ORDER BY recorded_at LIMIT 1)
    ORDER BY at DESC`.execute(db);
  return rows;
}

async function keepMidnight(tx: Database, derive: Derive, { at, until }: Midnight): Promise<void> {
  const derivation = await derivationKnownAt(tx, derive, at);
  const { rows } = await sql<{ child: string }>`
    SELECT DISTINCT later.subject_id AS child FROM history later
    JOIN history first ON first.subject_kind = 'child' AND first.subject_id = later.subject_id AND first.seq = 1
    WHERE later.subject_kind = 'child' AND later.recorded_at > ${at}::timestamptz AND later.recorded_at <= ${until}::timestamptz
      AND first.recorded_at <= ${at}::timestamptz AND NOT EXISTS (SELECT FROM past_child WHERE child_id = later.subject_id AND midnight = ${at}::timestamptz)`.execute(tx);
  const children = rows.map(({ child }) => child);
  if (children.length > 0) await keepRows(tx, derivation, { children, knownAt: at });
  await sql`INSERT INTO past_midnight (known_at, fingerprint, kept_until) VALUES (${at}, ${derivation.fingerprint}, ${until})
    ON CONFLICT (known_at) DO UPDATE SET kept_until = excluded.kept_until`.execute(tx);
  await sql`INSERT INTO past_child (child_id, midnight) SELECT unnest(${children}::uuid[]), ${at}`.execute(tx);
}

async function keepRows(tx: Database, derivation: Derivation, whose: Required<Whose>): Promise<void> {
  await makeTables(tx, derivation);
  await deriveThen(tx, derivation, whose);
  for (const table of derivation.tables) {
    const columns = sql.join(columnsOf(table).map((column) => sql.id(column)));
    await sql`INSERT INTO ${sql.id('past', table.name)} (midnight, ${columns})
      SELECT ${whose.knownAt}::timestamptz, ${columns} FROM ${sql.id('pg_temp', insteadOf(table.name))}`.execute(tx);
  }
}

/** Takes away what is older. Returns whether there was anything. */
async function forgetOld(db: Database, now: string): Promise<boolean> {
  const oldest = sql`date_trunc('day', ${now}::timestamptz) - interval '1 day' * ${most}`;
  const { rows } = await sql`SELECT FROM past_midnight WHERE known_at < ${oldest} LIMIT 1`.execute(db);
  if (rows.length === 0) return false;
  await forgetBefore(db, oldest);
  return true;
}

async function forgetBefore(db: Database, instant: RawBuilder<unknown>): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`DELETE FROM past_midnight WHERE known_at < ${instant}`.execute(tx);
    for (const name of await pastTables(tx)) await sql`DELETE FROM ${sql.id('past', name)} WHERE midnight < ${instant}`.execute(tx);
  });
}

/** Tells the planner how much there is. */
async function tellPlanner(db: Database): Promise<void> {
  for (const name of await pastTables(db)) await sql`ANALYZE ${sql.id('past', name)}`.execute(db);
  await sql`ANALYZE past_child`.execute(db);
}
