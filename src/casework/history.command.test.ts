import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { by, of } from '../../test/casework.ts';
import { testDatabase } from '../../test/database.ts';
import { prepareRecord } from './derivation.job.ts';
import { run } from './history.command.ts';
import { openHouse } from '../platform/house.ts';
import { readConfig } from '../platform/config.ts';
import { beginRecording, record } from './record.sql.ts';

const { owner, address } = await testDatabase();
const dataDir = mkdtempSync(join(tmpdir(), 'sightline-history-'));
after(() => rmSync(dataDir, { recursive: true }));
process.env['DATABASE_URL'] = address.url;
process.env['SIGHTLINE_DATA_DIR'] = dataDir;

async function history(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' };
  const code = await run(args, { out: (text) => { said.out += `${text}\n`; }, err: (text) => { said.err += `${text}\n`; } });
  return { code, ...said };
}

const json = async (...args: string[]): Promise<Record<string, unknown>> => JSON.parse((await history(...args, '--json')).out) as Record<string, unknown>;

const child = randomUUID();

test('a database is made ready, recorded in, and checked by the commands', async () => {
  const house = await openHouse(readConfig());
  const derive = await prepareRecord(house);
  await house.database('app').transaction().execute(async (tx) => {
    const recording = await beginRecording(tx, by(), [{ kind: 'child', id: child }]);
    await record(tx, derive, recording, [of(child, 'REQUEST_RECEIVED', '2026-09-15'), of(child, 'PERSON', null, { surname: 'Zzyzx' })]);
  });
  await house.close();
  const { rows } = await sql<{ due: string }>`SELECT due_on AS due FROM derived.deadline WHERE child_id = ${child} AND code = 'NA.DECIDE_ASSESS'`.execute(owner);
  assert.deepEqual(rows, [{ due: '2026-10-27' }]);
  assert.equal((await json('rebuild', '--check'))['count'], 0);
  assert.deepEqual(await json('rebuild'), { ok: true, children: 1 });
});

test('a checkpoint is made once, the record verifies, and its hash stays', async () => {
  const before = await json('hash');
  assert.equal((await json('checkpoint'))['made'], true);
  assert.equal((await json('checkpoint'))['made'], false);
  const verdict = await json('verify');
  assert.deepEqual([verdict['ok'], verdict['entries'], verdict['checkpoints'], verdict['first']], [true, 2, 1, null]);
  assert.deepEqual(await json('hash'), before);
});

test('what is found ends with 1 and is told in words, without a name', async () => {
  await sql`UPDATE derived.request SET received_on = '2026-09-16'`.execute(owner);
  const compared = await history('rebuild', '--check');
  assert.equal(compared.code, 1);
  assert.match(compared.out, new RegExp(`request, child ${child}, request_no 1: received_on`));
  await sql`ALTER TABLE history_content DISABLE TRIGGER USER`.execute(owner);
  await sql`UPDATE history_content SET text = replace(text, 'Zzyzx', 'Zzyzy')`.execute(owner);
  const verdict = await history('verify');
  assert.equal(verdict.code, 1);
  assert.match(verdict.out, new RegExp(`child ${child}, entry 2: the content is not what the entry commits to`));
  assert.doesNotMatch(compared.out + verdict.out + verdict.err, /Zzyz/);
  const { rows } = await sql<object>`SELECT route, child_id AS child FROM access_view JOIN access_child ON view_id = id ORDER BY id`.execute(owner);
  assert.deepEqual(rows, [{ route: 'history rebuild', child }, { route: 'history verify', child }]);
});

test('wrong use is told', async () => {
  await assert.rejects(history('verfy'), /There is no "history verfy"/);
  await assert.rejects(history('verify', '--check'), /goes with "history rebuild"/);
  await assert.rejects(history(), /ACTION is missing/);
});
