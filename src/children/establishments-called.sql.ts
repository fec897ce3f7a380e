import { sql } from 'kysely';
import type { Database } from '../platform/database.ts';

/**
 * What the establishments with these numbers are called, as "Invented Academy (900001)", by number: as a source says of this child, else
 * by the name that stands with two children at least, so that what was typed of one child is read only in their record.
 */
export async function establishmentsCalled(db: Database, childId: string, numbers: readonly string[]): Promise<Map<string, string>> {
  if (numbers.length === 0) return new Map();
  const { rows } = await sql<{ number: string; name: string }>`
    SELECT DISTINCT ON (number) number, name FROM (
      SELECT coalesce(urn, ukprn) AS number, name, bool_or(child_id = ${childId}::uuid) AS own, count(DISTINCT child_id) AS children
      FROM placement WHERE name IS NOT NULL AND (urn = ANY(${[...numbers]}::text[]) OR ukprn = ANY(${[...numbers]}::text[])) GROUP BY 1, 2
    ) AS called WHERE own OR children > 1 ORDER BY number, own DESC, children DESC, name`.execute(db);
  return new Map(rows.map(({ number, name }) => [number, `${name} (${number})`]));
}
