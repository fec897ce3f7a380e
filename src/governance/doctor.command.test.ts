import assert from 'node:assert/strict';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { placeOf } from '../../test/backups.ts';
import { testDatabase } from '../../test/database.ts';
import { addPersonWithApp } from '../../test/people.ts';
import { run } from './doctor.command.ts';

test('doctor says whether people can sign in with their second step: the key is there, whole, and closed to others', async (t) => {
  const { db, address } = await testDatabase(t);
  const dataDir = placeOf(t).at('data');
  Object.assign(process.env, { DATABASE_URL: address.url, SIGHTLINE_DATA_DIR: dataDir });
  const said = async (): Promise<string> => {
    let text = '';
    await run(['--json'], { out: (words) => { text += words; }, err: () => {} });
    const { settings } = JSON.parse(text) as { settings: { what: string; found: string; problem: string | null }[] };
    const key = settings.find(({ what }) => what === 'key of second steps');
    return `${key?.found}: ${key?.problem}`;
  };
  assert.match(await said(), /^none yet: .*: null$/);
  await addPersonWithApp({ db, dataDir }, 'caseworker');
  const path = join(dataDir, 'keys', 'second-factor.key');
  assert.equal(await said(), `${path} (1 person has a second step): null`);
  chmodSync(path, 0o644);
  assert.match(await said(), /Others on this machine can read it\. Run: chmod 600 /);
  writeFileSync(path, 'short');
  assert.match(await said(), /It does not hold a key\. Put it back from a safe copy/);
  rmSync(path);
  assert.match(await said(), /It is not there, and the second steps of 1 person need it\. Put it back .*staff invite EMAIL/);
});
