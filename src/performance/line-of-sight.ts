// The director's page as a model: which figures stand on it, in which words. Pure.
import type { Day } from '../calendar/day.ts';
import { numberText } from '../platform/layout/format.ts';
import { type Compared, comparisonLines, valueText, windowWords } from './comparison.ts';
import { changedAddress, explainAddress, questionParts, rowsAddress, type WrittenQuestion } from './figure-addresses.ts';
import type { Figure } from './figure.ts';

/** A figure beside earlier ones, as the page has them. */
export interface Sighted extends Compared {
  /** What it was when the same question was fixed last, where that is another figure. */
  readonly revised?: Revised | undefined;
}

/** The report in which a figure was fixed as another one, and the page of the reasons. */
interface Revised { readonly code: string; readonly was: string; readonly href: string }

/** What the returns loaded tell of. */
export interface Coverage {
  /** Their collection years. */
  readonly years: readonly number[];
  /** The first day of the calendar year that the earliest tells of; null without a return. */
  readonly from: Day | null;
  /** The latest census day, where nothing on record happened after it; null where the record goes on. */
  readonly endsOn: Day | null;
}

/** A figure as a tile shows it. */
export interface Tile {
  readonly label: string;
  /** The number, large. */
  readonly value: string;
  /** Numerator and denominator of a rate, or what a count covers. */
  readonly detail: string;
  /** Against the period before and the same one last year, a line each; none where it is not compared. */
  readonly comparisons: readonly string[];
  readonly rows: string;
  readonly rowsText: string;
  readonly explain: string;
  /** What changed since the report of a month before. */
  readonly changed: string;
  readonly revised: Revised | null;
  /** A figure that is never shown without the other. */
  readonly beside: Tile | null;
}

/** Label, measure, and the measure that must stand beside it. At most eight tiles (UI-52). */
const tilesOfSight: readonly { label: string; id: string; beside?: { label: string; id: string } }[] = [
  { label: 'Plans issued within 20 weeks', id: 'twenty_weeks.all.within', beside: { label: 'Leaving out exceptions', id: 'twenty_weeks.excl.within' } },
  { label: 'Children waiting past 20 weeks', id: 'open_overdue.final_plan' },
  { label: 'Requests received', id: 'requests.received' },
  { label: 'New plans', id: 'new_plans' },
  { label: 'Decided in six weeks', id: 'six_weeks.decided.within', beside: { label: 'Overdue, not decided', id: 'open_overdue.decide_assess' } },
  { label: 'Reviews decided in four weeks', id: 'review_decisions.within_4_weeks', beside: { label: 'Counting those overdue', id: 'review_decisions.within_4_weeks_with_overdue' } },
  { label: 'Phase transfers in time', id: 'phase_transfer.strict', beside: { label: 'By the quoted day', id: 'phase_transfer.quoted' } },
  { label: 'Plans in force', id: 'caseload.total' },
];

/** What the line of sight calls a measure, which has a longer name elsewhere: “Plans in force”. Null where it shows none of it. */
export function nameOnSight(measure: string): string | null {
  const named = tilesOfSight.flatMap(({ label, id, beside }) => [{ id, name: `“${label}”` }, ...(beside ? [{ id: beside.id, name: `“${beside.label}”, beside “${label}”` }] : [])]);
  return named.find(({ id }) => id === measure)?.name ?? null;
}

/** Every measure that the tiles ask, and whether it is compared with earlier ones: one that stands beside another is not. */
export const measuresOfSight: readonly { readonly id: string; readonly compared: boolean }[] = tilesOfSight.flatMap(({ id, beside }) => [
  { id, compared: true }, ...(beside ? [{ id: beside.id, compared: false }] : []),
]);

/** The tiles from the figures by id; `written` is the question in the address, which every link carries on; nothing is known before `from`. */
export function tiles(figures: ReadonlyMap<string, Sighted>, written: WrittenQuestion, from: Day | null): Tile[] {
  const tile = ({ label, id, beside }: (typeof tilesOfSight)[number], small = false): Tile => {
    const of = figures.get(id) as Sighted;
    const query = questionParts({ ...written, category: undefined });
    const counted = of.measure.kind === 'share' ? of.now.denominator : of.now.numerator;
    return {
      label, value: valueText(of.measure, of.now), detail: detailText(of, small), comparisons: comparisonLines(of, from), revised: of.revised ?? null,
      rows: rowsAddress({ measure: id }, { ...query, part: 'counted' }), rowsText: `Show ${numberText(counted)} ${rowsWord(of.measure.rowIs, counted)}`,
      explain: explainAddress({ measure: id }, query), changed: changedAddress({ measure: id }, query), beside: beside === undefined ? null : tile(beside, true),
    };
  };
  return tilesOfSight.map((of) => tile(of));
}

/** "1 plan issued", "43 plans issued", "2 phase transfers". */
function rowsWord(rowIs: string, count: number): string {
  if (count === 1) return rowIs;
  if (rowIs.startsWith('child')) return 'children and young people';
  const [, thing, rest] = /^(\w+)( issued| for .*)$/.exec(rowIs) ?? [];
  return thing === undefined ? `${rowIs}s` : `${thing}s${rest}`;
}

/** What stands under the number, said once: its period, and for a rate the counts, where the number is not the counts already. */
function detailText({ measure, window, now }: Compared, beside: boolean): string {
  const covers = window === null ? 'On the day' : windowWords(window);
  if (measure.kind === 'count') return `${now.days?.longest == null ? covers : `${covers}; the longest by ${numberText(now.days.longest)} days`}${measure.basis === 'stock' ? leftOut(now) : ''}`;
  const counts = now.denominator === 0 ? ['Nothing to count'] : valueText(measure, now).endsWith('%') ? [`${numberText(now.numerator)} of ${numberText(now.denominator)}`] : [];
  return [...counts, ...(window === null || beside ? [] : [covers])].join('. ');
}

/** ". Left out: 4 (a valid exception to this limit is recorded)": what a count of how things stand does not show. */
function leftOut({ excluded }: Figure): string {
  const reasons = Object.entries(excluded).map(([because, count]) => `${numberText(count)} (${because.charAt(0).toLowerCase()}${because.slice(1)})`);
  return reasons.length === 0 ? '' : `. Left out: ${reasons.join(', ')}`;
}
