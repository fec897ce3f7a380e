// Files sent to the page: checked for viruses before anything reads them, kept where they could not be loaded, and removed.
import assert from 'node:assert/strict';
import { mkdir, readdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { sql } from 'kysely';
import { textOf } from '../../test/cases.ts';
import { returnAsCsv, returnAsXml } from '../../test/return-files.ts';
import { returnAsPreSubmission } from '../../test/return-workbook.ts';
import { inventReturns } from '../../test/returns.ts';
import { jobRoom, runImports, sendFiles } from '../../test/sent-files.ts';
import { EICAR, startScanner } from '../../test/virus-scanner.ts';
import { testApp, type TestApp, type Visitor } from '../../test/visitor.ts';
import type { Scanning } from '../platform/config.ts';
import { newImportAddress } from './import-addresses.ts';
import { failBatch } from './import-batch.sql.ts';
import { sweepFilesJob } from './sweep-files.job.ts';

type Ending = Parameters<typeof testApp>[0];

async function siteWith(t: Ending, scanning: Scanning = 'nowhere'): Promise<{ site: TestApp; visitor: Visitor }> {
  const site = await testApp(t, [], { config: { scanning } });
  return { site, visitor: await site.signedIn('data-officer') };
}

const records = inventReturns(11, { children: 12, year: 2026 });
const xml = returnAsXml(records, 2026);
const infected = xml.replace('</Message>', `<!-- ${EICAR} --></Message>`);

const read = async (visitor: Visitor, path: string): Promise<string> => textOf((await visitor.open(path)).body);
const startAgain = (visitor: Visitor, path: string): ReturnType<Visitor['fill']> => visitor.fill(path, {}, `${path}/start-again`);
const kept = (site: TestApp): Promise<string[]> => readdir(join(site.dataDir, 'imports'));

test('a file is read once the scanner found nothing in it; one with a virus is refused and removed', async (t) => {
  const scanner = await startScanner(t);
  const { site, visitor } = await siteWith(t, scanner.address);
  assert.match(await read(visitor, newImportAddress()), /It is checked for viruses before anything of it is read/);
  const good = (await sendFiles(visitor, [{ content: xml }])).location;
  const bad = (await sendFiles(visitor, [{ name: 'Pupil list.xml', content: infected }])).location;
  await runImports(site, jobRoom(site, scanner.address));
  assert.match(await read(visitor, good), /SEN2 return 2026: loaded/);
  assert.match(await read(visitor, bad), /SEN2 return: refused The selected file contains a virus: the scanner found "Eicar-Test-Signature" in "Pupil list\.xml"\. Nothing of the file was read\..*It is not kept here\./);
  assert.deepEqual([scanner.scanned, await kept(site)], [2, []]);
  const { rows } = await sql<{ rows: number }>`SELECT count(*) AS rows FROM import_row`.execute(site.db);
  assert.deepEqual(rows, [{ rows: records.length }]);
});

test('while the scanner does not answer nothing is read and the file is kept; started again, it is loaded', async (t) => {
  const scanner = await startScanner(t);
  const { site, visitor } = await siteWith(t, scanner.address);
  const room = jobRoom(site, scanner.address);
  scanner.behaviour = 'hangs up';
  const { location } = await sendFiles(visitor, [{ content: xml }]);
  await runImports(site, room);
  const page = await read(visitor, location);
  assert.match(page, /not yet checked for viruses: nothing was read.*the scanner at 127\.0\.0\.1:\d+ could not do it \(it ended the call without an answer\).*The file is kept until .* Start again/);
  assert.deepEqual(await kept(site), [location.split('/').at(-1)]);
  await runImports(site, room);
  assert.equal(await read(visitor, location), page, 'nothing happens by itself');
  scanner.behaviour = 'looks';
  await startAgain(visitor, location);
  assert.match(await read(visitor, location), /Waiting for its turn/);
  await runImports(site, room);
  assert.match(await read(visitor, location), /SEN2 return 2026: loaded/);
});

test('where other machines reach the program and no scanner is set, no file is taken, and none is read', async (t) => {
  const { visitor } = await siteWith(t, 'missing');
  assert.match(await read(visitor, newImportAddress()), /No file can be loaded here yet.*SIGHTLINE_VIRUS_SCANNER/);
  assert.match(textOf((await sendFiles(visitor, [{ content: xml }])).body), /No file can be loaded here yet/);
  const { site: open, visitor: sender } = await siteWith(t);
  assert.match(await read(sender, newImportAddress()), /It is not checked for viruses here: no scanner is set, and only this machine reaches Sightline/);
  const { location } = await sendFiles(sender, [{ content: xml }]);
  await runImports(open, jobRoom(open, 'missing'));
  assert.match(await read(sender, location), /not yet checked for viruses.*sets SIGHTLINE_VIRUS_SCANNER/);
  await startAgain(sender, location);
  await runImports(open, jobRoom(open, 'elsewhere'));
  assert.match(await read(sender, location), /SEN2 return 2026: loaded/);
});

test('a year chosen by hand counts also when loading is started again', async (t) => {
  const { site, visitor } = await siteWith(t);
  const { location } = await sendFiles(visitor, [{ name: 'pre-submission.xlsx', content: returnAsPreSubmission(records, 2026), year: '2026' }]);
  await failBatch(site.db, location.split('/').at(-1) ?? '', 'It stopped.', 'interrupted');
  await startAgain(visitor, location);
  await runImports(site);
  assert.match(await read(visitor, location), /SEN2 return 2026: loaded/);
});

test('a message names a file as it was sent, without what cannot be seen', async (t) => {
  const { site, visitor } = await siteWith(t);
  const [first, ...others] = returnAsCsv(records, 2026);
  const spoilt = { name: 'Plans \u202efdp.csv', content: Buffer.from([0x50, 0x00, 0x01, 0x02]) };
  const files = [spoilt, ...others.map(({ name, text }) => ({ name, content: text }))];
  const { location } = await sendFiles(visitor, [{ name: first?.name ?? '', content: first?.text ?? '' }, ...files]);
  await runImports(site);
  assert.match(await read(visitor, location), /refused "Plans fdp\.csv" is a file of an unknown kind, not a CSV file\./);
});

test('after a fault the page says how long the file is kept, and the fault is in the log', async (t) => {
  const { site, visitor } = await siteWith(t);
  const { location } = await sendFiles(visitor, [{ content: xml }]);
  await sql`ALTER TABLE import_row RENAME TO import_row_gone`.execute(site.database.owner);
  const lines: string[] = [];
  await runImports(site, jobRoom(site, 'nowhere', lines));
  await sql`ALTER TABLE import_row_gone RENAME TO import_row`.execute(site.database.owner);
  assert.match(await read(visitor, location), /stopped half-way: nothing was loaded.*The file is kept until .*Then it is removed\. Start again/);
  assert.match(lines.join('\n'), /Loading a file failed/);
  await startAgain(visitor, location);
  await runImports(site);
  assert.match(await read(visitor, location), /SEN2 return 2026: loaded/);
});

test('files that nobody will load any more go after a day; those of a batch that waits stay', async (t) => {
  const { site, visitor } = await siteWith(t);
  const batchOf = async (): Promise<string> => (await sendFiles(visitor, [{ content: xml }])).location.split('/').at(-1) ?? '';
  const [waits, recent, old] = [await batchOf(), await batchOf(), await batchOf()];
  for (const one of [recent, old]) await failBatch(site.db, one, 'It stopped.', 'interrupted');
  await sql`UPDATE import_batch SET asked_at = asked_at - interval '3 days'`.execute(site.db);
  await sql`UPDATE import_batch SET ended_at = ended_at - interval '2 days' WHERE id = ${old}`.execute(site.db);
  for (const [name, age] of [['no batch, old', 2], ['no batch, new', 0]] as const) {
    const folder = join(site.dataDir, 'imports', name);
    await mkdir(folder);
    const { rows: [moment] } = await sql<{ seconds: number }>`SELECT extract(epoch FROM now() - ${age} * interval '1 day')::float8 AS seconds`.execute(site.db);
    await utimes(folder, moment?.seconds ?? 0, moment?.seconds ?? 0);
  }
  await sweepFilesJob.run(jobRoom(site), {});
  assert.deepEqual((await kept(site)).sort(), [waits, recent, 'no batch, new'].sort());
  await runImports(site);
  assert.match(await read(visitor, `/imports/${waits}`), /SEN2 return 2026: loaded/);
  assert.doesNotMatch(await read(visitor, `/imports/${old}`), /Start again/);
});
