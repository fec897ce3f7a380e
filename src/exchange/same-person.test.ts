// Two rows of a file with one number and different birth dates, or alike and without numbers: a person has to settle who they are.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import { deriveCases, recordDatabase } from '../../test/casework.ts';
import { withFiles } from '../../test/reading.ts';
import { loadTracker, mappingOf } from '../../test/trackers.ts';
import type { Day } from '../calendar/day.ts';
import { operatorNamed } from '../platform/viewer.ts';
import { choiceOf, decideQuarantined, quarantined, quarantinedRow } from './quarantine.sql.ts';
import { runComparison } from './tracker.job.ts';

const viewer = operatorNamed('officer');
const columns = { UPN: { to: 'upn' }, NHS: { to: 'nhsNumber' }, Surname: { to: 'surname' }, Forename: { to: 'forename' }, DOB: { to: 'dob' } };
const tracker = { asAt: '2026-03-31' as Day, mapping: mappingOf(JSON.stringify({ tracker: 'Plans', columns })) };
const sheet = (...rows: readonly string[]): string => ['UPN,NHS,Surname,Forename,DOB', ...rows].join('\n');
const zuleika = ',9990000018,Quxworthy,Zuleika,27/03/2017';

describe('of two rows with one number, or alike and without numbers, the second waits', () => {
  const cases: readonly [what: string, rows: readonly string[], begun: number, waits: number][] = [
    ['another birth date', [zuleika, ',9990000018,Quxworthy,Zuleika,28/03/2017'], 1, 1],
    ['no birth date', [zuleika, ',9990000018,Quxworthy,Zuleika,'], 1, 1],
    ['another child altogether', [zuleika, ',9990000018,Vellacott,Caspian,02/01/2012'], 1, 1],
    ['one UPN', ['Z999000000158,,Quxworthy,Zuleika,27/03/2017', 'Z999000000158,,Quxworthy,Zuleika,28/03/2017'], 1, 1],
    ['a later row gives the first one its number', ['Z999000000158,,Quxworthy,Zuleika,27/03/2017', ',9990000018,Vellacott,Caspian,02/01/2012', 'Z999000000158,9990000018,Quxworthy,Zuleika,27/03/2017'], 1, 1],
    ['the same names and birth date, and no numbers', [',,Quxworthy,Zuleika,27/03/2017', ',,QUXWORTHY,Zuleika,27/03/2017'], 1, 1],
    ['the same names and birth date, and a number in one', [',,Quxworthy,Zuleika,27/03/2017', 'Z999000000158,,Quxworthy,Zuleika,27/03/2017'], 1, 1],
    ['the same names, and another birth date', [',,Quxworthy,Zuleika,27/03/2017', ',,Quxworthy,Zuleika,28/03/2017'], 2, 0],
    ['two numbers', [zuleika, ',9990000026,Quxworthy,Zuleika,28/03/2017'], 2, 0],
  ];
  for (const [what, rows, begun, waits] of cases) {
    test(what, async (t) => {
      const { db } = await recordDatabase(t);
      const { balance } = await loadTracker(db, sheet(...rows), { ...tracker, dryRun: true });
      assert.deepEqual([balance.new, balance.quarantined], [begun, waits]);
    });
  }
});

test('it is said before loading, shown beside the first, and becomes the same child by decision', async (t) => {
  const { db } = await recordDatabase(t);
  const content = sheet(zuleika, ',9990000018,Quxworthy,Zuleika,28/03/2017');
  const compared = async (): Promise<unknown> => {
    const outcome = await withFiles([{ name: 'tracker.csv', content }], (paths) => runComparison(db, viewer, { paths, names: ['tracker.csv'], scanning: 'nowhere', derive: deriveCases, tracker }));
    return 'rows' in outcome && outcome.rows.map(({ at, verdict, why }) => [at, verdict, why]);
  };
  assert.deepEqual(await compared(), [['Row 2', 'only-tracker', null], ['Row 3', 'waits', 'The same number as an earlier row of the file, but no date of birth in common']]);
  await loadTracker(db, content, tracker);
  assert.deepEqual(await compared(), [['Row 2', 'agrees', null], ['Row 3', 'agrees', 'The very same row came with a file before, and waits in the quarantine']], 'loaded again, it is unchanged');
  const { rows: [first] } = await sql<{ child: string }>`SELECT child_id AS child FROM derived.child`.execute(db);
  const [waiting] = await quarantined(db, viewer, { state: 'waiting' }, { from: 0, most: 9 });
  assert.ok(first !== undefined && waiting !== undefined);
  assert.deepEqual([waiting.alike, (await quarantinedRow(db, viewer, waiting.batch, waiting.row))?.alike], [[first.child], [first.child]]);
  const decided = await decideQuarantined(db, deriveCases, choiceOf(waiting.batch, waiting.row, { same: first.child }, { id: randomUUID(), recordedBy: 'officer' }));
  assert.deepEqual(decided, { done: { child: first.child } });
  assert.equal((await loadTracker(db, content, { ...tracker, asAt: '2026-04-30' as Day })).balance.quarantined, 0);
});
