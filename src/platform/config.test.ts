import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { readConfig } from './config.ts';
import type { Trouble } from './trouble.ts';

test('with nothing set, it serves this machine from ./data', () => {
  const { operator, ...rest } = readConfig({});
  assert.notEqual(operator, '');
  assert.deepEqual(rest, {
    dataDir: resolve('data'), databaseUrl: null, host: '127.0.0.1', port: 3000, publicAddress: null, logLevel: 'info',
    scanning: 'nowhere', backupDir: null, backupsKept: 14, mail: null, signOn: null,
  });
});

test('everything that is set is taken', () => {
  const config = readConfig({
    SIGHTLINE_DATA_DIR: '/srv/sightline', DATABASE_URL: 'postgresql://db/sightline', SIGHTLINE_HOST: '0.0.0.0', PORT: '80',
    SIGHTLINE_PUBLIC_ADDRESS: 'https://sightline.council.example', SIGHTLINE_LOG_LEVEL: 'warn', SIGHTLINE_OPERATOR: 'Ann',
    SIGHTLINE_VIRUS_SCANNER: 'scanner.council.example:3310', SIGHTLINE_BACKUP_DIR: '/mnt/backups', SIGHTLINE_BACKUPS_KEPT: '30',
  });
  assert.deepEqual(config, {
    dataDir: '/srv/sightline', databaseUrl: 'postgresql://db/sightline', host: '0.0.0.0', port: 80,
    publicAddress: 'https://sightline.council.example', logLevel: 'warn', operator: 'Ann',
    scanning: { host: 'scanner.council.example', port: 3310 }, backupDir: '/mnt/backups', backupsKept: 30, mail: null, signOn: null,
  });
});

test('everything that is wrong is told at once', () => {
  const wrong = {
    PORT: '70000', DATABASE_URL: 'mysql://db', SIGHTLINE_HOST: '0.0.0.0', SIGHTLINE_LOG_LEVEL: 'loud', SIGHTLINE_DATADIR: '/x',
  };
  assert.throws(() => readConfig(wrong), (error: Trouble) => {
    assert.equal(error.exitCode, 2);
    for (const part of [/PORT is "70000"/, /DATABASE_URL must begin/, /set SIGHTLINE_PUBLIC_ADDRESS/, /LOG_LEVEL is "loud"/,
      /Did you mean SIGHTLINE_DATA_DIR\?/]) assert.match(error.message, part);
    return true;
  });
});

test('an address of a database that cannot be read is refused without repeating it, and one of a socket is taken', () => {
  assert.throws(() => readConfig({ DATABASE_URL: 'postgresql://user:pa/ss@host:port/db' }), (error: Trouble) => {
    assert.match(error.message, /DATABASE_URL cannot be read: write it like/);
    assert.doesNotMatch(error.message, /pa\/ss/);
    return true;
  });
  for (const url of ['postgresql://user@/db?host=%2Frun%2Fpg', 'postgresql:///db', 'postgres://u:p%40s@[::1]:5432/db']) {
    assert.equal(readConfig({ DATABASE_URL: url }).databaseUrl, url);
  }
});

test('at least one backup is kept', () => {
  assert.throws(() => readConfig({ SIGHTLINE_BACKUPS_KEPT: '0' }), /SIGHTLINE_BACKUPS_KEPT is "0": it must be a whole number from 1/);
});

test('an open address without encryption is refused, and so is one with a path', () => {
  assert.throws(() => readConfig({ SIGHTLINE_PUBLIC_ADDRESS: 'http://sightline.example' }), /must begin with https/);
  assert.throws(() => readConfig({ SIGHTLINE_PUBLIC_ADDRESS: 'https://council.example/send' }), /without a path/);
});

