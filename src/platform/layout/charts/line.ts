import { scalePoint } from 'd3-scale';
import { line, symbol, symbolCircle, symbolDiamond, symbolSquare, symbolTriangle } from 'd3-shape';
import { coloursOf, type Series, type TimeChart } from './chart.ts';
import { drawing, levelLines, plotOf, seriesNames, timeAxis, valueAxis, type Plot, type Size } from './frame.ts';
import { element, placed, type Drawn } from './svg.ts';

// Each line has a mark of its own shape, so that colour is not needed to tell them apart.
const SHAPES = [symbolCircle, symbolSquare, symbolTriangle, symbolDiamond];

/** Lines over time, each named at its end. A missing value breaks the line. */
export function drawLines(chart: TimeChart, size: Size): Drawn {
  const highest = Math.max(0, ...chart.series.flatMap(({ values }) => values.map((value) => value ?? 0)));
  const plot = plotOf(chart, size, highest);
  const x = scalePoint<number>().domain(chart.labels.keys()).range([plot.left + 12, plot.right - 12]);
  const centre = (index: number): number => x(index) ?? 0;
  const colours = coloursOf(chart.series.length);
  const lines = chart.series.map((series, index) => oneLine(series, index, colours[index] ?? '', { plot, centre }));
  return drawing(chart, size, [
    ...valueAxis(plot, chart.unit),
    ...timeAxis(chart, plot, centre),
    ...lines,
    ...levelLines(chart, plot),
    ...names(chart, plot, colours),
  ]);
}

function oneLine(series: Series, index: number, colour: string, place: { plot: Plot; centre: (i: number) => number }): Drawn {
  const { plot, centre } = place;
  const path = line<number | null>()
    .defined((value) => value !== null)
    .x((_, at) => centre(at))
    .y((value) => plot.y(value ?? 0));
  const marks = series.values.flatMap((value, at) =>
    value === null ? [] : [placed(centre(at), plot.y(value), mark(index, colour))],
  );
  return element('g', {}, element('path', { d: path(series.values) ?? '', fill: 'none', stroke: colour, 'stroke-width': 2.5 }), ...marks);
}

function names(chart: TimeChart, plot: Plot, colours: readonly string[]): Drawn[] {
  const ends = chart.series.map(({ values }) => plot.y(values.findLast((value) => value !== null) ?? 0));
  return seriesNames(chart, plot, ends, (index) => mark(index, colours[index] ?? ''));
}

function mark(index: number, colour: string): Drawn {
  return element('path', { d: symbol(SHAPES[index] ?? symbolCircle, 56)() ?? '', fill: colour });
}
