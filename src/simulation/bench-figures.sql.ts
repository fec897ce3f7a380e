// Every figure against a plain count with the same predicate over the same derived tables.
import type { Database } from '../platform/database.ts';
import type { Day } from '../calendar/day.ts';
import { figure } from '../performance/figures.sql.ts';
import { type Filter, filterText } from '../performance/filters.ts';
import type { Measure } from '../performance/measure.sql.ts';
import { measures } from '../performance/measures.sql.ts';
import { parametersOf, windowOf } from '../performance/question.ts';
import { type Measured, median } from './bench.ts';
import { handQuery } from './bench-count.sql.ts';
import { countByHand } from './bench-counts.sql.ts';

/** How often each is asked; less often those that are there for breadth. */
const times = { usual: 7, broad: 3 } as const;

/** Gives milliseconds that never go back. */
export type Clock = () => number;

/** How long `work` takes, in milliseconds, and what it gave. */
async function timed<T>(now: Clock, work: () => Promise<T>): Promise<[number, T]> {
  const began = now();
  const given = await work();
  return [now() - began, given];
}

/** Times the figure of each measure for its usual window as at a day. Throws where the count by hand is another. */
export function timeFigures(db: Database, asAt: Day, now: Clock): Promise<Measured[]> {
  return timeAll(db, measures.map((measure) => ({ measure, asAt, filter: null, times: times.usual })), now);
}

/** Those that take the longest through a filter, as they go through the most rows, and those with categories: they are put through every filter. */
const heavy = [
  'persons', 'requests_records', 'caseload.by_primary_need', 'advice.in_six_weeks', 'legal.amended_plan', 'open_overdue.amended_plan',
  'reviews.no_meeting', 'reviews.within_12_months', 'review_decisions.within_4_weeks_with_overdue', 'on_track',
];

const filters: readonly Filter[] = [
  { key: 'sex', value: 'F' }, { key: 'ethnicity', value: 'AIND' }, { key: 'need', value: 'ASD' }, { key: 'age', value: '9' }, { key: 'age-band', value: '5-10' },
  { key: 'looked-after', value: 'yes' }, { key: 'establishment', value: '900001' }, { key: 'team', value: 'North team' }, { key: 'area', value: 'South' },
];

const categories: Readonly<Record<string, string>> = { 'caseload.by_primary_need': 'ASD', 'advice.in_six_weeks': 'HEALTH' };

/** The filters put to all others too. */
const broad: readonly Filter['key'][] = ['team', 'area', 'establishment', 'ethnicity', 'looked-after'];

/** The filters put to a measure; a category only where it has such. */
function filtersOf({ id }: Measure): readonly Filter[] {
  if (!heavy.includes(id)) return filters.filter(({ key }) => broad.includes(key));
  const value = categories[id];
  return value === undefined ? filters : [...filters, { key: 'category', value }];
}

/** Times every figure with filters, the heaviest with one of each key. Throws where the count by hand is another. */
export function timeFilters(db: Database, asAt: Day, now: Clock): Promise<Measured[]> {
  return timeAll(db, measures.flatMap((measure) => filtersOf(measure).map((filter) => ({ measure, asAt, filter, times: heavy.includes(measure.id) ? times.usual : times.broad }))), now);
}

interface Timing { readonly measure: Measure; readonly asAt: Day; readonly filter: Filter | null; readonly times: number }

async function timeAll(db: Database, timings: readonly Timing[], now: Clock): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const timing of timings) measured.push(await timeFigure(db, timing, now));
  return measured;
}

/** The median of some, figure and count in turn. */
async function timeFigure(db: Database, { measure, asAt, filter, times: most }: Timing, now: Clock): Promise<Measured> {
  const parameters = parametersOf(windowOf(measure, { window: null, asAt }), asAt);
  const count = handQuery(countByHand(measure.id)(parameters), { filter, asAt });
  const name = `figure ${measure.id}${filter === null ? '' : `, ${filterText(filter)}`}`;
  const [figures, floors]: [number[], number[]] = [[], []];
  let counted = 0;
  for (let time = 0; time < most; time += 1) {
    const [floorTook, { rows: [byHand] }] = await timed(now, () => count.execute(db));
    const [took, given] = await timed(now, () => figure(db, { measure, parameters, filters: filter === null ? [] : [filter] }));
    counted = given.denominator;
    if (byHand?.n !== counted || byHand.yes !== given.numerator) {
      throw new Error(`${name}: the count gives ${byHand?.yes} of ${byHand?.n}, the figure ${given.numerator} of ${counted}`);
    }
    floors.push(floorTook);
    figures.push(took);
  }
  return {
    name, unit: 'ms', figure: median(figures), floor: median(floors), most: { figure: 150, ratio: 3 },
    floorIs: 'a count written by hand', note: `${counted} counted`,
  };
}
