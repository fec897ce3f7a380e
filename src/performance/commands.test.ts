import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { by } from '../../test/casework.ts';
import { testDatabase } from '../../test/database.ts';
import { fillHouse } from '../../test/invented-cases.ts';
import { naiveMeasures, withoutNoughts } from '../../test/naive-measures.ts';
import { returnAsCsv, returnAsXml } from '../../test/return-files.ts';
import { returnAsWorkbook } from '../../test/return-workbook.ts';
import { censusDayOf, inventReturns } from '../../test/returns.ts';
import { day } from '../calendar/day.ts';
import { beginRecording } from '../casework/record.sql.ts';
import { readConfig } from '../platform/config.ts';
import type { Run } from '../platform/command.ts';
import { run as figures } from './figures.command.ts';
import { run as rows } from './rows.command.ts';
import { run as sen2Measures } from './sen2-measures.command.ts';

const { address, db } = await testDatabase();
const dataDir = mkdtempSync(join(tmpdir(), 'sightline-measures-'));
after(() => rmSync(dataDir, { recursive: true }));
process.env['DATABASE_URL'] = address.url;
process.env['SIGHTLINE_DATA_DIR'] = dataDir;

before(() => fillHouse(60, 4, day('2026-06-30')));

async function said(run: Run, ...args: string[]): Promise<string> {
  let out = '';
  assert.equal(await run(args, { out: (text) => { out += `${text}\n`; }, err: () => {} }), 0);
  return out;
}

interface Printed { measure: string; window: string | null; from: string; to: string; asAt: string; numerator: number; denominator: number; excluded: Record<string, number>; beside?: string; compared?: Printed[] }

async function printed(...args: string[]): Promise<{ knownAt: string; figures: Printed[] }> {
  return JSON.parse(await said(figures, ...args, '--json')) as { knownAt: string; figures: Printed[] };
}

const asked = ['--measure', 'IND.20W_ALL', '--window', 'rolling-12-months', '--as-at', '2026-06-30'];

test('figures prints what was asked for, and beside it what it is never shown without', async () => {
  const { figures: [first, ...others] } = await printed(...asked);
  assert.deepEqual([first?.measure, first?.window, first?.from, first?.to, first?.asAt], ['twenty_weeks.all.within', 'rolling-12-months:2026-05', '2025-06-01', '2026-05-31', '2026-06-30']);
  assert.deepEqual(others.map(({ measure, beside }) => [measure, beside]), ['twenty_weeks.excl.within', 'open_overdue.final_plan', 'waiting.by_age'].map((id) => [id, 'twenty_weeks.all.within']));
  assert.match(await said(figures, ...asked), /Plans issued within 20 weeks, including exceptions: \d+ of \d+ \(\d+\.\d%\), 1 June 2025 to 31 May 2026 \(rolling 12 months\)/);
});

test('figures are compared with the period before and the same one last year where that is asked', async () => {
  const compare = ['--measure', 'requests.received', '--window', 'month', '--as-at', '2026-06-17'];
  const { figures: [now] } = await printed(...compare, '--compare');
  const { figures: [may] } = await printed('--measure', 'requests.received', '--window', 'month', '--as-at', '2026-05-17');
  assert.deepEqual(now?.compared?.map(({ window, from, to }) => [window, from, to]), [['month:2026-05', '2026-05-01', '2026-05-17'], ['month:2025-06', '2025-06-01', '2025-06-17']]);
  assert.equal(now?.compared?.[0]?.denominator, may?.denominator);
  assert.match(await said(figures, ...compare, '--compare'), /    (Up \d+ from|Down \d+ from|The same as in) May at the same point\n    (Up|Down|The same).* June 2025 at the same point/);
  assert.equal((await printed(...compare)).figures[0]?.compared, undefined);
});

test('rows prints as many as the figure counts, by case and without names', async () => {
  const { figures: [figure] } = await printed(...asked);
  const list = JSON.parse(await said(rows, ...asked, '--json')) as { rows: { case: string; countedOn: string; numerator: boolean; excludedBecause: string | null }[] };
  const counted = list.rows.filter(({ excludedBecause }) => excludedBecause === null);
  assert.equal(counted.length, figure?.denominator);
  assert.equal(counted.filter(({ numerator }) => numerator).length, figure?.numerator);
  for (const row of list.rows) assert.match(row.case, /^[0-9A-Z]{5}-[0-9A-Z]{5}\/request-\d+$/);
  const { rows: [seen] } = await sql<{ viewer: string; children: number }>`
    SELECT viewer, count(*)::int AS children FROM access_view JOIN access_child ON view_id = id WHERE route = 'rows' GROUP BY id, viewer`.execute(db);
  assert.deepEqual(seen, { viewer: readConfig().operator, children: new Set(list.rows.map((row) => row.case.split('/')[0])).size });
});

