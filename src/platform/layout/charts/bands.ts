import { scaleLinear } from 'd3-scale';
import { valueText, type BandChart } from './chart.ts';
import { drawing, type Size } from './frame.ts';
import { element, label, widthOf, type Drawn } from './svg.ts';

const ROW = 34;
const BAR = 20;

/** Bars lying by band, each with its count at its end. The bands past the limit stand below a labelled line. */
export function drawBands(chart: BandChart, size: Size): Drawn {
  const left = Math.max(...chart.bands.map((band) => widthOf(band.label))) + 14;
  const highest = Math.max(1, ...chart.bands.map(({ value }) => value));
  const room = widthOf(valueText(highest, chart.unit)) + 12;
  const x = scaleLinear().domain([0, highest]).range([left, size.width - room]);
  const beyond = chart.beyond ?? { from: Infinity, label: '' };
  const top = (index: number): number => 8 + index * ROW + (index >= beyond.from ? ROW * 0.7 : 0);
  const rows = chart.bands.map((band, index) => oneBand(band, { chart, x, left, top: top(index), past: index >= beyond.from }));
  const height = top(chart.bands.length - 1) + ROW;
  const base = element('line', { x1: left, x2: left, y1: 0, y2: height, class: 'sl-chart__base' });
  return drawing(chart, size, [...rows, base, ...limitLine(chart, size, top)], height);
}

interface BandPlace {
  readonly chart: BandChart;
  readonly x: (value: number) => number;
  readonly left: number;
  readonly top: number;
  readonly past: boolean;
}

function oneBand(band: { label: string; value: number }, place: BandPlace): Drawn {
  const { chart, x, left, top, past } = place;
  const width = x(band.value) - left;
  const bar = element('rect', { x: left, y: top, width, height: BAR, fill: past ? '#F46A25' : '#12436D' });
  const text = label(left - 8, top + 15, band.label, { 'text-anchor': 'end' });
  return element('g', {}, text, bar, label(left + width + 6, top + 15, valueText(band.value, chart.unit)));
}

function limitLine(chart: BandChart, size: Size, top: (index: number) => number): Drawn[] {
  if (chart.beyond === undefined) return [];
  const y = top(chart.beyond.from) - ROW * 0.55;
  return [
    element('line', { x1: 0, x2: size.width, y1: y, y2: y, class: 'sl-chart__target' }),
    label(size.width, y + 15, chart.beyond.label, { 'text-anchor': 'end', class: 'sl-chart__label sl-chart__label--haloed' }),
  ];
}
