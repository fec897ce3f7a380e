// The headline figures of the tables as they stand, in words: for telling what a file would change before it is loaded.
import { sql } from 'kysely';
import type { Day } from '../calendar/day.ts';
import type { Database } from '../platform/database.ts';
import { numberText, shareText } from '../platform/layout/format.ts';
import { figure } from './figures.sql.ts';
import { measuresOfSight } from './line-of-sight.ts';
import { comparisonOf } from './line-of-sight.sql.ts';

/** Every figure of the line of sight as at today, each with its measure's title: "63.2% (43 of 68)". */
export async function headlines(db: Database): Promise<{ readonly title: string; readonly value: string }[]> {
  const { rows: [now] } = await sql<{ today: Day }>`SELECT (now() AT TIME ZONE 'Europe/London')::date AS today`.execute(db);
  const asAt = (now as { today: Day }).today;
  const found: { title: string; value: string }[] = [];
  for (const { id } of measuresOfSight) {
    const { measure, now: question } = comparisonOf(id, { window: null, asAt, filters: [] }, false);
    const { numerator, denominator } = await figure(db, question);
    const share = denominator === 0 ? 'None' : shareText(numerator, denominator);
    found.push({ title: measure.title, value: measure.kind === 'count' ? numberText(numerator) : share });
  }
  return found;
}
