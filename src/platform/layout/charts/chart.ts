/** What every chart says of itself. The table twin holds the same values. */
interface ChartWords {
  /** Unique on the page: it names the parts of the drawing. */
  readonly id: string;
  /** The finding or the measure: "Half of plans came in time". */
  readonly title: string;
  /** One or two sentences that say what the drawing shows, for those who do not see it. */
  readonly description: string;
  /** What everybody has to read with it, printed under the drawing. */
  readonly note?: string;
  /** What the labels are, as the first heading of the table: "Month". */
  readonly labelsName: string;
  /** `'%'` where values are percentages; the axis then ends at 100. */
  readonly unit?: '%';
}

/** One line or one colour of column. A missing value is a gap, never a nought. */
export interface Series {
  readonly name: string;
  readonly values: readonly (number | null)[];
}

/** Values over time: lines, columns side by side, or columns one on another. At most four series. */
export interface TimeChart extends ChartWords {
  readonly kind: 'line' | 'columns' | 'stacked-columns';
  readonly labels: readonly string[];
  readonly series: readonly Series[];
  /** Targets, legal limits and published figures, each drawn as a labelled line. */
  readonly levels?: readonly { readonly value: number; readonly label: string }[];
  /** The last period is not over: it is marked "so far". */
  readonly soFar?: boolean;
}

/** Counts by band, such as open assessments by age. The bands from `beyond` on are past a limit. */
export interface BandChart extends ChartWords {
  readonly kind: 'bands';
  readonly valuesName: string;
  readonly bands: readonly { readonly label: string; readonly value: number }[];
  readonly beyond?: { readonly from: number; readonly label: string };
}

export type Chart = TimeChart | BandChart;

/** The table twin of a chart: headings and rows of text. */
export interface ChartTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The same data as a table. */
export function tableOf(chart: Chart): ChartTable {
  if (chart.kind === 'bands') {
    const rows = chart.bands.map(({ label, value }) => [label, valueText(value, chart.unit)]);
    return { head: [chart.labelsName, chart.valuesName], rows };
  }
  const last = chart.labels.length - 1;
  const rows = chart.labels.map((label, index) => [
    chart.soFar && index === last ? `${label} (so far)` : label,
    ...chart.series.map(({ values }) => valueText(values[index] ?? null, chart.unit)),
  ]);
  return { head: [chart.labelsName, ...chart.series.map(({ name }) => name)], rows };
}

/** A value as it is written beside a mark and in the table. */
export function valueText(value: number | null, unit: '%' | undefined): string {
  if (value === null) return 'None';
  return unit === '%' ? `${value.toFixed(1)}%` : value.toLocaleString('en-GB');
}

/** UI-54: the colours in order; two series take the first and the last. Each is at least 3:1 against white. */
export function coloursOf(count: number): readonly string[] {
  const palette = ['#12436D', '#28A197', '#801650', '#F46A25'];
  return count === 2 ? ['#12436D', '#F46A25'] : palette.slice(0, count);
}
