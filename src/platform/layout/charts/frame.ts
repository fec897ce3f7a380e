import { scaleLinear, type ScaleLinear } from 'd3-scale';
import type { Chart, TimeChart } from './chart.ts';
import { apart, element, label, placed, widthOf, words, type Drawn } from './svg.ts';

/** The two drawings of each chart; the styles show one of them. A narrow screen would shrink a wide one's words. */
export const SIZES = {
  wide: { name: 'wide', width: 640, height: 300 },
  narrow: { name: 'narrow', width: 290, height: 260 },
} as const;
export type Size = (typeof SIZES)[keyof typeof SIZES];

const NAME_GAP = 20;

/** Where the marks go: the edges of the plot, and the scale of values (upwards). */
export interface Plot {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly y: ScaleLinear<number, number>;
  /** Where the names of the series stand: beside their last values, or above where there is no room beside. */
  readonly names: 'beside' | 'above';
}

/** The plot of a chart over time, with room for the names of the series. */
export function plotOf(chart: TimeChart, size: Size, highest: number): Plot {
  const names = size.name === 'wide' ? 'beside' : 'above';
  const longest = Math.max(...chart.series.map(({ name }) => widthOf(name)));
  const [left, bottom] = [44, size.height - (chart.soFar ? 44 : 28)];
  const top = names === 'above' ? 16 + NAME_GAP * chart.series.length : 24;
  const right = size.width - (names === 'above' ? 8 : Math.min(longest + 28, size.width * 0.5));
  const top100 = chart.unit === '%' ? 100 : Math.max(highest, ...(chart.levels ?? []).map(({ value }) => value), 1);
  const y = scaleLinear().domain([0, top100]).nice(4).range([bottom, top]);
  return { left, right, top, bottom, y, names };
}

/** The svg element with its title and description. */
export function drawing(chart: Chart, size: Size, parts: readonly Drawn[], height: number = size.height): Drawn {
  const [title, description] = [`${chart.id}-${size.name}-title`, `${chart.id}-${size.name}-desc`];
  const attributes = {
    class: `sl-chart__drawing sl-chart__drawing--${size.name}`,
    viewBox: `0 0 ${size.width} ${height}`,
    role: 'img',
    'aria-labelledby': title,
    'aria-describedby': description,
  };
  const heading = element('title', { id: title }, words(chart.title));
  return element('svg', attributes, heading, element('desc', { id: description }, words(chart.description)), ...parts);
}

/** The value axis: a few lines from nought upwards, with their numbers. */
export function valueAxis(plot: Plot, unit: '%' | undefined): Drawn[] {
  const ticks = plot.y.ticks(4).filter((tick) => Number.isInteger(tick));
  return ticks.flatMap((tick) => [
    element('line', { x1: plot.left, x2: plot.right, y1: plot.y(tick), y2: plot.y(tick), class: tick === 0 ? 'sl-chart__base' : 'sl-chart__grid' }),
    label(plot.left - 6, plot.y(tick) + 5, `${tick.toLocaleString('en-GB')}${unit ?? ''}`, { 'text-anchor': 'end' }),
  ]);
}

/** The labels under the plot: as many as have room, counted from the last. */
export function timeAxis(chart: TimeChart, plot: Plot, centre: (index: number) => number): Drawn[] {
  const last = chart.labels.length - 1;
  const room = (plot.right - plot.left) / chart.labels.length;
  const each = Math.ceil((Math.max(...chart.labels.map(widthOf)) + 8) / room);
  const shown = chart.labels.flatMap((text, index) =>
    (last - index) % each === 0 ? [label(centre(index), plot.bottom + 20, text, { 'text-anchor': 'middle' })] : [],
  );
  if (chart.soFar) shown.push(label(centre(last), plot.bottom + 37, 'so far', { 'text-anchor': 'middle' }));
  return shown;
}

/** Targets, legal limits and published figures: a dashed line each, with its words at the left, above it. */
export function levelLines({ levels = [] }: TimeChart, plot: Plot): Drawn[] {
  return levels.flatMap(({ value, label: text }) => {
    const at = plot.y(value);
    const line = element('line', { x1: plot.left, x2: plot.right, y1: at, y2: at, class: 'sl-chart__target' });
    return [line, label(plot.left + 4, at - 5, text, { class: 'sl-chart__label sl-chart__label--haloed' })];
  });
}

/** The names of the series, each with its mark: near its own last value, or above in the order of these values. */
export function seriesNames(
  chart: TimeChart,
  plot: Plot,
  ends: readonly number[],
  mark: (index: number) => Drawn,
): Drawn[] {
  const above = plot.names === 'above';
  const order = [...ends.keys()].sort((a, b) => (ends[a] ?? 0) - (ends[b] ?? 0));
  const places = above ? ends.map((_, index) => 8 + NAME_GAP * order.indexOf(index)) : apart(ends, NAME_GAP, plot.bottom);
  const x = above ? 8 : plot.right + 10;
  return chart.series.flatMap(({ name }, index) => {
    const y = places[index] ?? plot.bottom;
    return [placed(x, y, mark(index)), label(x + 10, y + 5, name)];
  });
}
