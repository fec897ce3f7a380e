// The derived tables as known at an instant, for one transaction: rows derived as known then for children who have later
// entries, live rows for the others.
import { sql } from 'kysely';
import type { Database } from '../platform/database.ts';
import { derivationKnownAt } from './current-derivation.sql.ts';
import { councilId, type Derivation, type Derive } from './derivation.ts';
import { columnsOf } from './derived.sql.ts';
import { eachBatch, type Whose, withJoined, writeBatch } from './derived-batches.sql.ts';
import { hide, insteadOf, makeTables, showInstead } from './rows-instead.sql.ts';

type Progress = (done: number, all: number) => void;

/**
 * From here on in the transaction the unqualified names of the derived tables stand for their rows as known at an instant.
 * `progress` hears how many of how many children were derived as known then.
 */
export async function showRowsThen(tx: Database, derive: Derive, at: string, progress: Progress = () => {}): Promise<void> {
  if (!(await anythingLater(tx, at))) return;
  const derivation = await derivationKnownAt(tx, derive, at);
  const later = await childrenLater(tx, derivation, at);
  await makeTables(tx, derivation);
  await hide(tx, later.map(({ child }) => child));
  const known = later.filter((each) => each.known);
  await takeKept(tx, derivation, known.filter(({ midnight }) => midnight !== null));
  const children = await withJoined(tx, known.filter(({ midnight }) => midnight === null).map(({ child }) => child));
  await hide(tx, children);
  await deriveThen(tx, derivation, { children, knownAt: at }, progress);
  await showInstead(tx, derivation, later.length > 1000);
}

async function anythingLater(tx: Database, at: string): Promise<boolean> {
  const { rows } = await sql`SELECT FROM history WHERE recorded_at > ${at}::timestamptz LIMIT 1`.execute(tx);
  return rows.length > 0;
}

/** A child whose rows may have been others at an instant. */
interface Later {
  readonly child: string;
  /** There was anything of the child by then. */
  readonly known: boolean;
  /** The midnight as known at which the rows of the child are kept, where they are those of the instant. */
  readonly midnight: string | null;
}

/**
 * Rows kept as known at a midnight are those of an instant where nothing was recorded of the child between the two, whichever
 * came first, and the same program derived them under the same settings: of the midnights kept at most one is such. What was
 * ever joined is worked out with what it was joined with.
 */
async function childrenLater(tx: Database, { fingerprint }: Derivation, at: string): Promise<Later[]> {
  const { rows: settings } = await sql`SELECT FROM history WHERE subject_kind = 'council' AND subject_id = ${councilId}
    AND kind = 'SETTINGS' AND recorded_at > ${at}::timestamptz LIMIT 1`.execute(tx);
  const among = settings.length > 0
    ? sql`SELECT subject_id AS child, NULL::timestamptz AS first_at, recorded_at <= ${at}::timestamptz AS known FROM history WHERE subject_kind = 'child' AND seq = 1`
    : sql`SELECT subject_id AS child, min(recorded_at) AS first_at, min(seq) > 1 AS known FROM history WHERE subject_kind = 'child' AND recorded_at > ${at}::timestamptz GROUP BY 1`;
  const { rows } = await sql<Later>`
    SELECT later.child, later.known, kept.midnight
    FROM (${among}) AS later LEFT JOIN (past_midnight JOIN past_child ON midnight = known_at) AS kept ON kept.child_id = later.child
      AND known_at > ${at}::timestamptz - interval '1 day' AND known_at < first_at AND fingerprint = ${fingerprint}
      AND (known_at >= ${at}::timestamptz
        OR NOT EXISTS (SELECT FROM history WHERE subject_kind = 'child' AND subject_id = later.child AND recorded_at > known_at AND recorded_at <= ${at}::timestamptz))
      AND NOT EXISTS (SELECT FROM history WHERE subject_kind = 'child' AND subject_id = later.child AND kind = 'CHILD_MERGED')`.execute(tx);
  return rows;
}

/** Fills the temporary tables with rows that are kept. */
async function takeKept(tx: Database, { tables }: Derivation, kept: readonly Later[]): Promise<void> {
  if (kept.length === 0) return;
  await sql`CREATE TEMPORARY TABLE known_kept (midnight, child_id) ON COMMIT DROP AS
    SELECT * FROM unnest(${kept.map(({ midnight }) => midnight)}::timestamptz[], ${kept.map(({ child }) => child)}::uuid[])`.execute(tx);
  await sql`ANALYZE known_kept`.execute(tx);
  for (const table of tables) {
    const columns = sql.join(columnsOf(table).map((column) => sql.id(column)));
    await sql`INSERT INTO ${sql.id('pg_temp', insteadOf(table.name))} (${columns})
      SELECT ${columns} FROM ${sql.id('past', table.name)} JOIN pg_temp.known_kept USING (midnight, child_id)`.execute(tx);
  }
}

/** Fills them with what is derived of children as known at an instant. */
export async function deriveThen(tx: Database, derivation: Derivation, whose: Whose, progress: Progress = () => {}): Promise<void> {
  let done = 0;
  await eachBatch(tx, derivation, whose, async (rows, some) => {
    await writeBatch(tx, derivation, rows, (name) => `pg_temp.${insteadOf(name)}`);
    progress(done += some.length, whose.children.length);
  });
}
