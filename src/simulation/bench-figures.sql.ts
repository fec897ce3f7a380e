// Every figure against a plain count with the same predicate over the same derived tables.
import type { Database } from '../platform/database.ts';
import type { Day } from '../calendar/day.ts';
import { figure } from '../performance/figures.sql.ts';
import type { Measure } from '../performance/measure.sql.ts';
import { measures } from '../performance/measures.sql.ts';
import { parametersOf, windowOf } from '../performance/question.ts';
import { type Measured, median } from './bench.ts';
import { countOf } from './bench-counts.sql.ts';

const times = 7;

/** Gives milliseconds that never go back. */
export type Clock = () => number;

/** How long `work` takes, in milliseconds, and what it gave. */
async function timed<T>(now: Clock, work: () => Promise<T>): Promise<[number, T]> {
  const began = now();
  const given = await work();
  return [now() - began, given];
}

/**
 * Times the figure of each measure for its usual window as at a day: the median of some, figure and count in
 * turn. Throws where the count is not the figure's.
 */
export async function timeFigures(db: Database, asAt: Day, now: Clock): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const measure of measures) measured.push(await timeFigure(db, { measure, asAt }, now));
  return measured;
}

async function timeFigure(db: Database, { measure, asAt }: { measure: Measure; asAt: Day }, now: Clock): Promise<Measured> {
  const parameters = parametersOf(windowOf(measure, { window: null, asAt }), asAt);
  const { count, byHand } = countOf(measure, parameters);
  const [figures, floors]: [number[], number[]] = [[], []];
  let counted = 0;
  for (let time = 0; time < times; time += 1) {
    const [floorTook, { rows }] = await timed(now, () => count.execute(db));
    const [took, given] = await timed(now, () => figure(db, { measure, parameters, filters: [] }));
    counted = given.denominator;
    if (rows[0]?.n !== counted) throw new Error(`${measure.id}: the count gives ${rows[0]?.n}, the figure ${counted}`);
    floors.push(floorTook);
    figures.push(took);
  }
  return {
    name: `figure ${measure.id}`, unit: 'ms', figure: median(figures), floor: median(floors), most: { figure: 150, ratio: 3 },
    floorIs: byHand ? 'a count written by hand' : "a bare count of the measure's rows", note: `${counted} counted`,
  };
}
