// The figures of an invented council, asked of the real measures without recording it.
import type { Day } from '../src/calendar/day.ts';
import { caseTables } from '../src/case-history/case-tables.ts';
import { rowsOf } from '../src/case-history/derived-table.ts';
import { settle } from '../src/case-history/settle.ts';
import type { Figure } from '../src/performance/figure.ts';
import { figure } from '../src/performance/figures.sql.ts';
import { findMeasure } from '../src/performance/measures.sql.ts';
import { parametersOf, readQuestion, windowOf } from '../src/performance/question.ts';
import { withScratch } from '../src/performance/scratch.sql.ts';
import type { Database } from '../src/platform/database.ts';
import type { InventedCouncil } from '../src/simulation/invented-council.ts';
import { recordedEntries } from './recorded-entries.ts';

/** Asks a measure, by its id or another name of it, for a calendar year, as at the council's last day. */
export type Ask = (id: string, year?: number) => Promise<Figure>;

/** Calls `use` with what asks the figures of the council, and the database that they come from. */
export async function withFigures(db: Database, council: InventedCouncil, use: (ask: Ask, on: Database) => Promise<void>): Promise<void> {
  const children = recordedEntries(council).map((entries) => {
    const settled = settle(entries);
    return { childId: settled.childId, rows: caseTables.map((table) => rowsOf(table, settled)) };
  });
  await withScratch(db, caseTables, children, (on) => use((id, year = 2025) => asked(on, { id, year, asAt: council.until }), on));
}

async function asked(on: Database, { id, year, asAt }: { id: string; year: number; asAt: Day }): Promise<Figure> {
  const found = findMeasure(id);
  const reading = readQuestion({ window: `calendar-year:${year}`, asAt }, asAt);
  if (found === null || !('asAt' in reading)) throw new Error(`there is no measure ${id}`);
  return figure(on, { measure: found.measure, parameters: parametersOf(windowOf(found.measure, reading), reading.asAt), filters: [...found.filters] });
}
