import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import type { ReturnRecord } from '../case-history/return-record.ts';
import { readAllApart, readAllHere, withFiles } from '../../test/reading.ts';
import type { AllRead, FileToRead } from '../../test/reading.ts';
import { returnAsCsv, returnAsXml } from '../../test/return-files.ts';
import { returnAsPreSubmission, returnAsWorkbook } from '../../test/return-workbook.ts';
import type { WorkbookStyle } from '../../test/return-workbook.ts';
import { inventReturns } from '../../test/returns.ts';
import { zipped } from '../../test/zip.ts';
import { readReturn } from './read-return.file.ts';
import { SUPPORTED_YEARS } from './sen2-layout.ts';
import type { ReturnKind } from './sen2-reading.ts';

const xml = (records: ReturnRecord[], year: number): FileToRead[] => [{ name: 'a.xml', content: returnAsXml(records, year) }];
const csv = (records: ReturnRecord[], year: number): FileToRead[] => returnAsCsv(records, year).map(({ name, text }) => ({ name, content: text }));
const csvZip = (records: ReturnRecord[], year: number): FileToRead[] => [{ name: 'a.zip', content: zipped(csv(records, year)) }];
const workbook = (style?: WorkbookStyle) => (records: ReturnRecord[], year: number): FileToRead[] =>
  [{ name: 'a.xlsm', content: returnAsWorkbook(records, year, style) }];

const FORMS: [string, ReturnKind, (records: ReturnRecord[], year: number) => FileToRead[]][] = [
  ['XML', 'sen2-xml', xml],
  ['a template with text', 'sen2-xlsx', workbook()],
  ['a template with serial numbers for days', 'sen2-xlsx', workbook({ days: 'serial', strings: 'inline' })],
  ['a template with ISO days', 'sen2-xlsx', workbook({ days: 'iso', strings: 'shared' })],
  ['a pre-submission workbook', 'sen2-xlsx', (records, year) => [{ name: 'a.xlsx', content: returnAsPreSubmission(records, year) }]],
  ['nine CSV files', 'sen2-csv', csv],
  ['nine CSV files in another order', 'sen2-csv', (records, year) => csv(records, year).reverse()],
  ['a zip of CSV files', 'sen2-csv', csvZip],
];

function assertSame(read: AllRead, records: ReturnRecord[]): void {
  assert.equal(read.refused, null);
  assert.deepEqual(read.problems, []);
  assert.deepEqual(read.records.map((each) => each.record), records);
}

for (const year of SUPPORTED_YEARS) {
  for (const [form, kind, made] of FORMS) {
    test(`${year}: what is written as ${form} is read back the same`, async () => {
      const records = inventReturns(year + form.length, { children: 250, year });
      const options = form.includes('pre-submission') ? { year } : {};
      await withFiles(made(records, year), async (paths) => assertSame(await readAllHere(kind, paths, options), records));
    });
  }
}

test('a process of its own gives the same, with the digest of the file', async () => {
  const records = inventReturns(1, { children: 400, year: 2026 });
  for (const [, kind, made] of FORMS.filter(([form]) => !form.includes('pre-submission'))) {
    await withFiles(made(records, 2026), async (paths) => {
      const read = await readAllApart(kind, paths);
      assertSame(read, records);
      assert.match(read.digest ?? '', /^[0-9a-f]{64}$/);
    });
  }
});

test('the digest is that of the bytes; for several files it does not hang on their order', async () => {
  const records = inventReturns(1, { children: 5, year: 2025 });
  const digest = (kind: ReturnKind) => async (paths: string[]): Promise<string | null> => (await readAllApart(kind, paths)).digest;
  const content = returnAsXml(records, 2025);
  const whole = await withFiles([{ name: 'a.xml', content }], digest('sen2-xml'));
  assert.equal(whole, createHash('sha256').update(content).digest('hex'));
  const files = csv(records, 2025);
  const forward = await withFiles(files, digest('sen2-csv'));
  const backward = await withFiles([...files].reverse(), digest('sen2-csv'));
  assert.equal(forward, backward);
});

test('the header tells council, year and census day', async () => {
  const records = inventReturns(2, { children: 3, year: 2026 });
  const { header } = await withFiles(xml(records, 2026), (paths) => readAllHere('sen2-xml', paths));
  assert.equal(header?.lea, '999');
  assert.equal(header?.year, 2026);
  assert.equal(header?.referenceDate, '2026-01-15');
  assert.equal(header?.dsco, 'N');
});

test('every record tells where it stood and keeps the row as read', async () => {
  const records = inventReturns(2, { children: 3, year: 2026 });
  const read = await withFiles(xml(records, 2026), (paths) => readAllHere('sen2-xml', paths));
  assert.match(read.records[1]?.at ?? '', /^Person\[2\] \(line \d+\)$/);
  assert.equal((read.records[1]?.raw as Record<string, string>)['Surname'], records[1]?.person.surname);
});

test('progress goes from nothing to the whole file', async () => {
  const content = returnAsXml(inventReturns(2, { children: 900, year: 2026 }), 2026);
  await withFiles([{ name: 'a.xml', content }], async (paths) => {
    const read = await readReturn('sen2-xml', paths);
    assert.ok('records' in read);
    const seen: number[] = [];
    for await (const batch of read.records) if ('bytesRead' in batch) seen.push(batch.bytesRead / batch.bytesTotal);
    assert.ok(seen.length > 3);
    assert.deepEqual(seen, [...seen].sort((a, b) => a - b));
    assert.equal(seen.at(-1), 1);
  });
});

test('leaving early stops the reading', async () => {
  const content = returnAsXml(inventReturns(2, { children: 900, year: 2026 }), 2026);
  await withFiles([{ name: 'a.xml', content }], async (paths) => {
    const read = await readReturn('sen2-xml', paths);
    assert.ok('records' in read);
    for await (const batch of read.records) {
      assert.ok('records' in batch);
      break;
    }
  });
});
