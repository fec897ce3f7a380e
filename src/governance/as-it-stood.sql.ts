import { sql } from 'kysely';
import type { Day } from '../calendar/day.ts';
import { historyHash } from '../casework/verify.sql.ts';
import { canonical } from '../case-history/canonical.ts';
import type { Json } from '../case-history/entry.ts';
import { figure } from '../performance/figures.sql.ts';
import { measures } from '../performance/measures.sql.ts';
import { parametersOf, windowOf } from '../performance/question.ts';
import type { Database } from '../platform/database.ts';
import type { AsItStood, NotedFigure, RowsDigest } from './as-it-stood.ts';

/** Digest of the rows of a table, whatever their order: the sum of the first 64 bits of the MD5 of each row's text. */
export async function rowsDigest(db: Database, schema: string, table: string, columns: readonly string[]): Promise<RowsDigest> {
  const { rows } = await sql<{ rows: number; digest: string }>`
    SELECT count(*) AS rows, coalesce(sum(('x' || left(md5(r::text), 16))::bit(64)::bigint), 0)::text AS digest
    FROM (SELECT ${sql.join(columns.map((column) => sql.id(column)))} FROM ${sql.id(schema, table)}) AS r`.execute(db);
  return { table, rows: rows[0]?.rows ?? 0, digest: rows[0]?.digest ?? '' };
}

/** The tables of a schema with their columns, in the order of names and of columns; none that belongs to an extension. */
export async function tablesIn(db: Database, schema: string): Promise<{ table: string; columns: string[] }[]> {
  const { rows } = await sql<{ table: string; columns: string[] }>`
    SELECT c.relname AS table, array_agg(a.attname::text ORDER BY a.attnum) AS columns
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    WHERE c.relnamespace = to_regnamespace(${schema}) AND c.relkind IN ('r', 'p')
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.classid = 'pg_class'::regclass AND d.deptype = 'e')
    GROUP BY c.relname ORDER BY c.relname COLLATE "C"`.execute(db);
  return rows;
}

async function derivedDigests(db: Database): Promise<RowsDigest[]> {
  const digests: RowsDigest[] = [];
  for (const { table, columns } of await tablesIn(db, 'derived')) digests.push(await rowsDigest(db, 'derived', table, columns));
  return digests;
}

async function notedFigures(db: Database, asAt: Day): Promise<NotedFigure[]> {
  const noted: NotedFigure[] = [];
  for (const measure of measures) {
    const parameters = parametersOf(windowOf(measure, { window: null, asAt }), asAt);
    const found = await figure(db, { measure, parameters, filters: [] });
    noted.push({ measure: measure.id, version: measure.version, figure: canonical(found as unknown as Json) });
  }
  return noted;
}

/** How the record, what is derived from it, and every figure in its usual window stand, as seen by the transaction `tx`. */
export async function asItStands(tx: Database, asAt: Day): Promise<AsItStood> {
  const { rows } = await sql<{ entries: number; fingerprint: number | null }>`
    SELECT (SELECT count(*) FROM history) AS entries, (SELECT fingerprint FROM derivation) AS fingerprint`.execute(tx);
  const { entries = 0, fingerprint = null } = rows[0] ?? {};
  return {
    historyHash: await historyHash(tx), entries, fingerprint, derived: await derivedDigests(tx), asAt, figures: await notedFigures(tx, asAt),
  };
}
