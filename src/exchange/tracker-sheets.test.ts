// Sheets as people really keep them: other delimiters, a title above the headings, formulas, hidden rows, merged cells.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readAllHere, withFiles } from '../../test/reading.ts';
import { workbookFiles } from '../../test/return-workbook.ts';
import { mappingOf } from '../../test/trackers.ts';
import { zipped } from '../../test/zip.ts';
import type { Day } from '../calendar/day.ts';
import { openFile } from './import-source.file.ts';
import { RefusedFile } from './reading.ts';
import { lookAtTracker } from './tracker-sheets.file.ts';

const mapping = mappingOf(JSON.stringify({
  tracker: 'Panel list', columns: { UPN: { to: 'upn' }, Child: { to: 'fullName' }, DOB: { to: 'dob' }, Received: { to: 'REQUEST_RECEIVED' }, Final: { to: 'FINAL_PLAN_SENT' } },
}));
const read = (name: string, content: string | Buffer) => withFiles([{ name, content }], (paths) => readAllHere('tracker', paths, { tracker: { mapping, asAt: '2026-10-31' as Day } }));
const told = ({ problems }: Awaited<ReturnType<typeof read>>): string[] => problems.map(({ at, element, value, message }) => `${at}: ${element} ${value}: ${message.split('.')[0] ?? ''}`);

describe('a CSV file', () => {
  const rows = [['UPN', 'Child', 'DOB', 'Received', 'Final'], ['Z999000000123', 'Quxworthy, Zuleika', '27/03/2017', '03/04/2026', '31/08/26'], ['', 'Vellacott; C, Caspian', '02/01/2012', '04/13/2026', '']];
  const written = (delimiter: string): string => rows.map((cells) => cells.map((cell) => (cell.includes(delimiter) ? `"${cell}"` : cell)).join(delimiter)).join('\r\n');
  for (const [what, content] of [['commas', written(',')], ['semicolons', written(';')], ['tabs', written('\t')], ['a byte order mark', `\uFEFF${written(';')}`], ['a line that names the delimiter', `sep=;\r\n${written(';')}`]] as const) {
    test(`with ${what} is read alike; 3/4 is the third of April, and what can be meant in two ways is asked`, async () => {
      const { records, problems, refused } = await read('list.csv', content);
      assert.equal(refused, null);
      assert.deepEqual(records.map(({ record: { person, requests } }) => [person.surname, person.forename, requests[0]?.receivedDate ?? null]), [['Quxworthy', 'Zuleika', '2026-04-03'], ['Vellacott; C', 'Caspian', null]]);
      assert.deepEqual(problems.map(({ element, value, message }) => `${element} ${value}: ${message}`), [
        'Final 31/08/26: The year has two digits only. Write all four, or say where columns are matched that they are years from 2000 on.', 'Received 04/13/2026: There is no month 13. If 13 April 2026 is meant, write 2026-04-13.',
      ]);
    });
  }

  test('names its rows as a spreadsheet does, past blank lines and line breaks within a cell', async () => {
    const { records } = await read('list.csv', `UPN,Child,DOB,Received,Final\n\nZ999000000123,"Quxworthy,\n Zuleika",27/03/2017,,\nZ999000000131,"Vellacott, Caspian",02/01/2012,,\n`);
    assert.deepEqual(records.map(({ at }) => at), ['Row 3', 'Row 4']);
  });

  test('of another character set is refused with the way to save it', async () => {
    for (const encoding of ['latin1', 'utf16le'] as const) {
      const { refused } = await read('list.csv', Buffer.from(`\uFEFF${written(',').replace('Quxworthy', 'Brontë')}`, encoding));
      assert.match(refused?.message ?? '', /"list\.csv" has bytes that are not UTF-8, so names could be spoilt\. Save it as "CSV UTF-8" and choose it again/, encoding);
    }
  });
});

