// What a tracker says of the child itself: other names, NHS number, looked after.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import { deriveCases, of, recordDatabase, recordNow } from '../../test/casework.ts';
import { withFiles } from '../../test/reading.ts';
import { loadTracker, mappingOf } from '../../test/trackers.ts';
import type { Day } from '../calendar/day.ts';
import type { Database } from '../platform/database.ts';
import { operatorNamed } from '../platform/viewer.ts';
import type { Balance } from './import-balance.ts';
import type { ComparedRow } from './tracker-compared.ts';
import { runComparison } from './tracker.job.ts';

const asAt = '2026-03-31' as Day;
const mapping = mappingOf(JSON.stringify({
  tracker: 'Plans', columns: {
    'NHS no': { to: 'nhsNumber' }, 'Surname': { to: 'surname' }, 'Forename': { to: 'forename' }, 'DOB': { to: 'dob' }, 'Known as': { to: 'knownAs' },
    'Formerly': { to: 'formerNames' }, 'CLA': { to: 'lookedAfter' }, 'CLA from': { to: 'LOOKED_AFTER_STARTED' }, 'CLA until': { to: 'LOOKED_AFTER_ENDED' },
    'Plan made': { to: 'PLAN_FIRST_MADE' },
  },
}));
const headings = 'NHS no,Surname,Forename,DOB,Known as,Formerly,CLA,CLA from,CLA until,Plan made';
const sheet = (...rows: readonly string[]): string => [headings, ...rows].join('\n');
const load = (db: Database, ...rows: readonly string[]): Promise<{ balance: Balance }> => loadTracker(db, sheet(...rows), { mapping, asAt });

const child = '00000000-0000-4000-8000-00000000f00d';
const known = (facts: Record<string, string>) => of(child, 'PERSON', null, { surname: 'Quxworthy', forename: 'Zuleika', dob: '2017-03-27', nhsNumber: '9990000018', ...facts });

async function compared(db: Database, ...rows: readonly string[]): Promise<readonly ComparedRow[]> {
  return withFiles([{ name: 'tracker.csv', content: sheet(...rows) }], async (paths) => {
    const outcome = await runComparison(db, operatorNamed('officer'), { paths, names: ['tracker.csv'], scanning: 'nowhere', derive: deriveCases, tracker: { mapping, asAt } });
    if ('refused' in outcome) throw new Error(outcome.refused);
    return outcome.rows;
  });
}

