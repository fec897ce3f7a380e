// The commands that print what changed and the fixed reports, on a council in which something was recorded late.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { changingDatabase, momentNow, putRight, tell } from '../../test/changing-record.ts';
import { day } from '../calendar/day.ts';
import { ownDerive } from '../casework/own-derive.file.ts';
import type { Run } from '../platform/command.ts';
import { figureQuestion } from './figure-question.sql.ts';
import { fixReport } from './fixed-report.sql.ts';
import { run as reports } from './fixed-report.command.ts';
import { readWindow, type Window } from './windows.ts';
import { run as changed } from './what-changed.command.ts';

const { address, db, owner } = await changingDatabase();
const dataDir = mkdtempSync(join(tmpdir(), 'sightline-changed-'));
after(() => rmSync(dataDir, { recursive: true }));
process.env['DATABASE_URL'] = address.url;
process.env['SIGHTLINE_DATA_DIR'] = dataDir;

async function said(run: Run, args: string[], exitCode = 0): Promise<string> {
  let out = '';
  assert.equal(await run(args, { out: (text) => { out += `${text}\n`; }, err: () => {} }), exitCode);
  return out;
}

const measure = ['--measure', 'six_weeks.decided.within', '--window', 'month:2026-05', '--as-at', '2026-05-31'];

const child = randomUUID();
await tell(db, child, [['REQUEST_RECEIVED', '2026-04-01'], ['DECISION_TO_ASSESS_NOTIFIED', '2026-05-08']]);
const first = await momentNow(db);
const about = figureQuestion('six_weeks.decided.within', { window: readWindow('month:2026-05', day('2026-05-31')) as Window, asAt: day('2026-05-31'), filters: [] });
const fixed = await fixReport(db, ownDerive(), { id: randomUUID(), recordedBy: 'officer', content: {} }, { title: 'Board', note: '', knownAt: first, questions: about === null ? [] : [about] });
const code = 'done' in fixed ? fixed.done.code : '';
await putRight(db, child, 'DECISION_TO_ASSESS_NOTIFIED', '2026-05-20');
await tell(db, randomUUID(), [['REQUEST_RECEIVED', '2026-04-20'], ['DECISION_TO_ASSESS_NOTIFIED', '2026-05-08']]);

interface Printed { before: { numerator: number; denominator: number; code?: string }; after: { numerator: number; denominator: number }; lines: { cause: string; rows: number }[]; rows: { case: string; cause: string; recorded: object[] }[] }

test('changed prints opening figure, lines and closing figure, since an instant or a fixed report', async () => {
  for (const since of [first, code]) {
    const { before, after: later, lines, rows } = JSON.parse(await said(changed, [...measure, '--from', since, '--json'])) as Printed;
    assert.deepEqual([before.numerator, before.denominator, later.numerator, later.denominator], [1, 1, 1, 2]);
    assert.deepEqual(lines.map(({ cause, rows: count }) => [cause, count]), [['correction', 1], ['late-record', 1]]);
    assert.equal(rows.length, 2);
    for (const row of rows) assert.match(row.case, /^[0-9A-Z]{5}-[0-9A-Z]{5}\/request-1$/);
  }
  assert.match(await said(changed, [...measure, '--from', code]), /before: 1 of 1, month:2026-05, .*\n {2}Corrections: 1 rows; yes −1, counted 0\n {2}Late records: 1 rows; yes \+1, counted \+1\nafter: 1 of 2/);
});

test('the rows printed are in the access log', async () => {
  await said(changed, [...measure, '--from', first, '--json']);
  const { rows: [seen] } = await sql<{ route: string; children: number }>`
    SELECT route, count(*)::int AS children FROM access_view JOIN access_child ON view_id = id GROUP BY id, route ORDER BY id DESC LIMIT 1`.execute(db);
  assert.deepEqual(seen, { route: 'changed', children: 2 });
});

test('another day of the first report shows what happened in between', async () => {
  const { lines } = JSON.parse(await said(changed, [...measure, '--from', code, '--json', '--window', 'month:2026-06', '--as-at', '2026-06-30'])) as Printed;
  assert.deepEqual(lines.map(({ cause }) => cause), ['correction', 'late-record', 'days-passing']);
});

test('reports lists them, prints one as it was kept, and finds one that is not', async () => {
  assert.match(await said(reports, []), new RegExp(`^${code} .*Board, by officer`));
  assert.match(await said(reports, [code.toLowerCase()]), /Decided within six weeks, of decisions made: 1 of 1, month:2026-05, as at 2026-05-31, version 1/);
  assert.deepEqual(JSON.parse(await said(reports, ['--check', '--json'])), { ok: true, unsound: [] });
  await sql`ALTER TABLE fixed_figure DISABLE TRIGGER figure_append_only`.execute(owner);
  await sql`UPDATE fixed_figure SET figure = replace(figure, '"numerator":1', '"numerator":9')`.execute(owner);
  assert.deepEqual(JSON.parse(await said(reports, ['--check', '--json'], 1)), { ok: false, unsound: [code] });
  assert.match(await said(reports, [code], 1), /It is not as it was fixed/);
});

test('what cannot be understood is one message and exit code 2', async () => {
  const cases: [Run, string[], RegExp][] = [
    [changed, [], /Name one measure/],
    [changed, ['--measure', 'persons'], /Say since when: --from/],
    [changed, ['--measure', 'nothing', '--from', first], /There is no measure "nothing"/],
    [changed, ['--measure', 'persons', '--from', 'yesterday'], /neither an instant such as .* nor the code of a fixed report/],
    [changed, ['--measure', 'persons', '--from', 'R-2222-2222'], /There is no fixed report "R-2222-2222" that holds this figure/],
    [changed, ['--measure', 'persons', '--from', first, '--from-as-at', '2026-02-30'], /is not a day/],
    [changed, ['--measure', 'persons', '--from', first, '--to', '2020-01-01T00:00:00Z'], /as known no later than the report after/],
    [reports, ['nonsense'], /is not a code/],
    [reports, ['R-2222-2222'], /There is no report R-2222-2222/],
  ];
  for (const [run, args, message] of cases) await assert.rejects(said(run, args), { message, exitCode: 2 });
});
