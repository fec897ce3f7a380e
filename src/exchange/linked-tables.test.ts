import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAllHere, withFiles } from '../../test/reading.ts';
import type { FileToRead } from '../../test/reading.ts';
import { returnAsCsv } from '../../test/return-files.ts';
import { workbookFiles } from '../../test/return-workbook.ts';
import { inventReturns } from '../../test/returns.ts';
import { zipped } from '../../test/zip.ts';
import { columnNamed } from './sen2-headings.ts';
import type { ModuleName } from './sen2-item.ts';

const records = inventReturns(21, { children: 30, year: 2026 });

function csvWith(file: string, change: (text: string) => string): FileToRead[] {
  return returnAsCsv(records, 2026).map(({ name, text }) => ({ name, content: name.includes(`_${file}.`) ? change(text) : text }));
}

const readCsv = (files: FileToRead[]) => withFiles(files, (paths) => readAllHere('sen2-csv', paths));

test('a row that belongs to nobody is reported with its values', async () => {
  const all = await readCsv(csvWith('requests', (text) => `${text}9001,1,1,1,424242,2025-May-01 00:00:00,1,0,,A,,,\r\n`));
  assert.equal(all.records.length, records.length);
  const [problem] = all.problems;
  assert.match(problem?.at ?? '', /^requests, row \d+$/);
  assert.match(problem?.value ?? '', /"persontableid":"424242".*2025-May-01/);
  assert.match(problem?.message ?? '', /belongs to no other row/);
});

test('an id that is used twice is reported', async () => {
  const all = await readCsv(csvWith('person', (text) => `${text}${text.split('\r\n')[1] ?? ''}\r\n`));
  assert.equal(all.records.length, records.length + 1);
  assert.match(all.problems[0]?.message ?? '', /Another row of this table has the same id/);
});

test('files that a council without such rows does not have may be missing, and each is named', async () => {
  const files = csvWith('', (text) => text).filter(({ name }) => !/_(plandetail|senneed)\./.test(name));
  const all = await readCsv(files);
  assert.equal(all.refused, null);
  assert.equal(all.records.length, records.length);
  assert.deepEqual(all.problems.map(({ message }) => /^The file "(\w+)" of the COLLECT export was not found, so nothing of it was read/.exec(message)?.[1]), ['plandetail', 'senneed']);
});

test('a second row of the header is reported, and the year of the first counts', async () => {
  const all = await readCsv(csvWith('sen2', (text) => `${text}${(text.split('\r\n')[1] ?? '').replace('2026', '2025')}\r\n`));
  assert.equal(all.header?.year, 2026);
  assert.deepEqual(all.problems.map(({ at, element }) => [at, element]), [['sen2, row 3', 'Header']]);
  assert.match(all.problems[0]?.message ?? '', /the first row was taken/);
});

test('a file that is none of the nine is reported and passed over', async () => {
  const all = await readCsv([...csvWith('', (text) => text), { name: 'notes.csv', content: 'who,what\nA,B\n' }]);
  assert.equal(all.records.length, records.length);
  assert.match(all.problems[0]?.message ?? '', /none of the nine files/);
});

test('a misspelt heading seen in a real file is read and reported', async () => {
  const all = await readCsv(csvWith('requests', (text) => text.replace('requestsource', 'rquestsource')));
  assert.deepEqual(all.records.map((each) => each.record), records);
  assert.match(all.problems[0]?.message ?? '', /rquestsource is a misspelling of RequestSource/);
});

const HEADINGS: [ModuleName, string, string][] = [
  ['Person', 'Person ID\n(must be a unique ID for each Person record)', 'Person ID'],
  ['Person', 'LA (From Header Record)', 'LA'],
  ['Person', 'UPN  -  Unique Pupil Number', 'UPN'],
  ['Person', 'UPN and ULN unavailable - Reason', 'UPNunknown'],
  ['Person', 'ULN - Young Persons Unique Learner Number', 'UniqueLearnerNumber'],
  ['Person', 'Gender', 'GenderCurrent'],
  ['SENneed', 'SEN Type of Need', 'SENtype'],
  ['SENneed', 'SEN Type of Need rank  (1=Primary, 2=Secondary)', 'SENtypeRank'],
  ['PlanDetail', 'SEN Setting – Establishment type', 'SENSetting'],
  ['PlanDetail', 'SEN Setting - Other', 'SENSettingOther'],
  ['ActivePlans', 'EHC Plan Review Decisions Date', 'LastReview'],
  ['ActivePlans', 'Annual Review Meeting Date', 'ReviewMeeting'],
  ['ActivePlans', 'Phase transfer review - due date for any amended plan', 'PhaseTransferDueDate'],
  ['Requests', 'Exported - Child or young person moves out of LA before assessment is completed', 'Exported'],
  ['Requests', 'Favourite colour', 'Favourite colour'],
];