describe('the NHS number tells who a row is about, as a UPN does', () => {
  const cases: readonly [what: string, row: string, becomes: Partial<Balance>][] = [
    ['the same number, birth date and names', '999 000 0018,Quxworthy,Zuleika,27/03/2017,,,,,,', { unchanged: 1 }],
    ['another surname', '9990000018,Umberleigh,Zuleika,27/03/2017,,,,,,', { changed: 1 }],
    ['the forename spelt otherwise', '9990000018,Quxworthy,Suleyka,27/03/2017,,,,,,', { changed: 1 }],
    ['the name in daily use', '9990000018,Quxworthy,Bird,27/03/2017,,,,,,', { changed: 1 }],
    ['another forename', '9990000018,Quxworthy,Isolde,27/03/2017,,,,,,', { quarantined: 1 }],
    ['another birth date', '9990000018,Quxworthy,Zuleika,28/03/2017,,,,,,', { quarantined: 1 }],
    ['no birth date', '9990000018,,,,,,,,,', { quarantined: 1 }],
    ['another number with the same names', '9990000026,Quxworthy,Zuleika,27/03/2017,,,,,,', { quarantined: 1 }],
    ['a number that is none, of somebody not known otherwise', '9990000019,,,,,,,,,', { excluded: 1 }],
  ];
  for (const [what, row, becomes] of cases) {
    test(what, async (t) => {
      const { db } = await recordDatabase(t);
      await recordNow(db, [known({ knownAs: 'Bird' })]);
      const { balance } = await load(db, row);
      assert.deepEqual(Object.fromEntries(Object.entries(balance).filter(([name, count]) => name !== 'in' && count > 0)), becomes);
    });
  }

  test('a row with the UPN of one child and the NHS number of another waits: the column was sorted by itself', async (t) => {
    const { db } = await recordDatabase(t);
    await recordNow(db, [known({ upn: 'Z999000000123' })]);
    await recordNow(db, [of('00000000-0000-4000-8000-00000000f00e', 'PERSON', null, { surname: 'Vellacott', forename: 'Caspian', dob: '2012-01-02', nhsNumber: '9990000026', upn: 'Z999000000131' })]);
    const own = mappingOf(JSON.stringify({ tracker: 'Numbers', columns: { UPN: { to: 'upn' }, NHS: { to: 'nhsNumber' }, DOB: { to: 'dob' }, Plan: { to: 'PLAN_FIRST_MADE' } } }));
    const rows = (first: string, second: string): string => ['UPN,NHS,DOB,Plan', `Z999000000123,${first},27/03/2017,01/09/2025`, `Z999000000131,${second},02/01/2012,01/09/2025`].join('\n');
    const swapped = await loadTracker(db, rows('9990000026', '9990000018'), { mapping: own, asAt });
    assert.deepEqual([swapped.balance.quarantined, swapped.balance.changed], [2, 0]);
    const right = await loadTracker(db, rows('9990000018', '9990000026'), { mapping: own, asAt });
    assert.deepEqual([right.balance.quarantined, right.balance.changed], [0, 2]);
  });

  test('two rows with one number and birth date but other forenames are two children: the number was copied down the sheet', async (t) => {
    const { db } = await recordDatabase(t);
    const { balance } = await load(db, '9990000018,Quxworthy,Zuleika,27/03/2017,,,,,,', '9990000018,Quxworthy,Caspian,27/03/2017,,,,,,', '9990000018,Quxworthy,Caspien,27/03/2017,,,,,,');
    assert.deepEqual([balance.new, balance.merged], [2, 1]);
    const { rows } = await sql<{ forename: string }>`SELECT forename FROM derived.child ORDER BY forename`.execute(db);
    assert.deepEqual(rows.map(({ forename }) => forename), ['Caspian', 'Zuleika']);
  });

  test('two rows with one number and birth date are one child; a slip in the number is told with the cell', async (t) => {
    const { db } = await recordDatabase(t);
    const { balance } = await load(db, '9990000018,Quxworthy,Zuleika,27/03/2017,,,,,,', '9990000018,Quxworthy,Zuleika,27/03/2017,Bird,,,,,,,', '9990000027,Vellacott,Caspian,02/01/2012,,,,,,');
    assert.deepEqual([balance.new, balance.merged], [2, 1]);
    const { rows } = await sql`SELECT known_as FROM derived.child WHERE surname = 'Quxworthy'`.execute(db);
    assert.deepEqual(rows, [{ known_as: 'Bird' }]);
    const { rows: problems } = await sql<{ value: string; message: string }>`SELECT value, message FROM import_problem`.execute(db);
    assert.deepEqual(problems.map(({ value, message }) => `${value}: ${message}`), ['9990000027: This is no NHS number: it has 10 digits, and the last one goes with the others. Check each digit, and put it right in the sheet.']);
  });
});

test('names, number and looked-after are kept, compared field by field, and gone from the comparison once loaded', async (t) => {
  const { db } = await recordDatabase(t);
  await recordNow(db, [known({ knownAs: 'Zuzu' }), of(child, 'LOOKED_AFTER_STARTED', '2026-01-10')]);
  const row = '9990000018,Quxworthy,Zuleika,27/03/2017,Bird,Bramblecote,N,05/01/2026,,';
  const fields = (await compared(db, row))[0]?.fields.filter(({ verdict }) => verdict !== 'agrees');
  assert.deepEqual(fields?.map(({ field, verdict, theirs, ours }) => [field, verdict, theirs, ours]), [
    ['Personal details: known as', 'disagrees', 'Bird', 'Zuzu'], ['Personal details: former names', 'only-tracker', 'Bramblecote', null],
    ['Looked after: first day looked after', 'disagrees', '5 January 2026', '10 January 2026'], ['Looked after: on the day of the sheet', 'disagrees', 'No', 'Yes'],
  ]);
  const other = '9990000026,Vellacott,Caspian,02/01/2012,Cas,Oddfellow,,05/01/2026,28/02/2026,';
  await load(db, other);
  assert.deepEqual((await compared(db, other))[0]?.verdict, 'agrees');
  const { rows } = await sql`SELECT known_as, former_names, nhs_number, from_on, until_on FROM derived.child JOIN derived.looked_after USING (child_id) WHERE surname = 'Vellacott'`.execute(db);
  assert.deepEqual(rows, [{ known_as: 'Cas', former_names: 'Oddfellow', nhs_number: '9990000026', from_on: '2026-01-05', until_on: '2026-02-28' }]);
  assert.equal((await sql<{ n: number }>`SELECT count(*) AS n FROM derived.request`.execute(db)).rows[0]?.n, 0, 'no request is made of it');
});
