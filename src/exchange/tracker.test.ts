import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import { deriveCases, of, recordDatabase, recordNow } from '../../test/casework.ts';
import { derivedContents, load } from '../../test/imports.ts';
import { readAllHere, withFiles } from '../../test/reading.ts';
import { inventReturns } from '../../test/returns.ts';
import { loadTracker, mappingOf, trackerAsWorkbook } from '../../test/trackers.ts';
import type { Day } from '../calendar/day.ts';
import type { TrackerRecord } from '../case-history/tracker-row.ts';
import type { Database } from '../platform/database.ts';
import { batchNamed } from './import-batch.sql.ts';
import { openFile } from './import-source.file.ts';
import { rollBack } from './import-roll-back.sql.ts';
import { type TrackerMapping } from './tracker-mapping.ts';

const example = readFileSync(new URL('../../reference/example-tracker.csv', import.meta.url), 'utf8');
const mapping = mappingOf(readFileSync(new URL('../../reference/example-tracker.mapping.json', import.meta.url), 'utf8'));
const asAt = '2026-03-31' as Day;

const read = (content: string | Buffer, given: TrackerMapping = mapping) => withFiles([{ name: 'tracker.csv', content }], (paths) => readAllHere('tracker', paths, { tracker: { mapping: given, asAt } }));

describe('the example that the guide shows', () => {
  test('is read row by row; what is no row of a child is excluded with the reason', async () => {
    const { records } = await read(example);
    assert.deepEqual(records.map(({ record, excluded }) => excluded ?? record.person.forename), [
      'Zuleika', 'Bartholomew', 'Persephone', 'Caspian', 'A heading between months', 'The headings once more', 'Isolde', 'Zuleika', 'Ottoline', 'A row of totals',
    ]);
    const zuleika = records[0]?.record as TrackerRecord;
    assert.deepEqual([zuleika.tracker, zuleika.requests[0]?.receivedDate, zuleika.requests[0]?.requestSource, zuleika.requests[0]?.requestOutcome], ['EHC needs assessment tracker', '2026-02-03', '1', 'Y']);
    assert.deepEqual(zuleika.requests[0]?.steps, [
      { kind: 'ADVICE_REQUESTED', on: '2026-03-12', facts: { body: 'EDUCATIONAL_PSYCHOLOGIST' } }, { kind: 'ADVICE_RECEIVED', on: '2026-03-26', facts: { body: 'EDUCATIONAL_PSYCHOLOGIST' } }]);
  });

  test('names what cannot be taken: where it stands, what stood there, and what to do; it never guesses', async () => {
    const { problems } = await read(example);
    assert.deepEqual(problems.map(({ at, element, value, message }) => `${at}: ${element} "${value}": ${message.split('.')[0] ?? ''}`), [
      'Row 4: EP advice in "TBC": This is no day',
      'Row 5: Date received "w/c 16/2": This is no day',
      'Row 6: Date received "12/13/2025": There is no month 13',
      'Row 9: EP advice requested "07/04/2026": 7 April 2026 is after the day as at which the sheet speaks: it may be planned, and has not happened',
    ]);
    assert.match(problems[2]?.message ?? '', /If 13 December 2025 is meant, write 2025-12-13/);
  });

  test('a column that nobody mapped is kept with the row', async () => {
    const { records } = await read(example);
    assert.deepEqual((records[1]?.raw as Record<string, string>)['Notes'], 'EP on leave');
  });

  test('a workbook with days as serial numbers says the same', async () => {
    const [csv, workbook] = [await read(example), await read(trackerAsWorkbook(example))];
    assert.equal(workbook.refused, null);
    assert.deepEqual(workbook.records.filter(({ excluded }) => excluded === undefined).map(({ record }) => record), csv.records.filter(({ excluded }) => excluded === undefined).map(({ record }) => record));
    assert.equal(workbook.records[0]?.at, 'Sheet "Requests", row 3');
  });
});

const requests = async (db: Database): Promise<unknown[]> => (await sql`
  SELECT forename, received_on AS received, request_outcome AS outcome, assessment_outcome_on AS ended, draft_served_on AS draft
  FROM derived.request JOIN derived.child USING (child_id) ORDER BY 1, 2`.execute(db)).rows;

