// A child of the record misspelt in a file: the row waits for a person, and no second record is begun.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { deriveCases, of, recordDatabase, recordNow } from '../../test/casework.ts';
import { load } from '../../test/imports.ts';
import { withFiles } from '../../test/reading.ts';
import { returned } from '../../test/cases.ts';
import { loadTracker, mappingOf } from '../../test/trackers.ts';
import type { Day } from '../calendar/day.ts';
import type { ReturnRecord } from '../case-history/return-record.ts';
import type { Database } from '../platform/database.ts';
import { operatorNamed } from '../platform/viewer.ts';
import { choiceOf, decideQuarantined, knownPeople, type KnownPerson, quarantined, quarantinedRow } from './quarantine.sql.ts';
import { compareRecords } from './quarantine.ts';
import { runComparison } from './tracker.job.ts';

const viewer = operatorNamed('officer');
const child = '00000000-0000-4000-8000-00000000f00d';
const tracker = { asAt: '2026-03-31' as Day, mapping: mappingOf(JSON.stringify({ tracker: 'Plans', columns: { UPN: { to: 'upn' }, Surname: { to: 'surname' }, Forename: { to: 'forename' }, DOB: { to: 'dob' } } })) };
const sheet = (...rows: readonly string[]): string => ['UPN,Surname,Forename,DOB', ...rows].join('\n');

/** A record in which Caspian Vellacott stands, as staff entered him. */
const recorded = (db: Database): Promise<unknown> => recordNow(db, [of(child, 'PERSON', null, { surname: 'Vellacott', forename: 'Caspian', dob: '2012-01-02', upn: 'Z999000000158' })]);

function inReturn([upn, surname, forename, dob]: readonly string[]): ReturnRecord {
  const record = returned(2026, '2025-10-08');
  const person = { ...record.person, surname, forename, upn: upn === '' ? null : upn, uniqueLearnerNumber: null, personBirthDate: (dob ?? '').split('/').reverse().join('-') };
  return { ...record, person } as ReturnRecord;
}

async function verdict(db: Database, content: string): Promise<readonly (string | null | undefined)[]> {
  const outcome = await withFiles([{ name: 'tracker.csv', content }], (paths) => runComparison(db, viewer, { paths, names: ['tracker.csv'], scanning: 'nowhere', derive: deriveCases, tracker }));
  return 'refused' in outcome ? [outcome.refused] : [outcome.rows[0]?.verdict, outcome.rows[0]?.why];
}

const rows: readonly [what: string, row: string, waits: boolean][] = [
  ['both names misspelt, no number', ',Vellacot,Caspien,02/01/2012', true],
  ['the forename spelt as it sounds, another number', 'Z999000000166,Vellacott,Kaspian,02/01/2012', true],
  ['a twin', 'Z999000000166,Vellacott,Isolde,02/01/2012', false],
  ['a namesake of another family', ',Wintergreen,Caspian,02/01/2012', false],
  ['another date of birth', ',Vellacot,Caspien,03/01/2012', false],
  ['no forename', 'Z999000000166,Vellacot,,02/01/2012', false],
];

describe('a row with nearly the names of a child born on its day waits, and with other names begins a record', () => {
  for (const [what, row, waits] of rows) {
    test(what, async (t) => {
      const { db } = await recordDatabase(t);
      await recorded(db);
      const comes = (balance: { new: number; quarantined: number }): unknown => [balance.new, balance.quarantined];
      const expected = waits ? [0, 1] : [1, 0];
      assert.deepEqual(await verdict(db, sheet(row)), waits ? ['waits', 'Nearly the same names and the same date of birth, but no number in common'] : ['only-tracker', null]);
      assert.deepEqual(comes((await loadTracker(db, sheet(row), { ...tracker, dryRun: true })).balance), expected, 'tracker, dry run');
      assert.deepEqual(comes((await load(db, 2026, [inReturn(row.split(','))], { dryRun: true })).balance), expected, 'return, dry run');
      assert.deepEqual(comes((await load(db, 2026, [inReturn(row.split(','))])).balance), expected, 'return');
    });
  }
});

test('once a person has said who it is, the sheet is known under either spelling', async (t) => {
  const { db } = await recordDatabase(t);
  await recorded(db);
  const misspelt = sheet(',Vellacot,Caspien,02/01/2012');
  await loadTracker(db, misspelt, tracker);
  const [waiting] = await quarantined(db, viewer, { state: 'waiting' }, { from: 0, most: 9 });
  assert.ok(waiting);
  assert.deepEqual((await quarantinedRow(db, viewer, waiting.batch, waiting.row))?.alike, [child]);
  const [held] = await knownPeople(db, viewer, [child], '2026-04-01T09:00:00.000000Z');
  const told = compareRecords((waiting.record as ReturnRecord).person, held as KnownPerson).slice(0, 3).map(({ words, points }) => [words, points]);
  assert.deepEqual(told, [['Differs: nearly the same name', 0], ['Differs: nearly the same name', 0], ['The same', 20]], 'a misspelling does not count against the match');
  const decided = await decideQuarantined(db, deriveCases, choiceOf(waiting.batch, waiting.row, { same: child }, { id: randomUUID(), recordedBy: 'officer' }));
  assert.deepEqual(decided, { done: { child } });
  assert.deepEqual((await loadTracker(db, sheet(',Vellacot,Caspien,02/01/2012'), { ...tracker, asAt: '2026-04-30' as Day })).balance.new, 0);
});

test('twins of one file are two children, however near their names', async (t) => {
  const { db } = await recordDatabase(t);
  const { balance } = await loadTracker(db, sheet('Z999000000158,Vellacott,Jaden,02/01/2012', 'Z999000000166,Vellacott,Jayden,02/01/2012'), tracker);
  assert.deepEqual([balance.new, balance.quarantined], [2, 0]);
});
