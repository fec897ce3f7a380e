// What a file would change in figures: loaded in a transaction that is then undone.
import type { Derive } from '../casework/derivation.ts';
import type { Database } from '../platform/database.ts';
import type { AskedBatch, FileSource } from './import-batch.ts';
import { lockImports } from './import-batch.sql.ts';
import { loadInto } from './import.sql.ts';
import type { FigureChange } from './tracker-figures.ts';

/** The headline figures of the tables as they stand, by title, in words. */
export type Figures = (db: Database) => Promise<readonly { readonly title: string; readonly value: string }[]>;

interface Loading { readonly batch: AskedBatch; readonly derive: Derive; readonly source: FileSource; readonly rows: number }

class Undone extends Error {
  readonly changes: readonly FigureChange[];

  constructor(changes: readonly FigureChange[]) {
    super('what was loaded to see what it changes is undone');
    this.changes = changes;
  }
}

/** Larger files would keep others from the children they are about for too long. */
const MOST_ROWS = 5000;

/**
 * The figures before the file is loaded and after. Null for a file that is too large to try, or while another one is
 * loaded. Nothing of it stays: the transaction is undone, and nobody else ever sees it.
 */
export async function figuresAfter(db: Database, loading: Loading, figures: Figures): Promise<readonly FigureChange[] | null> {
  if (loading.rows > MOST_ROWS) return null;
  const { batch, derive, source } = loading;
  try {
    return await db.transaction().execute(async (tx) => {
      if (!await lockImports(tx)) return null;
      const before = await figures(tx);
      await loadInto(tx, { batch, derive, dryRun: false, hear: () => {} }, source);
      const after = new Map((await figures(tx)).map(({ title, value }) => [title, value]));
      throw new Undone(before.map(({ title, value }) => ({ title, before: value, after: after.get(title) ?? value })));
    });
  } catch (error) {
    if (error instanceof Undone) return error.changes;
    throw error;
  }
}
