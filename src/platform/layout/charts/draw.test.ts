import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tableOf, type BandChart, type Chart, type TimeChart } from './chart.ts';
import { drawChart } from './draw.ts';

const lines: TimeChart = {
  kind: 'line', id: 'timely', title: 'Half came <in time>', description: 'A line "by month" & so on.', labelsName: 'Month',
  unit: '%', labels: ['Sep', 'Oct', 'Nov'], soFar: true, levels: [{ value: 60, label: 'Target 60%' }, { value: 100, label: 'In law: all' }],
  series: [{ name: 'All plans', values: [40, null, 52.25] }, { name: 'Without exceptions', values: [50, 60, 55] }],
};
const columns: TimeChart = { ...lines, kind: 'stacked-columns', id: 'flow' };
const bands: BandChart = {
  kind: 'bands', id: 'ages', title: 'Open by age', description: 'Bars.', labelsName: 'Age', valuesName: 'Open assessments',
  bands: [{ label: '0 to 19 weeks', value: 1200 }, { label: '20 weeks or more', value: 0 }],
  beyond: { from: 1, label: 'Past the 20-week limit' },
};
const charts: readonly Chart[] = [lines, columns, { ...lines, kind: 'columns' }, bands];

test('every chart has a title, a description, no style of its own and no markup of its data', () => {
  for (const chart of charts) {
    const drawn = drawChart(chart);
    assert.equal(drawn.match(/<title /g)?.length, 2, 'one drawing for wide and one for narrow screens');
    assert.equal(drawn.match(/<desc /g)?.length, 2);
    assert.doesNotMatch(drawn, /style=|<style|<script|NaN|undefined|<in time>/);
    const ids = [...drawn.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    assert.equal(new Set(ids).size, ids.length, 'ids are unique');
  }
});

test('a missing value breaks the line and has no mark', () => {
  const [wide = ''] = drawChart(lines).split('</svg>');
  const paths = [...wide.matchAll(/<path d="(M[^"]*)" fill="none"/g)].map(([, path = '']) => path.match(/M/g)?.length);
  assert.deepEqual(paths, [2, 1]);
});

test('limits and unfinished months are named', () => {
  for (const words of ['Target 60%', 'In law: all']) assert.equal(drawChart(lines).split(words).length, 3, words);
  assert.match(drawChart(lines), /so far/);
  assert.match(drawChart(bands), /Past the 20-week limit/);
});

test('columns stand on nought and are as high as their values', () => {
  const [wide = ''] = drawChart({ ...columns, unit: '%', series: [{ name: 'All', values: [50, 100, 0] }] }).split('</svg>');
  const heights = [...wide.matchAll(/<rect x="[\d.]+" y="[\d.]+" width="[\d.]+" height="([\d.]+)"/g)].map(([, height]) => Number(height));
  assert.equal(heights.length, 3);
  assert.ok(Math.abs((heights[1] ?? 0) - 2 * (heights[0] ?? 0)) < 0.1);
  assert.equal(heights[2], 0);
});

test('the table twin holds the same values', () => {
  assert.deepEqual(tableOf(lines), {
    head: ['Month', 'All plans', 'Without exceptions'],
    rows: [['Sep', '40.0%', '50.0%'], ['Oct', 'None', '60.0%'], ['Nov (so far)', '52.3%', '55.0%']],
  });
  assert.deepEqual(tableOf(bands).rows, [['0 to 19 weeks', '1,200'], ['20 weeks or more', '0']]);
});
