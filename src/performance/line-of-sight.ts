// The director's page as a model: which figures stand on it, in which words, and the charts under them. Pure.
import type { Day } from '../calendar/day.ts';
import { monthText, numberText, percentText } from '../platform/layout/format.ts';
import type { BandChart, Chart, TimeChart } from '../platform/layout/charts/chart.ts';
import { changedAddress, explainAddress, questionParts, rowsAddress, type WrittenQuestion } from './figure-addresses.ts';
import { type Figure, percentage } from './figure.ts';
import { type MeasureDescription, NOT_RECORDED } from './measure.ts';
import type { Window } from './windows.ts';

/** A figure and the same one a window before; null where the measure has no window. */
export interface Compared {
  readonly measure: MeasureDescription;
  readonly window: Window | null;
  readonly now: Figure;
  readonly before: { readonly window: Window; readonly figure: Figure } | null;
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

/** Counts of one month: all that count, and those of them in the numerator. */
export interface MonthCounts {
  /** `2026-05`. */
  readonly month: string;
  readonly denominator: number;
  readonly numerator: number;
}

/** A figure as a tile shows it. */
export interface Tile {
  readonly label: string;
  /** The number, large. */
  readonly value: string;
  /** Numerator and denominator of a rate, or what a count covers. */
  readonly detail: string;
  /** Against the window before, in words; null where there is none. */
  readonly comparison: string | null;
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

/** Every measure that the tiles ask, and whether it is compared with the window before: one that stands beside another is not. */
export const measuresOfSight: readonly { readonly id: string; readonly compared: boolean }[] = tilesOfSight.flatMap(({ id, beside }) => [
  { id, compared: true }, ...(beside ? [{ id: beside.id, compared: false }] : []),
]);

/** The tiles from the figures by id; `written` is the question in the address, which every link carries on; nothing is known before `from`. */
export function tiles(figures: ReadonlyMap<string, Compared>, written: WrittenQuestion, from: Day | null): Tile[] {
  const tile = ({ label, id, beside }: (typeof tilesOfSight)[number]): Tile => {
    const of = figures.get(id) as Compared;
    const query = questionParts({ ...written, category: undefined });
    const counted = of.measure.kind === 'share' ? of.now.denominator : of.now.numerator;
    return {
      label, value: valueText(of, of.now), detail: detailText(of), comparison: comparisonText(of, from), revised: of.revised ?? null,
      rows: rowsAddress({ measure: id }, { ...query, part: 'counted' }), rowsText: `Show ${numberText(counted)} ${rowsWord(of.measure.rowIs, counted)}`,
      explain: explainAddress({ measure: id }, query), changed: changedAddress({ measure: id }, query), beside: beside === undefined ? null : tile(beside),
    };
  };
  return tilesOfSight.map(tile);
}

/** "1 plan issued", "43 plans issued", "2 phase transfers". */
function rowsWord(rowIs: string, count: number): string {
  if (count === 1) return rowIs;
  if (rowIs.startsWith('child')) return 'children and young people';
  const [, thing, rest] = /^(\w+)( issued| for .*)$/.exec(rowIs) ?? [];
  return thing === undefined ? `${rowIs}s` : `${thing}s${rest}`;
}

function valueText({ measure }: Compared, of: Figure): string {
  if (measure.kind === 'count') return numberText(of.numerator);
  return of.denominator === 0 ? 'None' : percentText(of.numerator, of.denominator);
}

function detailText({ measure, window, now }: Compared): string {
  const covers = window === null ? 'On the day' : windowWords(window);
  if (measure.kind === 'count') return `${now.days?.longest == null ? covers : `${covers}; the longest by ${numberText(now.days.longest)} days`}${measure.basis === 'stock' ? leftOut(now) : ''}`;
  if (now.denominator === 0) return `Nothing to count. ${covers}`;
  return `${numberText(now.numerator)} of ${numberText(now.denominator)}${window === null ? '' : `. ${covers}`}`;
}

/** ". Left out: 4 (a valid exception to this limit is recorded)": what a count of how things stand does not show. */
function leftOut({ excluded }: Figure): string {
  const reasons = Object.entries(excluded).map(([because, count]) => `${numberText(count)} (${because.charAt(0).toLowerCase()}${because.slice(1)})`);
  return reasons.length === 0 ? '' : `. Left out: ${reasons.join(', ')}`;
}

/** "Up 3 from May 2026"; for rates in points. Small denominators are not compared: they swing (UI-53). */
function comparisonText({ measure, now, before }: Compared, from: Day | null): string | null {
  if (before === null) return null;
  const name = beforeWords(before.window);
  if (from !== null && before.window.from < from) return `No return loaded tells of ${name}`;
  if (measure.kind === 'count') return change(now.numerator - before.figure.numerator, '', name);
  const [share, earlier] = [percentage(now.numerator, now.denominator), percentage(before.figure.numerator, before.figure.denominator)];
  if (share === null || earlier === null || now.denominator < 10 || before.figure.denominator < 10) {
    return `${valueText({ measure } as Compared, before.figure)} in ${name}`;
  }
  return change(Math.round((share - earlier) * 10) / 10, ' points', name);
}

function change(by: number, unit: string, since: string): string {
  if (by === 0) return `The same as in ${since}`;
  return `${by > 0 ? 'Up' : 'Down'} ${unit === '' ? numberText(Math.abs(by)) : Math.abs(by).toFixed(1)}${unit} from ${since}`;
}

/** The window by its name alone: the page says its days once. */
function windowWords({ kind, name, soFar }: Window): string {
  const which = kind.startsWith('rolling') ? '' : ` ${name.split(':')[1] ?? ''}`;
  const words = kind === 'month' ? monthText(name.slice('month:'.length)) : `${kind.replaceAll('-', ' ')}${which}`;
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}${soFar ? ' so far' : ''}`;
}

function beforeWords(window: Window): string {
  if (window.kind === 'rolling-12-months') return 'the 12 months before';
  if (window.kind === 'rolling-month') return 'the month before';
  return `${window.kind === 'month' ? '' : 'the '}${windowWords({ ...window, soFar: false }).replace(/^[A-Z]/, (first) => (window.kind === 'month' ? first : first.toLowerCase()))}${window.soFar ? ' at the same point' : ''}`;
}

/** Counts by month for the charts. */
export interface Months {
  readonly twenty: readonly MonthCounts[];
  readonly received: readonly MonthCounts[];
  readonly plans: readonly MonthCounts[];
  readonly decided: readonly MonthCounts[];
  readonly reviews: readonly MonthCounts[];
}

const short = (month: string): string => monthText(month).replace(/^(\w{3})\w* 20/, '$1 ');

function rates(months: readonly MonthCounts[]): (number | null)[] {
  return months.map(({ numerator, denominator }) => percentage(numerator, denominator));
}

function rateChart(id: string, title: string, series: readonly { name: string; months: readonly MonthCounts[] }[]): TimeChart {
  const months = series[0]?.months ?? [];
  const counts = months.reduce((sum, { denominator }) => sum + denominator, 0);
  return {
    id, kind: 'line', title, unit: '%', labelsName: 'Month', soFar: true, labels: months.map(({ month }) => short(month)),
    description: `${title}, by month, ${counts} in all. A month with none to count is a gap.`,
    series: series.map((one) => ({ name: one.name, values: rates(one.months) })),
  };
}

function flowChart({ received, plans }: Months): TimeChart {
  return {
    id: 'flow', kind: 'columns', title: 'Requests received and plans started each month', labelsName: 'Month', soFar: true,
    description: 'Where more requests come in than plans go out, those waiting grow, unless requests are refused or withdrawn.',
    labels: received.map(({ month }) => short(month)),
    series: [
      { name: 'Requests received', values: received.map(({ denominator }) => denominator) },
      { name: 'Plans started', values: plans.map(({ denominator }) => denominator) },
    ],
  };
}

/**
 * What those past the line wait under, so that the chart and the count of missed limits (`open_overdue.final_plan`) can be
 * laid side by side: that one leaves out what is excused, and limits that another one has taken the place of.
 */
function pastWords(past: number, overdue: Figure): string {
  const excused = Object.values(overdue.excluded).reduce((sum, count) => sum + count, 0);
  const others = past - overdue.denominator - excused;
  if (past === 0 || others < 0) return '';
  const parts = [
    `${numberText(overdue.denominator)} past the 20-week limit`, ...(excused > 0 ? [`${numberText(excused)} with a valid exception recorded`] : []),
    ...(others > 0 ? [`${numberText(others)} assessed after all, under the limit of an order, an agreement or a change of mind`] : []),
  ];
  return `${numberText(past)} have waited longer than 20 weeks: ${parts.join(', ')}.`;
}

function waitingChart(waiting: Figure, overdue: Figure | undefined): BandChart {
  const bands = waiting.categories.filter(({ category, denominator }) => category !== NOT_RECORDED || denominator > 0)
    .map(({ category, denominator }) => ({ label: category === NOT_RECORDED ? 'Not recorded' : category, value: denominator }));
  const from = bands.findIndex(({ label }) => label.startsWith('20 to'));
  const past = from < 0 ? 0 : bands.slice(from).filter(({ label }) => label !== 'Not recorded').reduce((sum, { value }) => sum + value, 0);
  return {
    id: 'waiting', kind: 'bands', title: 'Open assessments by weeks waited', labelsName: 'Weeks since the request', valuesName: 'Open assessments',
    description: `${numberText(waiting.denominator)} assessments are open. Those past the line have waited longer than 20 weeks.`, note: overdue === undefined ? '' : pastWords(past, overdue),
    bands, ...(from < 0 ? {} : { beyond: { from, label: 'Past 20 weeks' } }),
  };
}

/** The charts of the page, in order; `figures` are those of the tiles. */
export function charts(months: Months, waiting: Figure, figures: ReadonlyMap<string, Compared>): Chart[] {
  return [
    rateChart('twenty-weeks', 'Plans issued within 20 weeks', [{ name: 'Including exceptions', months: months.twenty }]),
    waitingChart(waiting, figures.get('open_overdue.final_plan')?.now),
    flowChart(months),
    rateChart('decisions', 'Decisions in time', [{ name: 'Whether to assess, in six weeks', months: months.decided }, { name: 'After a review, in four weeks', months: months.reviews }]),
  ];
}
