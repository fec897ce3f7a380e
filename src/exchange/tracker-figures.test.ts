import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CountsAs, figureChange, type FigureNow } from './tracker-figures.ts';

const now = (value: string, rows: readonly (readonly [child: string, part: string, as: CountsAs])[]): FigureNow =>
  ({ id: 'requests.received', title: 'Requests received', value, rows: rows.map(([child, part, as]) => ({ child, case: part, as })) });

const file = [{ row: 1, child: 'ann', begun: true }, { row: 2, child: 'ben', begun: false }, { row: 3, child: 'cal', begun: false }, { row: 4, child: 'ann', begun: true }, { row: 5, child: 'dee', begun: false }];

test('the rows of the file that change a count are those about children who count otherwise', () => {
  const before = now('2', [['ben', '1', 'counted'], ['cal', '1', 'counted']]);
  const after = now('4', [['cal', '1', 'counted'], ['ann', '1', 'counted'], ['ann', '2', 'counted'], ['ben', '1', 'counted'], ['ben', '2', 'counted']]);
  const { causes, ...change } = figureChange(before, after, file);
  assert.deepEqual(change, { id: 'requests.received', title: 'Requests received', before: '2', after: '4' });
  assert.deepEqual(causes, [{ of: 'begun', rows: [1, 4], change: '+2' }, { of: 'known', rows: [2], change: '+1' }]);
});

test('of a share they say what counts as yes, as no, and what is not recorded', () => {
  const before = now('1 of 2', [['ben', '1', 'no'], ['cal', '1', 'yes'], ['dee', '1', 'unknown']]);
  const after = now('2 of 2', [['ben', '1', 'yes'], ['cal', '1', 'yes'], ['dee', '1', 'no'], ['dee', '2', 'unknown']]);
  assert.deepEqual(figureChange(before, after, file).causes, [{ of: 'known', rows: [2, 5], change: '+1 met' }]);
  const swapped = figureChange(now('1', [['ben', '1', 'yes'], ['cal', '1', 'no']]), now('1', [['ben', '1', 'no'], ['cal', '1', 'yes']]), file);
  assert.deepEqual(swapped.causes, [{ of: 'known', rows: [2, 3], change: 'as many as before' }]);
});

test('a figure that no row changes has no cause', () => assert.deepEqual(figureChange(now('0', []), now('0', []), file).causes, []));
