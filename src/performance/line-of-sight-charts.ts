// The charts of the director's page as models. Pure.
import type { BandChart, Chart, TimeChart } from '../platform/layout/charts/chart.ts';
import { monthText, numberText } from '../platform/layout/format.ts';
import { withinTwentyWeeks } from './england.ts';
import { type Figure, percentage } from './figure.ts';
import { NOT_RECORDED } from './measure.ts';

/** Counts of one month: all that count, and those of them in the numerator. */
export interface MonthCounts {
  /** `2026-05`. */
  readonly month: string;
  readonly denominator: number;
  readonly numerator: number;
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

/** Every decision and plan is due in time, exceptions to the limits of assessments apart (SEND Regulations 2014, 5, 13 and 20(10)). */
const legalLimit = { value: 100, label: 'In law: all but exceptions' } as const;

const england = { value: withinTwentyWeeks.value, label: `England ${withinTwentyWeeks.year}: ${withinTwentyWeeks.value.toFixed(1)}%` } as const;

interface Rates {
  readonly id: string;
  readonly title: string;
  readonly series: readonly { readonly name: string; readonly months: readonly MonthCounts[] }[];
  readonly levels: NonNullable<TimeChart['levels']>;
}

function rateChart({ id, title, series, levels }: Rates): TimeChart {
  const months = series[0]?.months ?? [];
  const counts = months.reduce((sum, { denominator }) => sum + denominator, 0);
  return {
    id, kind: 'line', title, unit: '%', labelsName: 'Month', soFar: true, labels: months.map(({ month }) => short(month)),
    description: `${title}, by month, ${counts} in all. A month with none to count is a gap. Lines across: ${levels.map(({ label }) => label).join('; ')}.`,
    levels, series: series.map((one) => ({ name: one.name, values: rates(one.months) })),
  };
}

function flowChart({ received, plans }: Months): TimeChart {
  return {
    id: 'flow', kind: 'columns', title: 'Requests received and new plans each month', labelsName: 'Month', soFar: true,
    description: 'Where more requests come in than plans go out, those waiting grow, unless requests are refused or withdrawn.',
    labels: received.map(({ month }) => short(month)),
    series: [
      { name: 'Requests received', values: received.map(({ denominator }) => denominator) },
      { name: 'New plans', values: plans.map(({ denominator }) => denominator) },
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

/** What the charts need beside their own counts: missed limits as the tiles count them, and whether only some children are counted. */
interface Beside { readonly overdue: Figure | undefined; readonly filtered: boolean }

/** The charts of the page, in order. England as a whole is not drawn beside some children of a council. */
export function charts(months: Months, waiting: Figure, { overdue, filtered }: Beside): Chart[] {
  const twenty = { id: 'twenty-weeks', title: 'Plans issued within 20 weeks', series: [{ name: 'Including exceptions', months: months.twenty }] } as const;
  return [
    filtered ? rateChart({ ...twenty, levels: [legalLimit] }) : {
      ...rateChart({ ...twenty, levels: [legalLimit, england] }),
      note: `England: plans issued in ${withinTwentyWeeks.year}, exceptions included (Department for Education).`,
    },
    waitingChart(waiting, overdue),
    flowChart(months),
    rateChart({
      id: 'decisions', title: 'Decisions in time', levels: [legalLimit],
      series: [{ name: 'Whether to assess, in six weeks', months: months.decided }, { name: 'After a review, in four weeks', months: months.reviews }],
    }),
  ];
}
