import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { EICAR, startScanner } from '../../test/virus-scanner.ts';
import { scanFile, scannerTrouble } from './virus-scanner.ts';

const folder = mkdtempSync(join(tmpdir(), 'sightline-scanned-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const fileOf = (name: string, content: string | Buffer): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const clean = fileOf('clean.xml', '<Message/>');
const infected = fileOf('infected.xml', `<Message>${EICAR}</Message>`);
const large = fileOf('large.xml', Buffer.alloc(3_000_000, 'a'));
const soon = { toConnect: 2000, toAnswer: 50 };

test('a clean file is clean, also a large one; a virus is named', async (t) => {
  const scanner = await startScanner(t);
  assert.deepEqual(await scanFile(scanner.address, clean), { clean: true });
  assert.deepEqual(await scanFile(scanner.address, large), { clean: true });
  assert.deepEqual(await scanFile(scanner.address, infected), { virus: 'Eicar-Test-Signature' });
  assert.equal(scanner.scanned, 3);
  assert.equal(await scannerTrouble(scanner.address), null);
});

test('whatever is no verdict is unchecked, and never clean', async (t) => {
  const scanner = await startScanner(t);
  scanner.behaviour = 'silent';
  assert.deepEqual(await scanFile(scanner.address, clean, soon), { unchecked: 'it gave no answer in time' });
  assert.equal(await scannerTrouble(scanner.address, soon), 'it gave no answer in time');
  scanner.behaviour = 'hangs up';
  assert.deepEqual(await scanFile(scanner.address, clean), { unchecked: 'it ended the call without an answer' });
  scanner.behaviour = 'small';
  assert.match(JSON.stringify(await scanFile(scanner.address, large)), /unchecked.*StreamMaxLength/);
  await scanner.close();
  assert.deepEqual(await scanFile(scanner.address, clean), { unchecked: 'nothing answers there' });
  assert.deepEqual(await scanFile({ path: join(folder, 'none.ctl') }, clean), { unchecked: 'there is no such socket' });
});

test('a file that cannot be read is unchecked', async (t) => {
  const scanner = await startScanner(t);
  assert.match(JSON.stringify(await scanFile(scanner.address, join(folder, 'nowhere.xml'))), /unchecked/);
});
