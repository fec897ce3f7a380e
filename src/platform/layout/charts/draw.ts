import { drawBands } from './bands.ts';
import type { Chart } from './chart.ts';
import { drawColumns } from './columns.ts';
import { SIZES, type Size } from './frame.ts';
import { drawLines } from './line.ts';
import type { Drawn } from './svg.ts';

/** The drawings made last: twenty people who look at the same page see the same charts. */
const drawn = new Map<string, string>();
const mostKept = 100;

/** The drawings of a chart as SVG, one for wide screens and paper and one for narrow screens. */
export function drawChart(chart: Chart): string {
  const said = JSON.stringify(chart);
  const found = drawn.get(said);
  if (found !== undefined) return found;
  const made = drawAt(chart, SIZES.wide) + drawAt(chart, SIZES.narrow);
  if (drawn.size >= mostKept) drawn.clear();
  drawn.set(said, made);
  return made;
}

function drawAt(chart: Chart, size: Size): Drawn {
  switch (chart.kind) {
    case 'line': return drawLines(chart, size);
    case 'bands': return drawBands(chart, size);
    case 'columns':
    case 'stacked-columns': return drawColumns(chart, size);
  }
}
