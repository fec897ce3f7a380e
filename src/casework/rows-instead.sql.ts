// Derived rows of some children in place of those of the record, for one transaction: nobody else sees them, waits for them, or finds them
// afterwards.
import { sql } from 'kysely';
import type { Database } from '../platform/database.ts';
import type { Derivation } from './derivation.ts';
import { definitionOf } from './derived-tables.sql.ts';

/** The name of the temporary table that holds the rows to stand in place of those of a derived table. */
export function insteadOf(table: string): string {
  return `instead_${table}`;
}

/** Makes temporary tables, empty, for the rows of each derived table, and for the children whose own rows are hidden. */
export async function makeTables(tx: Database, { tables }: Derivation): Promise<void> {
  for (const table of tables) {
    await sql`CREATE TEMPORARY TABLE ${sql.id(insteadOf(table.name))} (${definitionOf(table)}) ON COMMIT DROP`.execute(tx);
  }
  await sql`CREATE TEMPORARY TABLE hidden_child (child_id uuid PRIMARY KEY) ON COMMIT DROP`.execute(tx);
}

/** Says whose rows of the record are to be hidden. */
export async function hide(tx: Database, children: readonly string[]): Promise<void> {
  await sql`INSERT INTO pg_temp.hidden_child SELECT unnest(${children}::uuid[]) ON CONFLICT DO NOTHING`.execute(tx);
}

/**
 * From here on in the transaction the unqualified names of the derived tables stand for the rows of the record without those of the
 * hidden children, and the rows of the temporary tables. `many` where they are more than a thousand children.
 */
export async function showInstead(tx: Database, { tables }: Derivation, many: boolean): Promise<void> {
  // Enough for a good plan, and much less to read than what statistics that are kept are made from.
  if (many) await sql`SET LOCAL default_statistics_target = 10`.execute(tx);
  if (many) await sql`ANALYZE pg_temp.hidden_child`.execute(tx);
  for (const { name } of tables) {
    const instead = sql.id('pg_temp', insteadOf(name));
    // A question that looks up something of each child would go through all of them each time.
    if (many) await sql`CREATE INDEX ON ${instead} (child_id)`.execute(tx);
    if (many) await sql`ANALYZE ${instead}`.execute(tx);
    await sql`CREATE TEMPORARY VIEW ${sql.id(name)} AS
      SELECT * FROM ${sql.id('derived', name)} AS live
      WHERE NOT EXISTS (SELECT FROM pg_temp.hidden_child WHERE hidden_child.child_id = live.child_id)
      UNION ALL SELECT * FROM ${instead}`.execute(tx);
  }
}
