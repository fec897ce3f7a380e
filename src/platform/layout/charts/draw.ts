import { drawBands } from './bands.ts';
import type { Chart } from './chart.ts';
import { drawColumns } from './columns.ts';
import { SIZES, type Size } from './frame.ts';
import { drawLines } from './line.ts';
import type { Drawn } from './svg.ts';

/** The drawings of a chart as SVG, one for wide screens and paper and one for narrow screens. */
export function drawChart(chart: Chart): string {
  return drawAt(chart, SIZES.wide) + drawAt(chart, SIZES.narrow);
}

function drawAt(chart: Chart, size: Size): Drawn {
  switch (chart.kind) {
    case 'line': return drawLines(chart, size);
    case 'bands': return drawBands(chart, size);
    case 'columns':
    case 'stacked-columns': return drawColumns(chart, size);
  }
}