test('files from other machines need a scanner, or the word that they are checked elsewhere', () => {
  const open = { SIGHTLINE_PUBLIC_ADDRESS: 'https://sightline.council.example' };
  assert.equal(readConfig(open).scanning, 'missing');
  assert.equal(readConfig({ SIGHTLINE_PUBLIC_ADDRESS: 'http://localhost' }).scanning, 'nowhere');
  assert.equal(readConfig({ ...open, SIGHTLINE_VIRUS_SCANNER: 'none' }).scanning, 'elsewhere');
  const scannerAt = (text: string): unknown => readConfig({ ...open, SIGHTLINE_VIRUS_SCANNER: text }).scanning;
  assert.deepEqual(scannerAt('unix:/run/clamav/clamd.ctl'), { path: '/run/clamav/clamd.ctl' });
  assert.deepEqual(scannerAt('[::1]:3310'), { host: '::1', port: 3310 });
  for (const wrong of ['clamd', '127.0.0.1', 'localhost:0', 'unix:clamd', 'http://scanner:3310/']) {
    assert.throws(() => scannerAt(wrong), /SIGHTLINE_VIRUS_SCANNER is .* it must be the address of clamd/);
  }
});

test('single sign-on needs all of its settings, and says each that is missing without repeating the secret', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-config-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const [secret, empty] = [join(folder, 'secret'), join(folder, 'empty')];
  writeFileSync(secret, 'hushed\n');
  writeFileSync(empty, '');
  const all = {
    SIGHTLINE_PUBLIC_ADDRESS: 'https://sightline.council.example', SIGHTLINE_OIDC_ISSUER: 'https://login.council.example/tenant/v2.0', SIGHTLINE_OIDC_CLIENT_ID: 'sightline',
    SIGHTLINE_OIDC_CLIENT_SECRET_FILE: secret, SIGHTLINE_OIDC_STRENGTH: 'amr=mfa  acrs=c1 acr=urn:council:two=steps',
  };
  assert.deepEqual(readConfig(all).signOn, {
    issuer: 'https://login.council.example/tenant/v2.0', clientId: 'sightline', clientSecret: 'hushed', secretFile: secret, localAccounts: 'everybody',
    strengths: [{ claim: 'amr', value: 'mfa' }, { claim: 'acrs', value: 'c1' }, { claim: 'acr', value: 'urn:council:two=steps' }],
  });
  assert.equal(readConfig({ ...all, SIGHTLINE_LOCAL_ACCOUNTS: 'administrators' }).signOn?.localAccounts, 'administrators');
  for (const name of Object.keys(all)) assert.throws(() => readConfig({ ...all, [name]: '' }), new RegExp(`(Set )?${name}( must|, a file)`), name);
  const wrong = {
    SIGHTLINE_OIDC_ISSUER: 'http://login.council.example', SIGHTLINE_OIDC_STRENGTH: 'mfa', SIGHTLINE_OIDC_CLIENT_SECRET_FILE: empty, SIGHTLINE_LOCAL_ACCOUNTS: 'nobody', SIGHTLINE_OIDC_CLIENT_SECRET: 'hushed too',
  };
  for (const [name, value] of Object.entries(wrong)) assert.throws(() => readConfig({ ...all, [name]: value }), (error: Error) => error.message.includes(name) && !error.message.includes('hushed'), name);
  assert.throws(() => readConfig({ ...all, SIGHTLINE_OIDC_CLIENT_SECRET_FILE: join(folder, 'none') }), /cannot be read \(ENOENT\)/);
  assert.throws(() => readConfig({ SIGHTLINE_LOCAL_ACCOUNTS: 'administrators' }), /nobody else could sign in/);
});

test('a mail server needs the address that it writes from, and is told without repeating its password', () => {
  const mail = { SIGHTLINE_SMTP_URL: 'smtps://sightline:secret@mail.council.example:465', SIGHTLINE_MAIL_FROM: 'sightline@council.example' };
  assert.deepEqual(readConfig(mail).mail, { server: mail.SIGHTLINE_SMTP_URL, from: mail.SIGHTLINE_MAIL_FROM });
  for (const wrong of [{ SIGHTLINE_SMTP_URL: 'https://sightline:secret@mail.council.example' }, { SIGHTLINE_SMTP_URL: mail.SIGHTLINE_SMTP_URL }, { SIGHTLINE_MAIL_FROM: 'nobody' }]) {
    assert.throws(() => readConfig(wrong), (error: Error) => /SIGHTLINE_(SMTP_URL|MAIL_FROM) must be/.test(error.message) && !error.message.includes('secret'));
  }
});