describe('a workbook', () => {
  const text = (at: string, words: string): string => `<c r="${at}" t="inlineStr"><is><t>${words}</t></is></c>`;
  const number = (at: string, value: number): string => `<c r="${at}"><v>${value}</v></c>`;
  const who = (row: number, upn: string, name: string): string => `${text(`A${row}`, upn)}${text(`B${row}`, name)}${number(`C${row}`, 42_821)}`;
  const rows = [
    `<row r="1">${text('A1', 'Requests of the year')}</row>`,
    `<row r="3">${['UPN', 'Child', 'DOB', 'Received', 'Final'].map((heading, i) => text(`${'ABCDE'[i] ?? ''}3`, heading)).join('')}</row>`,
    `<row r="4">${who(4, 'Z999000000123', 'Quxworthy, Zuleika')}<c r="D4"><f>E1+1</f><v>46100</v></c><c r="E4"><f>D4+140</f></c></row>`,
    `<row r="5" hidden="1">${who(5, 'Z999000000131', 'Vellacott, Caspian')}<c r="D5" t="e"><f>X</f><v>#REF!</v></c><c r="E5" t="str"><f>IF(D5="","","")</f><v></v></c></row>`,
    `<row r="6">${who(6, 'Z999000000158', 'Wintergreen, Ottoline')}${number('D6', 46_001)}</row>`, `<row r="7">${number('D7', 46_050)}</row>`,
  ].join('');
  const files = workbookFiles([{ name: 'Requests', rows }], []).map((file) => ({ ...file, content: String(file.content).replace('</sheetData>', '</sheetData><mergeCells count="2"><mergeCell ref="A1:E1"/><mergeCell ref="B6:B7"/></mergeCells>') }));

  test('tells of hidden rows, merged cells and formulas without a result; no row of values is taken for a heading', async () => {
    const all = await read('list.xlsx', zipped(files));
    assert.deepEqual(all.records.map(({ record, excluded }) => excluded ?? [record.person.surname, record.requests[0]?.receivedDate ?? null]), [
      ['Quxworthy', '2026-03-19'], ['Vellacott', null], ['Wintergreen', '2025-12-10'], 'Who the row is about cannot be told',
    ]);
    assert.deepEqual(told(all), [
      'Sheet "Requests": Hidden rows Row 5: These rows are hidden in the sheet, by hand or by a filter', 'Sheet "Requests": Merged cells Cells B6:B7: These cells are merged over several rows',
      'Sheet "Requests", row 4: Final #VALUE! (no result is stored): The formula of this cell has failed', 'Sheet "Requests", row 5: Received #REF!: The formula of this cell has failed',
      'Sheet "Requests", row 7:  Received: 46050: The row has neither a UPN, ULN or NHS number that can be read, nor both names and a date of birth',
    ]);
  });
});

describe('a file that cannot be matched', () => {
  const wide = `${Array.from({ length: 3000 }, (_, i) => `Heading ${i}`).join(',')}\n1\n`;
  const files: readonly [what: string, content: string | Buffer, says: RegExp][] = [
    ['a PDF', '%PDF-1.7', /a PDF, not a workbook or CSV file\. Choose the \.xlsx, \.xlsm or \.csv file of the tracker/], ['a picture', Buffer.from('89504e470d0a1a0a0000000d', 'hex'), /a file of an unknown kind, not a workbook or CSV file/],
    ['a return', '<?xml version="1.0"?><Message/>', /an XML file, not a workbook or CSV file/], ['a sheet that is too wide', wide, /Row 1 has 3000 headings, and 500 at most can be matched\. Delete the columns/],
  ];
  for (const [what, content, says] of files) {
    test(`${what} is refused with what to do`, () => withFiles([{ name: 'list.csv', content }], async ([path = '']) => {
      await assert.rejects(lookAtTracker(path), (error) => error instanceof RefusedFile && says.test(error.message));
    }));
  }

  test('blanks and numbers without headings are no sheet', () => withFiles([{ name: 'list.csv', content: '  \n1,2\n3,4\n' }], async ([path = '']) => {
    assert.deepEqual(await lookAtTracker(path), []);
  }));

  test('what is no return says what returns are, and a workbook with a password how to save it', async () => {
    for (const [content, says] of [['%PDF-1.7', /no SEN2 return: it is neither an XML file, nor a workbook, nor CSV files\. Choose/], [Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]), /password protected, or a workbook of the old \.xls form\. Save it as \.xlsx/]] as const) {
      const opened = await withFiles([{ name: 'return.dat', content }], (paths) => openFile('sen2', paths));
      assert.match('refused' in opened ? opened.refused.message : '', says);
    }
  });
});