test('headings are known by their words', () => {
  for (const [module, heading, column] of HEADINGS) assert.equal(columnNamed(module, heading), column, heading);
});

const row = (number: number, texts: string[]): string =>
  `<row r="${number}">${texts.map((text, i) => `<c r="${String.fromCharCode(65 + i)}${number}" t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`;

test('a template: unknown columns are reported, rows filled in beforehand are not records, other sheets are not read', async () => {
  const rows = [
    ['Note to self'], ['Header Record'], ['Record Type', 'Collection Name', 'Year', 'Reference Date'], ['0', 'SEN2', '2026.0', '2026-01-15'], [],
    ['Person Record'], ['Record Type', 'Person ID', 'LA', 'Surname', 'Hobby'], ['Person', '1.0', '999', 'Fernby', 'chess'], ['Person', '', '999'], [],
    ['Requests Records'], ['Record Type', 'Requests record ID', 'LA', 'Person ID', 'Request Outcome'], ['Requests', '7', '999', '1', 'A'],
  ].map((texts, i) => row(i + 1, texts)).join('');
  const content = zipped(workbookFiles([{ name: 'Codes', rows: row(1, ['Person Record']) }, { name: 'data entry template', rows }], []));
  const all = await withFiles([{ name: 'a.xlsx', content }], (paths) => readAllHere('sen2-xlsx', paths));
  assert.equal(all.records.length, 1);
  assert.equal(all.records[0]?.record.requests[0]?.requestOutcome, 'A');
  assert.deepEqual(all.problems.filter((p) => p.at !== '').map((p) => [p.at, p.element, p.value]), [
    ['row 1', '', 'Note to self'], ['Person Record, row 8 (Person[1])', 'Hobby', 'chess']]);
  assert.deepEqual(all.problems.filter((p) => p.at === '').map((p) => p.element), ['Assessment', 'NamedPlan', 'PlanDetail', 'ActivePlans', 'PlacementDetail', 'SENneed']);
});

test('a template: a title that is none does not spoil the table above it, and is told by its words', async () => {
  const content = misspeltTitle();
  const all = await withFiles([{ name: 'a.xlsx', content }], (paths) => readAllHere('sen2-xlsx', paths));
  const placements = all.records[0]?.record.requests[0]?.activePlan?.placements;
  assert.deepEqual(placements?.map(({ urn, entryDate }) => [urn, entryDate]), [['900001', '2024-09-02']]);
  assert.deepEqual(all.problems.filter(({ at }) => at.startsWith('row')).map(({ at, value }) => [at, value]), [['row 18', 'SEN Needs'], ['row 20', 'SENneed | 1 | 999 | 7 | ASD']]);
  assert.match(all.problems.find(({ element }) => element === 'SENneed')?.message ?? '', /^The table "SEN Need Records" was not found/);
});

function misspeltTitle(): Buffer {
  const below = ['Record Type', 'Person ID', 'LA', 'Requests record ID'];
  const rows = [
    ['Header Record'], ['Record Type', 'Collection Name', 'Year', 'Reference Date'], ['0', 'SEN2', '2026.0', '2026-01-15'],
    ['Person Record'], ['Record Type', 'Person ID', 'LA', 'Surname'], ['Person', '1.0', '999', 'Fernby'],
    ['Requests Records'], ['Record Type', 'Requests record ID', 'LA', 'Person ID', 'Request Outcome'], ['Requests', '7', '999', '1', 'H'],
    ['Active Plan Records'], [...below, 'Transfer LA'], ['ActivePlans', '1', '999', '7', '801'],
    ['Placement Detail Records'], [...below, 'URN', 'Placement start date'], ['PlacementDetail', '1', '999', '7', '900001', '2024-09-02'], ['PlacementDetail'], [],
    ['SEN Needs'], [...below, 'SEN Type of Need'], ['SENneed', '1', '999', '7', 'ASD'],
  ].map((texts, i) => row(i + 1, texts)).join('');
  return zipped(workbookFiles([{ name: 'Data Entry Template', rows }], []));
}
