import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readXlsx } from 'hucre/xlsx';
import { rowsXlsx } from './rows-download.file.ts';

const about = [['Figure', 'Requests received'], ['Period', 'May 2026'], ['As at', '1 June 2026']] as const;
const columns = ['Case', 'Day of receipt', 'Days'];

test('a workbook has a cover sheet and one table under its title, each starting in A1, and no merged cell', async () => {
  const rows = [['7265N-KEEP1, request 1', '2 May 2026', '=1+1'], ['Restricted record', '', '']];
  const { sheets } = await readXlsx(await rowsXlsx({ about, columns, rows }), { readStyles: false });
  assert.deepEqual(sheets.map(({ name }) => name), ['About', 'Rows']);
  const [cover, list] = sheets;
  assert.equal(cover?.rows[0]?.[0], 'Requests received');
  const said = Object.fromEntries((cover?.rows ?? []).slice(1).map(([name, value]) => [String(name), String(value)]));
  for (const name of ['Figure', 'Period', 'As at', 'Handling', 'Sheet Rows', 'Restricted record', 'Not recorded']) assert.ok(said[name], name);
  assert.deepEqual(list?.rows.slice(0, 3).map((row) => row[0]), ['Requests received: rows', 'Case', '7265N-KEEP1, request 1']);
  assert.equal(list?.rows[2]?.[2], '=1+1', 'text, never a formula');
  assert.deepEqual([cover, list].map((sheet) => [sheet?.tables?.length, sheet?.merges?.length ?? 0]), [[1, 0], [1, 0]]);
  assert.equal(list?.tables?.[0]?.range, 'A2:C4');
  assert.deepEqual(list?.tables?.[0]?.columns.map(({ name }) => name), columns);
});

test('a list without rows is a title and its headings', async () => {
  const { sheets: [, list] } = await readXlsx(await rowsXlsx({ about, columns, rows: [] }));
  assert.deepEqual(list?.rows, [['Requests received: rows'], columns].map((row) => [...row, ...Array<null>(columns.length - row.length).fill(null)]));
});
