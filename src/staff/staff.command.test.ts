import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { testDatabase } from '../../test/database.ts';
import { addPersonWithApp, makeReal } from '../../test/people.ts';
import { instantNow } from '../platform/clock.ts';
import { invitedBy } from './invitation.sql.ts';
import { secondFactorOf } from './second-factor.sql.ts';
import { run } from './staff.command.ts';

const { db, address } = await testDatabase();
const dataDir = mkdtempSync(join(tmpdir(), 'sightline-staff-'));
after(() => rmSync(dataDir, { recursive: true }));
Object.assign(process.env, { DATABASE_URL: address.url, SIGHTLINE_DATA_DIR: dataDir, SIGHTLINE_OPERATOR: 'odile' });

async function staff(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' };
  const code = await run(args, { out: (text) => { said.out += text; }, err: (text) => { said.err += text; } });
  return { code, ...said };
}

test('invites somebody who cannot sign in any more, in the name of the operator', async () => {
  assert.equal((await staff('nobody@council.invalid')).code, 1, 'not set up');
  await makeReal(db);
  const person = await addPersonWithApp({ db, dataDir }, 'administrator');
  const { code, out } = await staff(person.email.toUpperCase(), '--json');
  assert.equal(code, 0);
  const { link } = JSON.parse(out) as { link: string };
  const token = /^http:\/\/127\.0\.0\.1:\d+\/invitation\/([\w-]+)$/.exec(link)?.[1] ?? '';
  assert.equal((await invitedBy(db, { token, now: instantNow() }))?.id, person.id);
  assert.equal(await secondFactorOf(db, person.id), null);
  const { rows } = await sql`SELECT recorded_by FROM history WHERE subject_kind = 'staff'`.execute(db);
  assert.deepEqual(rows, [{ recorded_by: 'odile' }]);
  assert.equal((await staff('nobody@council.invalid')).code, 1);
});