describe('loading a tracker', () => {
  test('its balance adds up, and the same file again changes nothing', async (t) => {
    const { db } = await recordDatabase(t);
    const taken = await loadTracker(db, example, { mapping, asAt });
    assert.deepEqual(taken.balance, { in: 10, new: 6, changed: 0, unchanged: 0, merged: 1, quarantined: 0, excluded: 3 });
    assert.deepEqual(await requests(db), [
      { forename: 'Bartholomew', received: '2026-02-09', outcome: 'assess', ended: null, draft: null },
      { forename: 'Caspian', received: null, outcome: 'refuse', ended: null, draft: null },
      { forename: 'Isolde', received: '2026-03-02', outcome: 'assess', ended: null, draft: null },
      { forename: 'Ottoline', received: '2025-10-07', outcome: 'assess', ended: '2026-02-24', draft: '2026-01-26' },
      { forename: 'Zuleika', received: '2026-02-03', outcome: 'assess', ended: null, draft: '2026-03-30' },
    ]);
    const after = await derivedContents(db);
    const again = await loadTracker(db, example, { mapping, asAt });
    assert.deepEqual([again.balance.unchanged, again.balance.new, again.balance.merged, again.sameAs], [7, 0, 0, taken.batch]);
    assert.deepEqual(await derivedContents(db), after);
  });

  test('the same file as at another day is another file: it speaks for that day too', async (t) => {
    const { db } = await recordDatabase(t);
    await loadTracker(db, example, { mapping, asAt });
    const later = await loadTracker(db, example, { mapping, asAt: '2026-04-30' as Day });
    assert.deepEqual([later.sameAs, later.balance.new, later.balance.changed], [null, 0, 1]);
  });

  test('why a row was excluded or put with another is kept', async (t) => {
    const { db } = await recordDatabase(t);
    const { batch } = await loadTracker(db, example, { mapping, asAt });
    const { rows } = await sql<{ reason: string }>`SELECT reason FROM import_row WHERE batch = ${batch} AND reason IS NOT NULL ORDER BY row_no`.execute(db);
    assert.deepEqual(rows.map(({ reason }) => reason), ['A heading between months', 'The headings once more', 'Put with the first row about the child (Row 3): where the two differ, that one counts', 'A row of totals']);
  });

  test('a later state of the sheet changes what it says otherwise, and nothing by what it leaves out', async (t) => {
    const { db } = await recordDatabase(t);
    await loadTracker(db, example, { mapping, asAt });
    const later = example.split('\n').filter((line) => !line.includes('Isolde')).join('\n').replace('Yes,20/03/2026,23/03/2026,TBC', 'Yes,20/03/2026,23/03/2026,17/04/2026').replace('03/02/2026,Parent,Yes,10/03/2026,12/03/2026', '04/02/2026,Parent,Yes,10/03/2026,12/03/2026');
    const taken = await loadTracker(db, later, { mapping, asAt: '2026-04-30' as Day });
    assert.deepEqual([taken.balance.changed, taken.balance.new, taken.balance.quarantined], [2, 0, 0], 'a child without a number is known from the same tracker');
    const { rows } = await sql<{ received: string }>`SELECT received_on AS received FROM derived.request JOIN derived.child USING (child_id) WHERE forename IN ('Zuleika', 'Isolde') ORDER BY forename`.execute(db);
    assert.deepEqual(rows, [{ received: '2026-03-02' }, { received: '2026-02-04' }]);
  });

  test('a roll-back leaves what was there before, and the file can be loaded again', async (t) => {
    const { db } = await recordDatabase(t);
    await load(db, 2026, inventReturns(3, { children: 5, year: 2026 }));
    const before = await derivedContents(db);
    const { batch, balance } = await loadTracker(db, example, { mapping, asAt });
    const after = await derivedContents(db);
    await rollBack(db, deriveCases, await batchNamed(db, batch) as never, 'officer');
    assert.deepEqual(await derivedContents(db), before);
    assert.deepEqual((await loadTracker(db, example, { mapping, asAt })).balance, balance);
    assert.deepEqual(await derivedContents(db), after);
  });

  test('an older sheet does not put back what staff recorded since its day', async (t) => {
    const { db } = await recordDatabase(t);
    const child = '00000000-0000-4000-8000-00000000f00d';
    await recordNow(db, [of(child, 'PERSON', null, { surname: 'Quxworthy', forename: 'Zuleika', dob: '2017-03-27', upn: 'Z999000000123' }), of(child, 'REQUEST_RECEIVED', '2026-02-01')]);
    const { balance } = await loadTracker(db, example, { mapping, asAt });
    assert.equal(balance.changed, 1);
    const { rows } = await sql`SELECT received_on AS received, request_outcome AS outcome FROM derived.request WHERE child_id = ${child}`.execute(db);
    assert.deepEqual(rows, [{ received: '2026-02-01', outcome: 'assess' }]);
  });

  test('names and birth date alone wait for a person; a dry run writes nothing', async (t) => {
    const { db } = await recordDatabase(t);
    await recordNow(db, [of('00000000-0000-4000-8000-00000000f00d', 'PERSON', null, { surname: 'Umberleigh', forename: 'Persephone', dob: '2018-09-05' })]);
    const dry = await loadTracker(db, example, { mapping, asAt, dryRun: true });
    assert.deepEqual([dry.balance.quarantined, dry.balance.new], [1, 5]);
    assert.equal((await sql<{ n: number }>`SELECT count(*) AS n FROM import_batch`.execute(db)).rows[0]?.n, 0);
    assert.equal((await loadTracker(db, example, { mapping, asAt })).balance.quarantined, 1);
  });
});

const refusals: readonly [what: string, change: Partial<TrackerMapping>, says: RegExp][] = [
  ['a column that is not there', { columns: { ...mapping.columns, 'Date recieved': { to: 'FINAL_PLAN_SENT' } } }, /has no column "Date recieved", which the mapping names\. Its headings are "UPN", "Child".*Mend the mapping/],
  ['a row of headings that is none', { headingsRow: 3 }, /has no column "UPN"/],
];
for (const [what, change, says] of refusals) {
  test(`refused whole: ${what}`, async () => {
    const { refused } = await read(example, { ...mapping, ...change });
    assert.match(refused?.message ?? '', says);
  });
}

test('refused whole: a sheet that is not there, two that both have the columns, none with a row', async () => {
  const named = await read(trackerAsWorkbook(example, ['Requests', 'Old']), { ...mapping, sheet: 'Reviews' });
  assert.match(named.refused?.message ?? '', /no sheet "Reviews", which the mapping names\. It has "Requests", "Old"/);
  const twice = await read(trackerAsWorkbook(example, ['Requests', 'Copy of Requests']));
  assert.match(twice.refused?.message ?? '', /Several sheets have the columns of the mapping: "Requests", "Copy of Requests"/);
  assert.match((await read(example.split('\n').slice(0, 2).join('\n'))).refused?.message ?? '', /no row under the headings/);
});

test('a tracker without a mapping is refused before it is read', async () => {
  const opened = await withFiles([{ name: 'tracker.csv', content: example }], (paths) => openFile('tracker', paths));
  assert.match('refused' in opened ? opened.refused.message : '', /read by its mapping.*Give one/);
});
