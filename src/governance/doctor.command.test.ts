import assert from 'node:assert/strict';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { placeOf } from '../../test/backups.ts';
import { testDatabase } from '../../test/database.ts';
import { councilSignIn } from '../../test/identity-provider.ts';
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

test('doctor says at which provider people sign in, what of it counts as a second step, and whether it answers', async (t) => {
  const { address } = await testDatabase(t);
  const council = await councilSignIn(t, 'http://localhost/sign-in/council-account/return');
  const settings = {
    DATABASE_URL: address.url, SIGHTLINE_DATA_DIR: placeOf(t).at('data'), SIGHTLINE_PUBLIC_ADDRESS: 'http://localhost', SIGHTLINE_OIDC_ISSUER: council.settings.issuer, SIGHTLINE_OIDC_CLIENT_ID: 'sightline',
    SIGHTLINE_OIDC_CLIENT_SECRET: 'a secret of the council', SIGHTLINE_OIDC_STRENGTH: 'amr=mfa acrs=c1', SIGHTLINE_LOCAL_ACCOUNTS: 'administrators',
  };
  Object.assign(process.env, settings);
  t.after(() => Object.keys(settings).forEach((name) => delete process.env[name]));
  const said = async (): Promise<string> => {
    let text = '';
    await run([], { out: (words) => { text += `${words}\n`; }, err: () => {} });
    assert.doesNotMatch(text, /a secret of the council/);
    return text;
  };
  assert.match(await said(), /single sign-on: http:\/\/127\.0\.0\.1:\d+ \(Sightline is sightline there\)\nsecond step of single sign-on: taken where a token says amr=mfa or acrs=c1\naccounts of Sightline’s own: for administrators\n/);
  process.env['SIGHTLINE_OIDC_ISSUER'] = `${council.settings.issuer}/`.replace('127.0.0.1', 'localhost');
  assert.match(await said(), /! It cannot be asked: what answers is not the provider of that name\. Until it can, only accounts of Sightline’s own let people in\./);
  const file = placeOf(t).at('secret');
  writeFileSync(file, 'a secret of the council', { mode: 0o644 });
  Object.assign(process.env, { SIGHTLINE_OIDC_CLIENT_SECRET_FILE: file, SIGHTLINE_OIDC_CLIENT_SECRET: '' });
  t.after(() => delete process.env['SIGHTLINE_OIDC_CLIENT_SECRET_FILE']);
  assert.match(await said(), /secret of single sign-on: .*\n {2}! Others on this machine can read it\. Run: chmod 600 /);
  await council.stop();
  assert.match(await said(), /! It cannot be asked: it does not answer\./);
});
