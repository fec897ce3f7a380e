// The headline figures of the tables as they stand, and the rows of some children behind them: for telling what a file would
// change before it is loaded, and why.
import type { Day } from '../calendar/day.ts';
import type { Database } from '../platform/database.ts';
import { numberText, shareText } from '../platform/layout/format.ts';
import type { CountsAs, FigureNow } from '../exchange/tracker-figures.ts';
import { countedRowsOf, figure } from './figures.sql.ts';
import { measuresOfSight } from './line-of-sight.ts';
import { comparisonOf } from './line-of-sight.sql.ts';

/** Every figure of the line of sight as at a day, "63.2% (43 of 68)", with what rows of these children count as in it. */
export async function headlines(db: Database, asAt: Day, children: readonly string[]): Promise<FigureNow[]> {
  const found: FigureNow[] = [];
  for (const { id } of measuresOfSight) {
    const { measure, now: question } = comparisonOf(id, { window: null, asAt, filters: [] }, false);
    const { numerator, denominator } = await figure(db, question);
    const share = denominator === 0 ? 'None' : shareText(numerator, denominator);
    const isCount = measure.kind === 'count';
    const rows = (await countedRowsOf(db, question, children)).map((row) => ({ child: row.child_id, case: row.case, as: isCount ? 'counted' as const : countsAs(row.numerator) }));
    found.push({ id, title: measure.title, value: isCount ? numberText(numerator) : share, rows });
  }
  return found;
}

const countsAs = (numerator: boolean | null): CountsAs => (numerator === null ? 'unknown' : numerator ? 'yes' : 'no');
