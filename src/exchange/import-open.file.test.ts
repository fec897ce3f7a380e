import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { describe, test, type TestContext } from 'node:test';
import { sql } from 'kysely';
import { recordDatabase } from '../../test/casework.ts';
import { load } from '../../test/imports.ts';
import { withFiles } from '../../test/reading.ts';
import { returnAsXml } from '../../test/return-files.ts';
import { inventReturns } from '../../test/returns.ts';
import { mappingOf } from '../../test/trackers.ts';
import { day } from '../calendar/day.ts';
import { ownDerive } from '../casework/own-derive.file.ts';
import type { Database } from '../platform/database.ts';
import { lockImports } from './import-batch.sql.ts';
import { useScanned } from './import-open.file.ts';
import { type ImportRequest, runImport } from './import.job.ts';
import { recordChanged } from './import.sql.ts';

// Both are so long that whoever reads them waits to be heard, and does not end by itself.
const records = inventReturns(4, { children: 3000, year: 2026 });
const xml = returnAsXml(records, 2026);
const notes = 'Nobody reads this. '.repeat(60);
const csv = ['UPN,Received,Notes', ...Array.from({ length: 6000 }, (_, i) => `Z999${String(i).padStart(8, '0')}A,01/09/2025,${notes}`)].join('\n');
const tracker = { mapping: mappingOf('{"tracker":"Requests","columns":{"UPN":{"to":"upn"},"Received":{"to":"REQUEST_RECEIVED"}}}'), asAt: day('2026-03-31') };

/** Does some work, and waits until the one process that it started to read a file has ended. */
async function endsItsReader<Done>(work: () => Promise<Done>): Promise<Done> {
  const readers: ChildProcess[] = [];
  const hear = (message: unknown): void => void readers.push((message as { process: ChildProcess }).process);
  subscribe('child_process', hear);
  try {
    return await work();
  } finally {
    unsubscribe('child_process', hear);
    const [reader, ...more] = readers;
    assert.ok(reader !== undefined && more.length === 0, 'one process reads');
    assert.ok(reader.killed, 'the reading process was left alone');
    // Its pipe as well: an open one is a file that the program holds.
    if (reader.stdout?.closed === false) await new Promise<void>((resolve) => { reader.stdout?.once('close', resolve); });
  }
}

/** Loads each of the files, and tries them in a dry run. */
async function refused(t: TestContext, db: Database, says: RegExp, contents: readonly string[] = [xml, csv]): Promise<void> {
  for (const content of contents) for (const dryRun of [false, true]) {
    const sent: Pick<ImportRequest, 'kind' | 'tracker'> = content === csv ? { kind: 'tracker', tracker } : { kind: 'sen2' };
    await t.test(`${sent.kind}${dryRun ? ', a dry run' : ''}`, () => withFiles([{ name: 'sent.dat', content }], async (paths) => {
      const outcome = await endsItsReader(() => runImport(db, { ...sent, paths, names: ['sent.dat'], by: 'odile', derive: ownDerive(), scanning: 'nowhere', dryRun }));
      assert.match('refused' in outcome ? outcome.refused : 'taken', says);
    }));
  }
}

describe('the process that reads a file ends with the refusal', () => {
  test('of any file for an invented council', async (t) => {
    const { db } = await recordDatabase(t);
    await sql`INSERT INTO installation (kind, council, set_up_at) VALUES ('demo', 'Invented', now())`.execute(db);
    await refused(t, db, /invented council/);
  });

  test('of any file while another one is loaded', async (t) => {
    const { db } = await recordDatabase(t);
    await db.transaction().execute(async (other) => {
      await lockImports(other);
      await refused(t, db, /Another file is being loaded/);
    });
  });

  test('of the file of another council', async (t) => {
    const { db } = await recordDatabase(t);
    await load(db, 2026, records.slice(0, 1));
    await refused(t, db, /authority 301/, [xml.replace('<LEA>999', '<LEA>301')]);
  });

  test('of a file that was compared with another record', async (t) => {
    const { db } = await recordDatabase(t);
    const compared = { comparedWith: 'other files', kind: 'sen2', names: ['sent.xml'], by: 'odile', derive: ownDerive(), scanning: 'nowhere' } as const;
    assert.equal(await withFiles([{ name: 'sent.xml', content: xml }], (paths) => endsItsReader(() => runImport(db, { ...compared, paths }))), recordChanged);
  });
});

test('the process that reads a file ends where what is done with it fails, and where that reads a part of it', async () => {
  await withFiles([{ name: 'sent.xml', content: xml }], async (paths) => {
    const sent = { kind: 'sen2', paths, names: ['sent.xml'] } as const;
    await assert.rejects(endsItsReader(() => useScanned(sent, null, () => {}, () => Promise.reject(new Error('it failed')))), /it failed/);
    const part = await endsItsReader(() => useScanned(sent, null, () => {}, ({ source }) => source.read()[Symbol.asyncIterator]().next()));
    assert.equal('stopped' in part, false);
  });
});
