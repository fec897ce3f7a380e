// Days of one column that stand in both orders: counted, told once, and read as somebody chooses.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textOf } from '../../test/cases.ts';
import { columnsForm, postFields, runTrackerJobs, sendTracker } from '../../test/sent-trackers.ts';
import { testApp, type TestApp, tokenIn, type Visitor } from '../../test/visitor.ts';
import { importProblemAddress, importsAddress, trackerColumnsAddress, trackerMappingAddress, trackerValuesAddress } from './import-addresses.ts';
import { dayOrderOf } from './tracker-days.ts';
import { readMapping, type TrackerMapping } from './tracker-mapping.ts';

const ORDERS: readonly [text: string, order: ReturnType<typeof dayOrderOf>][] = [
  ['13/02/2026', 'dayFirst'], ['02/13/2026', 'monthFirst'], ['Tue 03/02/2026', 'either'], ['3.2.26', 'either'], ['02/02/2026', null], ['2026-02-03', null], ['3 Feb 2026', null], ['13/13/2026', null], ['32/01/2026', null], ['46056', null], ['TBC', null],
];
for (const [text, order] of ORDERS) test(`"${text}" can be meant ${order ?? 'in one order or none'}`, () => assert.equal(dayOrderOf(text), order));

const received = ['03/02/2026', '13/02/2026', '14/02/2026', '02/15/2026', '02/16/2026', '02/16/2026', '2026-02-03', 'TBC'];
const sheet = ['UPN,Child,DOB,Date received', ...received.map((day, i) => `,"Child${i}, Zuleika",04/05/201${i},${day}`), 'Total,,,31/01/2026'].join('\n');
const asAt: [string, string][] = [['tracker', 'A list'], ['asAt-day', '31'], ['asAt-month', '3'], ['asAt-year', '2026']];

async function mixed(t: Parameters<typeof testApp>[0]): Promise<{ site: TestApp; visitor: Visitor; batch: string; here: string }> {
  const site = await testApp(t);
  const visitor = await site.signedIn('data-officer');
  const { batch } = await sendTracker(visitor, sheet);
  await runTrackerJobs(site);
  await postFields(visitor, trackerColumnsAddress({ batch }), [...columnsForm((await visitor.open(trackerColumnsAddress({ batch }))).body), ...asAt]);
  await runTrackerJobs(site);
  return { site, visitor, batch, here: trackerValuesAddress({ batch }) };
}

async function choose({ site, visitor, here }: { site: TestApp; visitor: Visitor; here: string }, means: string): Promise<string> {
  const { body } = await visitor.open(here);
  const answer = await postFields(visitor, here, [['token', tokenIn(body)], ['column', 'Date received'], ['value', ''], ['means', means]]);
  await runTrackerJobs(site);
  return answer.statusCode === 303 ? textOf((await visitor.open(here)).body) : textOf(answer.body);
}

async function mappingOf(visitor: Visitor, batch: string): Promise<TrackerMapping['columns'][string] | undefined> {
  const read = readMapping((await visitor.open(trackerMappingAddress({ batch }))).body);
  return 'mapping' in read ? read.mapping.columns['Date received'] : undefined;
}

test('days the other way round are told once for their column, with how many can be read how, and one choice', async (t) => {
  const found = await mixed(t);
  const { visitor, batch, here } = found;
  const page = await visitor.open(here);
  assert.match(textOf(page.body), /Days the other way round 3 cells Date received Row 5, row 6, row 7 Of its days 2 can only be day first, 3 only month first, and 1 either\. The column is read day first, and so is what can be either: 3 cells hold no day that way/);
  assert.doesNotMatch(page.body, /There is no month/);
  assert.match(await choose(found, '-'), /Choose how the days of “Date received” are read/);
  assert.match(await choose(found, 'mdy'), /Days the other way round 2 cells Date received Row 3, row 4 Of its days 2 can only be day first, 3 only month first, and 1 either\. The column is read month first/);
  assert.equal((await mappingOf(visitor, batch))?.order, 'mdy');
  const columns = await visitor.open(trackerColumnsAddress({ batch }));
  assert.match(textOf(columns.body), /Its days are read month first/);
  await choose(found, 'dmy');
  assert.equal((await mappingOf(visitor, batch))?.order, 'dmy');
  await choose(found, 'each');
  assert.deepEqual((await mappingOf(visitor, batch))?.values, { '02/15/2026': '2026-02-15', '02/16/2026': '2026-02-16' });
  assert.doesNotMatch(await choose(found, ''), /other way round/);
});

test('they are given to somebody as one problem', async (t) => {
  const { visitor, here, batch } = await mixed(t);
  const { body } = await visitor.open(here);
  const path = importProblemAddress({ batch, place: /name="give" value="(\d+)">Give to somebody<span[^>]*>: the days in Date received/.exec(body)?.[1] ?? '' });
  const problem = await visitor.open(path);
  assert.match(textOf(problem.body), /Value 02\/15\/2026 and 1 more day the other way round .*3 places/);
  await postFields(visitor, path, [['token', tokenIn(problem.body)], ['problem', /name="problem" value="([^"]*)"/.exec(problem.body)?.[1] ?? ''], ['held', ''], ['step', 'give'], ['to', visitor.staffId], ['why', 'Ask who typed it']]);
  assert.match(textOf((await visitor.open(importsAddress())).body), /Given to you Date received: Row 5 and 2 more places/);
});

test('to say anew how days are written holds for every column', async (t) => {
  const found = await mixed(t);
  const { site, visitor, batch } = found;
  await choose(found, 'mdy');
  const fields = columnsForm((await visitor.open(trackerColumnsAddress({ batch }))).body).map(([name, value]): [string, string] => [name, name === 'order' ? 'ymd' : value]);
  await postFields(visitor, trackerColumnsAddress({ batch }), [...fields, ...asAt]);
  await runTrackerJobs(site);
  assert.equal((await mappingOf(visitor, batch))?.order, undefined);
});
