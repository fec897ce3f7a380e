import { scaleBand } from 'd3-scale';
import { coloursOf, type TimeChart } from './chart.ts';
import { drawing, levelLines, plotOf, seriesNames, timeAxis, valueAxis, type Plot, type Size } from './frame.ts';
import { element, type Drawn } from './svg.ts';

/** A piece of a column: which series and label it is of, and the values at which it begins and ends. */
interface Piece {
  readonly series: number;
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** Columns over time, side by side or one on another with a gap between, from nought. */
export function drawColumns(chart: TimeChart, size: Size): Drawn {
  const stacked = chart.kind === 'stacked-columns';
  const pieces = stacked ? stackedPieces(chart) : sidePieces(chart);
  const plot = plotOf(chart, size, Math.max(0, ...pieces.map(({ to }) => to)));
  const x = scaleBand<number>().domain(chart.labels.keys()).range([plot.left, plot.right]).padding(0.25);
  const centre = (index: number): number => (x(index) ?? 0) + x.bandwidth() / 2;
  const lanes = stacked ? 1 : chart.series.length;
  const width = x.bandwidth() / lanes;
  const colours = coloursOf(chart.series.length);
  const columns = pieces.map((piece) => {
    const left = (x(piece.at) ?? 0) + (stacked ? 0 : piece.series * width);
    return column(piece, plot, { left, width: lanes > 1 ? width - 1 : width, colour: colours[piece.series] ?? '' });
  });
  const drawn = [...valueAxis(plot, chart.unit), ...timeAxis(chart, plot, centre), ...columns];
  return drawing(chart, size, [...drawn, ...levelLines(chart, plot), ...names(chart, plot, pieces)]);
}

function sidePieces(chart: TimeChart): Piece[] {
  return chart.series.flatMap(({ values }, series) => values.map((value, at) => ({ series, at, from: 0, to: value ?? 0 })));
}

function stackedPieces(chart: TimeChart): Piece[] {
  return chart.labels.flatMap((_, at) => {
    let reached = 0;
    return chart.series.map(({ values }, series) => {
      const from = reached;
      reached += values[at] ?? 0;
      return { series, at, from, to: reached };
    });
  });
}

// Two units of white between the pieces of a stack tell them apart without colour.
function column(piece: Piece, plot: Plot, look: { left: number; width: number; colour: string }): Drawn {
  const [y, foot] = [plot.y(piece.to), plot.y(piece.from)];
  const height = Math.max(0, foot - y - (piece.from > 0 ? 2 : 0));
  return element('rect', { x: look.left, y, width: look.width, height, fill: look.colour });
}

function names(chart: TimeChart, plot: Plot, pieces: readonly Piece[]): Drawn[] {
  const last = pieces.filter(({ at }) => at === chart.labels.length - 1);
  const middles = last.map(({ from, to }) => plot.y((from + to) / 2));
  const colours = coloursOf(chart.series.length);
  const square = (index: number): Drawn => element('rect', { x: -5, y: -5, width: 10, height: 10, fill: colours[index] });
  return seriesNames(chart, plot, middles, square);
}
