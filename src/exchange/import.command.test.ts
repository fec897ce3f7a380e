import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { testDatabase } from '../../test/database.ts';
import { tableSizes } from '../../test/imports.ts';
import { returnAsXml } from '../../test/return-files.ts';
import { inventReturns } from '../../test/returns.ts';
import type { ReturnRecord } from '../case-history/return-record.ts';
import type { run } from './import.command.ts';

const { db, address } = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), 'import-command-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const main = join(import.meta.dirname, '../sightline.ts');

const fileOf = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

/** Runs the command line as somebody at a terminal would; `run` is what it comes to. */
async function sightline(...args: Parameters<typeof run>[0]): Promise<{ code: number; out: string; err: string }> {
  const env = { PATH: process.env['PATH'] ?? '', DATABASE_URL: address.url, SIGHTLINE_DATA_DIR: folder, SIGHTLINE_OPERATOR: 'odile' };
  const child = spawn(process.execPath, ['--no-warnings', main, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: child.exitCode ?? -1, out, err };
}

const records = inventReturns(4, { children: 30, year: 2026 });
const good = fileOf('return.xml', returnAsXml(records, 2026));

test('a file is loaded, again without effect, and rolled back', async () => {
  const dry = await sightline('import', 'sen2-xml', good, '--dry-run', '--json');
  assert.equal(dry.code, 0, dry.err);
  const balance = { in: 30, new: 30, changed: 0, unchanged: 0, merged: 0, quarantined: 0, excluded: 0, problems: 0, sameAs: null, since: [] };
  assert.deepEqual(JSON.parse(dry.out), { batch: null, ...balance });
  assert.deepEqual(await tableSizes(db), { history: 0, history_content: 0, subject: 0, import_batch: 0, import_row: 0, import_problem: 0, quarantine: 0 });
  const first = await sightline('import', 'sen2-xml', good, '--json');
  const { batch, ...rest } = JSON.parse(first.out) as { batch: string };
  assert.deepEqual(rest, balance);
  assert.match(first.err, /Loading: 30 rows, 100%/);
  const again = await sightline('import', 'sen2-xml', good);
  assert.match(again.out, new RegExp(`30 {2}unchanged[^]*These very files were loaded before, as batch ${batch}`));
  const { rows } = await sql`SELECT DISTINCT recorded_by AS by FROM history`.execute(db);
  assert.deepEqual(rows, [{ by: 'odile' }]);
  const back = await sightline('import', 'rollback', batch.slice(0, 8), '--json');
  assert.deepEqual(JSON.parse(back.out), { batch, retracted: 30, children: 30 });
});

test('values that could not be taken are listed in a file', async () => {
  const [record] = structuredClone(records) as [ReturnRecord];
  const problems = join(folder, 'problems.csv');
  const odd = fileOf('odd.xml', returnAsXml([record], 2026).replace(/<Sex>.<\/Sex>/, '<Sex>X</Sex>'));
  const { code, out } = await sightline('import', 'sen2-xml', odd, '--dry-run', '--problems', problems);
  assert.equal(code, 0);
  assert.match(out, /1 values? could not be taken/);
  assert.match(readFileSync(problems, 'utf8'), /Person\[1\] \(line 8\),Sex,X,/);
});

test('who writes out values of a row is in the access log, with the child', async () => {
  const [record] = structuredClone(records) as [ReturnRecord];
  const odd = fileOf('odder.xml', returnAsXml([record], 2026).replace(/<Sex>.<\/Sex>/, '<Sex>Y</Sex>'));
  const problems = join(folder, 'odder.csv');
  assert.equal((await sightline('import', 'sen2-xml', odd, '--problems', problems)).code, 0);
  const { rows } = await sql`SELECT viewer, what, child_id = (SELECT subject_id::uuid FROM history WHERE subject_kind = 'child' ORDER BY recorded_at DESC LIMIT 1) AS same
    FROM access_view JOIN access_child ON view_id = id WHERE what LIKE 'problems%'`.execute(db);
  assert.deepEqual(rows, [{ viewer: 'odile', what: 'problems of a file loaded', same: true }]);
});

const refused: [about: string, args: string[], code: number, says: RegExp][] = [
  ['a kind that there is not', ['sen3', good], 2, /There is no kind "sen3"/],
  ['no file', ['sen2-xml'], 2, /FILE is missing/],
  ['an option that there is not', ['sen2-xml', good, '--dry-rum'], 2, /no option --dry-rum.*--dry-run/],
  ['a year that is none', ['sen2-xml', good, '--year', 'now'], 2, /--year takes a collection year/],
  ['a file that is not there', ['sen2-xml', join(folder, 'none.xml')], 1, /no file/],
  ['a file of another kind', ['sen2-xlsx', good], 1, /XML/],
  ['a truncated file', ['sen2-xml', fileOf('cut.xml', returnAsXml(records, 2026).slice(0, -400))], 1, /end|missing|line/],
  ['a file of an unknown year', ['sen2-xml', fileOf('old.xml', returnAsXml(records, 2026).replace('<Year>2026', '<Year>2019'))], 1, /2019/],
];

for (const [about, args, code, says] of refused) {
  test(`refused with one clear message: ${about}`, async () => {
    const { history } = await tableSizes(db);
    const ended = await sightline('import', ...args, '--json');
    assert.equal(ended.out, '');
    assert.match(ended.err, says);
    assert.equal(ended.code, code);
    assert.ok(!/\n\s+at /.test(ended.err), 'no stack');
    assert.equal((await tableSizes(db))['history'], history);
  });
}

test('a long file that is refused before it is read ends the command at once', async (t) => {
  const { db: invented, address: at } = await testDatabase(t);
  await sql`INSERT INTO installation (kind, council, set_up_at) VALUES ('demo', 'Invented', now())`.execute(invented);
  const long = fileOf('long.xml', returnAsXml(inventReturns(4, { children: 3000, year: 2026 }), 2026));
  const env = { PATH: process.env['PATH'] ?? '', DATABASE_URL: at.url, SIGHTLINE_DATA_DIR: folder };
  // Its reader waits to be heard: the command that waits for it in turn never ends.
  const child = spawn(process.execPath, ['--no-warnings', main, 'import', 'sen2-xml', long], { env, stdio: ['ignore', 'ignore', 'pipe'], timeout: 90_000, killSignal: 'SIGKILL' });
  const [err] = await Promise.all([text(child.stderr), once(child, 'close')]);
  assert.match(err, /invented council/);
  assert.equal(child.exitCode, 1);
});

test('a batch that there is not cannot be rolled back', async () => {
  const { code, err } = await sightline('import', 'rollback', 'ffffffff');
  assert.deepEqual([code, /There is no batch "ffffffff"/.test(err)], [1, true]);
});

test('a tracker is loaded by its mapping, as at the day of the mapping or of the option, and rolled back', async () => {
  const [sheet, mapping] = ['example-tracker.csv', 'example-tracker.mapping.json'].map((name) => join(import.meta.dirname, '../../reference', name)) as [string, string];
  const loaded = await sightline('import', 'tracker', sheet, '--mapping', mapping, '--json');
  assert.equal(loaded.code, 0, loaded.err);
  const { batch, ...balance } = JSON.parse(loaded.out) as { batch: string };
  assert.deepEqual(balance, { in: 10, new: 6, changed: 0, unchanged: 0, merged: 1, quarantined: 0, excluded: 3, problems: 4, sameAs: null, since: [] });
  const { rows } = await sql`SELECT census_day AS on, year, mapping->>'tracker' AS tracker FROM import_batch WHERE id = ${batch}`.execute(db);
  assert.deepEqual(rows, [{ on: '2026-03-31', year: null, tracker: 'EHC needs assessment tracker' }]);
  const later = await sightline('import', 'tracker', sheet, '--mapping', mapping, '--as-at', '2026-04-30', '--dry-run');
  assert.match(later.out, /dry run[^]*1 {2}changed[^]*0 {2}quarantined[^]*3 {2}excluded/);
  assert.equal((await sightline('import', 'rollback', batch)).code, 0);
});

test('a tracker without a mapping, and a mapping that cannot be used, are wrong use with one message each', async () => {
  const sheet = join(import.meta.dirname, '../../reference/example-tracker.csv');
  const bad = fileOf('bad.json', '{ "tracker": "x", "columns": { "UPN": { "to": "upm" } } }');
  const undated = fileOf('undated.json', '{ "tracker": "x", "columns": { "UPN": { "to": "upn" } } }');
  const wrong: readonly [args: string[], code: number, says: RegExp][] = [
    [['tracker', sheet], 2, /A tracker needs the mapping.*docs\/tracker-mapping\.md/],
    [['tracker', sheet, '--mapping', bad], 2, /cannot be used\. Nothing was loaded\.\n.*"UPN": there is no "upm".*Did you mean "upn"\?/],
    [['tracker', sheet, '--mapping', join(folder, 'nowhere.json')], 1, /nowhere\.json cannot be read/],
    [['tracker', sheet, '--mapping', undated], 2, /Say as at which day the sheet speaks/],
    [['tracker', sheet, '--mapping', undated, '--as-at', '31/03/2026'], 2, /--as-at takes a day, such as 2026-03-31/],
    [['sen2-xml', good, '--mapping', bad], 2, /are for trackers/],
    [['tracker', good, '--mapping', undated, '--as-at', '2026-03-31'], 1, /not a workbook/],
  ];
  for (const [args, code, says] of wrong) {
    const told = await sightline('import', ...args);
    assert.equal(told.code, code, args.join(' '));
    assert.match(told.err, says);
  }
});