test('the same question at the instant that it was answered for has the same answer; before anything was recorded, nought', async () => {
  const now = await printed(...asked);
  assert.deepEqual(await printed(...asked, '--known-at', now.knownAt), now);
  const { figures: [none] } = await printed(...asked, '--known-at', '2000-01-01T00:00:00Z');
  assert.deepEqual([none?.numerator, none?.denominator], [0, 0]);
});

test('whilst a change is being written figures and rows are as known just before it, and say so', async () => {
  const tx = await db.startTransaction().execute();
  try {
    const { recordedAt } = await beginRecording(tx, by(), [{ kind: 'child', id: randomUUID() }]);
    for (const run of [figures, rows]) {
      const given = JSON.parse(await said(run, ...asked, '--json')) as { knownAt: string; knownAtAsked: string; knownAtLowered: string };
      assert.ok(given.knownAt < recordedAt && recordedAt < given.knownAtAsked);
      assert.match(given.knownAtLowered, /^Asked as known at .*; answered as known .*, because a change begun then was still being written\.$/);
    }
    assert.match(await said(figures, ...asked), /^As at 2026-06-30, as known at .*\nAsked as known at /);
  } finally {
    await tx.rollback().execute();
  }
  assert.deepEqual(Object.keys(await printed(...asked)), ['knownAt', 'figures']);
});

test('every measure has its figure where none is named', async () => {
  const { figures: all } = await printed('--as-at', '2026-06-30', '--filter', 'sex=F');
  assert.ok(all.length > 80);
  assert.equal(new Set(all.map(({ measure }) => measure)).size, all.length);
});

test('what cannot be understood is one message and exit code 2', async () => {
  const cases: [Run, string[], RegExp][] = [
    [figures, ['--measure', 'twenty_week.all.within'], /Did you mean twenty_weeks\.all\.within/],
    [figures, ['--window', 'fortnight'], /is not a window\. Use one of: month/],
    [figures, ['--filter', 'sex=X'], /use M, F or U/], [figures, ['--filter', 'sex=F', '--filter', 'sex=M'], /sex is filtered by more than once, and only one can count/], [rows, ['--measure', 'persons', '--filter', 'team=Nowhere'], /There is no team “Nowhere”/],
    [figures, ['--as-at', '2099-01-01'], /lies ahead/],
    [figures, ['--known-at', 'yesterday'], /Write it like 2026-11-21T09:30:00Z/],
    [rows, [], /Name one measure/],
    [sen2Measures, [], /FILE is missing/],
  ];
  for (const [run, args, message] of cases) await assert.rejects(said(run, ...args), { message, exitCode: 2 });
});

test('sen2 measures counts a file of any kind, and keeps nothing of it', async () => {
  const records = inventReturns(8, { children: 120, year: 2025 });
  const expected = withoutNoughts(naiveMeasures(records, 2025, censusDayOf(2025)));
  const path = (name: string): string => join(dataDir, name);
  mkdirSync(path('csv'));
  for (const { name, text } of returnAsCsv(records, 2025)) writeFileSync(join(path('csv'), name), text);
  writeFileSync(path('return.xml'), returnAsXml(records, 2025));
  writeFileSync(path('return.xlsx'), returnAsWorkbook(records, 2025));
  for (const name of ['return.xml', 'return.xlsx', 'csv']) {
    const { year, measures } = JSON.parse(await said(sen2Measures, path(name), '--json')) as { year: number; measures: Record<string, number> };
    assert.deepEqual([year, withoutNoughts(measures)], [2025, expected], name);
  }
  const { figures: [persons] } = await printed('--measure', 'persons');
  assert.equal(persons?.denominator, 60);
});

test('a file that is not a return is refused in words', async () => {
  writeFileSync(join(dataDir, 'notes.xml'), '<Notes/>');
  await assert.rejects(said(sen2Measures, join(dataDir, 'notes.xml')), { exitCode: 1 });
  await assert.rejects(said(sen2Measures, join(dataDir, 'nothing.xml')), { message: /There is no file .*"nothing\.xml"\. Check the name/, exitCode: 1 });
});
