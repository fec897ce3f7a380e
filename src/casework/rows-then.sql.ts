// The derived tables as known at an instant, for one transaction: rows derived as known then for children who have later
// entries, live rows for the others.
import { sql } from 'kysely';
import type { Database } from '../platform/database.ts';
import { derivationKnownAt } from './current-derivation.sql.ts';
import { councilId, type Derivation, type Derive } from './derivation.ts';
import { eachBatch, withJoined, writeBatch } from './derived-batches.sql.ts';

type Progress = (done: number, all: number) => void;

/**
 * From here on in the transaction the unqualified names of the derived tables stand for their rows as known at an instant.
 * `progress` hears how many of how many children were derived as known then.
 */
export async function showRowsThen(tx: Database, derive: Derive, at: string, progress: Progress = () => {}): Promise<void> {
  const later = await childrenLater(tx, at);
  if (later.length === 0) return;
  const derivation = await derivationKnownAt(tx, derive, at);
  await makeTables(tx, derivation);
  await deriveKnownAt(tx, derivation, at, { later, progress });
  await makeViews(tx, derivation, later.length > 1000);
}

interface Later { child: string; known: boolean }

/** Children whose rows may have been others at an instant; `known` where there was anything of them by then. */
async function childrenLater(tx: Database, at: string): Promise<Later[]> {
  const { rows: settings } = await sql`SELECT FROM history WHERE subject_kind = 'council' AND subject_id = ${councilId}
    AND kind = 'SETTINGS' AND recorded_at > ${at}::timestamptz LIMIT 1`.execute(tx);
  const among = settings.length > 0
    ? sql`SELECT subject_id FROM subject WHERE subject_kind = 'child'`
    : sql`SELECT DISTINCT subject_id FROM history WHERE subject_kind = 'child' AND recorded_at > ${at}::timestamptz`;
  const { rows } = await sql<Later>`
    SELECT first.subject_id AS child, first.recorded_at <= ${at}::timestamptz AS known
    FROM (${among}) AS later
    JOIN history first ON first.subject_kind = 'child' AND first.subject_id = later.subject_id AND first.seq = 1`.execute(tx);
  return rows;
}

async function makeTables(tx: Database, derivation: Derivation): Promise<void> {
  await sql`CREATE TEMPORARY TABLE known_later (child_id uuid PRIMARY KEY) ON COMMIT DROP`.execute(tx);
  for (const { name } of derivation.tables) {
    await sql`CREATE TEMPORARY TABLE ${sql.id(`known_${name}`)} (LIKE ${sql.id('derived', name)}) ON COMMIT DROP`.execute(tx);
  }
}

/** Fills the temporary tables: whom to hide, and what was known of those of whom something was, and of whoever was joined with them. */
async function deriveKnownAt(
  tx: Database, derivation: Derivation, at: string, of: { later: readonly Later[]; progress: Progress },
): Promise<void> {
  await hide(tx, of.later.map(({ child }) => child));
  const children = await withJoined(tx, of.later.filter(({ known }) => known).map(({ child }) => child));
  await hide(tx, children);
  let done = 0;
  await eachBatch(tx, derivation, { children, knownAt: at }, async (rows, some) => {
    await writeBatch(tx, derivation, rows, (name) => `pg_temp.known_${name}`);
    of.progress(done += some.length, children.length);
  });
}

async function hide(tx: Database, children: readonly string[]): Promise<void> {
  await sql`INSERT INTO known_later SELECT unnest(${children}::uuid[]) ON CONFLICT DO NOTHING`.execute(tx);
}

async function makeViews(tx: Database, derivation: Derivation, many: boolean): Promise<void> {
  // Enough for a good plan, and much less to read than what statistics that are kept are made from.
  if (many) await sql`SET LOCAL default_statistics_target = 10`.execute(tx);
  if (many) await sql`ANALYZE known_later`.execute(tx);
  for (const { name } of derivation.tables) {
    const known = sql.id('pg_temp', `known_${name}`);
    if (many) await sql`ANALYZE ${known}`.execute(tx);
    await sql`CREATE TEMPORARY VIEW ${sql.id(name)} AS
      SELECT * FROM ${sql.id('derived', name)} AS live
      WHERE NOT EXISTS (SELECT FROM pg_temp.known_later WHERE known_later.child_id = live.child_id)
      UNION ALL SELECT * FROM ${known}`.execute(tx);
  }
}
