// What a file would change in figures: it is loaded, looked at, and undone in one transaction.
import { sql } from 'kysely';
import type { Day } from '../calendar/day.ts';
import type { Derive } from '../casework/derivation.ts';
import type { Database } from '../platform/database.ts';
import type { AskedBatch, FileSource } from './import-batch.ts';
import type { Hear } from './import-progress.ts';
import { lockImports } from './import-batch.sql.ts';
import { loadInto } from './import.sql.ts';
import { figureChange, type FigureChange, type FigureNow, type FileRow, TakesTooLong } from './tracker-figures.ts';

/** The headline figures of the tables as they stand, as at a day, in one order, with their rows about some children. */
export type Figures = (db: Database, asAt: Day, children: readonly string[]) => Promise<readonly FigureNow[]>;

interface Loading { readonly batch: AskedBatch; readonly derive: Derive; readonly source: FileSource; readonly asAt: Day; readonly hear: Hear }

/**
 * The figures before the file is loaded and after, and the rows of the file that change them. Null where `hear`
 * throws `TakesTooLong`: others wait meanwhile who record something of the same children. Nothing of it stays, and nobody else ever sees it.
 */
export async function figuresAfter(db: Database, loading: Loading, figures: Figures): Promise<readonly FigureChange[] | null> {
  const { batch, derive, source, asAt, hear } = loading;
  return db.transaction().execute(async (tx) => {
    await lockImports(tx, true);
    await sql`SAVEPOINT as_it_stood`.execute(tx);
    await loadInto(tx, { batch, derive, dryRun: false, hear }, source);
    const file = await rowsOfFile(tx, batch.id);
    const children = [...new Set(file.map(({ child }) => child))];
    const after = await figures(tx, asAt, children);
    await sql`ROLLBACK TO SAVEPOINT as_it_stood`.execute(tx);
    const before = new Map((await figures(tx, asAt, children)).map((one) => [one.id, one]));
    return after.map((one) => figureChange(before.get(one.id) ?? one, one, file));
  }).catch((error: unknown) => {
    if (error instanceof TakesTooLong) return null;
    throw error;
  });
}

async function rowsOfFile(tx: Database, batch: string): Promise<FileRow[]> {
  const { rows } = await sql<FileRow>`
    SELECT row_no AS row, child_id AS child, bool_or(outcome = 'new') OVER (PARTITION BY child_id) AS begun
    FROM import_row WHERE batch = ${batch} AND child_id IS NOT NULL ORDER BY row_no`.execute(tx);
  return rows;
}
