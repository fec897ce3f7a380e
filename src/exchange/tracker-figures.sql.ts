// What a file would change in figures: the rows of its children as they would be stand in place of those of the record, in a transaction
// that writes nothing to it.
import type { Day } from '../calendar/day.ts';
import type { Derive } from '../casework/derivation.ts';
import { beginTrial, showTrial, tryEntries } from '../casework/try-entries.sql.ts';
import type { Database } from '../platform/database.ts';
import type { AskedBatch, FileSource } from './import-batch.ts';
import type { Hear } from './import-progress.ts';
import type { Decided } from './import-write.sql.ts';
import { loadInto } from './import.sql.ts';
import { figureChange, type FigureChange, type FigureNow, type FileRow } from './tracker-figures.ts';

/** The headline figures of the tables as they stand, as at a day, in one order, with their rows about some children. */
export type Figures = (db: Database, asAt: Day, children: readonly string[]) => Promise<readonly FigureNow[]>;

interface Trying { readonly batch: AskedBatch; readonly derive: Derive; readonly source: FileSource; readonly asAt: Day; readonly hear: Hear }

/**
 * The figures before the file is loaded and after, and the rows of the file that change them. It reads one state of the record
 * throughout, and locks nothing: whoever records something of the same children, or loads another file, does not wait for it.
 */
export async function figuresAfter(db: Database, { batch, derive, source, asAt, hear }: Trying, figures: Figures): Promise<FigureChange[]> {
  return db.transaction().setIsolationLevel('repeatable read').execute(async (tx) => {
    const trial = await beginTrial(tx, derive);
    const decided: FileRow[] = [];
    const attempt = async (people: readonly Decided[], had: Parameters<typeof tryEntries>[3]): Promise<void> => {
      await tryEntries(tx, trial, people.flatMap(({ entry }) => entry ?? []), had);
      decided.push(...people.flatMap(rowsOf));
    };
    await loadInto(tx, { batch, derive, dryRun: true, hear, attempt }, source);
    const file = decided.sort((a, b) => a.row - b.row);
    const children = [...new Set(file.map(({ child }) => child))];
    const before = new Map((await figures(tx, asAt, children)).map((one) => [one.id, one]));
    await showTrial(tx, trial);
    return (await figures(tx, asAt, children)).map((one) => figureChange(before.get(one.id) ?? one, one, file));
  });
}

function rowsOf({ person, child, outcome }: Decided): FileRow[] {
  return child === null ? [] : person.rows.map(({ row }) => ({ row, child, begun: outcome === 'new' }));
}
