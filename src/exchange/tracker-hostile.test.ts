// Trackers made to do harm: each is read or refused, its rows add up, and what is no day never becomes one.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { fc } from '../../test/chances.ts';
import { readAllHere, withFiles } from '../../test/reading.ts';
import { workbookFiles } from '../../test/return-workbook.ts';
import { spoiltCopies } from '../../test/spoilt-files.ts';
import { mappingOf, trackerAsWorkbook } from '../../test/trackers.ts';
import { zipped } from '../../test/zip.ts';
import { type Day, parseDay } from '../calendar/day.ts';
import type { TrackerRecord } from '../case-history/tracker-row.ts';
import { readTrackerDay } from './tracker-days.ts';
import { readMapping } from './tracker-mapping.ts';

const example = readFileSync(new URL('../../reference/example-tracker.csv', import.meta.url), 'utf8');
const text = readFileSync(new URL('../../reference/example-tracker.mapping.json', import.meta.url), 'utf8');
const options = { tracker: { mapping: mappingOf(text), asAt: '2026-03-31' as Day } };

for (const [form, content, times] of [['CSV', Buffer.from(example), 1500], ['workbook', trackerAsWorkbook(example), 1000]] as const) {
  test(`${times} spoilt copies of a ${form} tracker are each read or refused`, async () => {
    let refusals = 0;
    await withFiles([{ name: 'a', content }], async (paths) => {
      for (const copy of spoiltCopies(content, times, 2026)) {
        writeFileSync(paths[0] as string, copy);
        const { refused, records } = await readAllHere('tracker', paths, options);
        if (refused !== null) refusals += 1;
        for (const { record } of records) for (const { receivedDate, steps } of (record as TrackerRecord).requests) for (const on of [receivedDate, ...steps.map((step) => step.on)]) assert.ok(on === null || (parseDay(on) !== null && on <= '2026-03-31'));
      }
    });
    assert.ok(refusals > 0 && refusals < times);
  });
}

test('a bomb, a workbook with a password, another file and macros come to what they do as a return', async () => {
  const refusal = async (content: Buffer | string): Promise<string> => (await withFiles([{ name: 'a.xlsx', content }], (paths) => readAllHere('tracker', paths, options))).refused?.message ?? '';
  assert.match(await refusal(zipped(workbookFiles([{ name: 'Requests', rows: ' '.repeat(30_000_000) }], []))), /would unpack to/);
  assert.match(await refusal(Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)])), /password/);
  const blocks = Array.from({ length: 100_001 }, (_, i) => `<mergeCell ref="A${2 * i + 1}:A${2 * i + 2}"/>`).join('');
  const merged = workbookFiles([{ name: 'Requests', rows: '' }], []).map((file) => ({ ...file, content: String(file.content).replace('</sheetData>', `</sheetData><mergeCells>${blocks}</mergeCells>`) }));
  assert.match(await refusal(zipped(merged)), /more than 100000 blocks of merged cells/);
  assert.match(await refusal('%PDF-1.7'), /a PDF, not a workbook/);
  assert.match(await refusal('UPN,Child\n"never closed'), /quotation mark|no column/);
});

test('cells that spreadsheets would run, and names that JavaScript gives a meaning, are text', async () => {
  const csv = 'UPN,__proto__,constructor,Notes\nZ999000000123,x,y,"=HYPERLINK(""http://example.invalid"",""Click"")"\n';
  const mapping = mappingOf(JSON.stringify({ tracker: 'x', columns: { UPN: { to: 'upn' } } }));
  const { records, refused } = await withFiles([{ name: 'a.csv', content: csv }], (paths) => readAllHere('tracker', paths, { tracker: { mapping, asAt: '2026-03-31' as Day } }));
  assert.equal(refused, null);
  assert.match(JSON.stringify(records[0]?.raw), /=HYPERLINK/);
});

test('whatever is typed is a real day or a reason, and any mapping is taken or told what is wrong with it', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9]{1,4}[/. -][0-9]{1,2}[/. -][0-9]{1,4}$/)), (typed) => {
    const read = readTrackerDay(typed, { order: 'dmy', shortYears: true });
    assert.ok('wrong' in read ? read.wrong.length > 10 : parseDay(read.value) !== null);
  }), { numRuns: 3000 });
  fc.assert(fc.property(fc.json(), (json) => { assert.ok('faults' in readMapping(json)); }), { numRuns: 500 });
  for (const copy of spoiltCopies(Buffer.from(text), 500, 7)) readMapping(copy.toString());
});
