import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { sql } from 'kysely';
import { deriveCases, of, recordDatabase, recordNow } from '../../test/casework.ts';
import { returned } from '../../test/cases.ts';
import { load, tableSizes } from '../../test/imports.ts';
import { withFiles } from '../../test/reading.ts';
import { loadTracker, mappingOf } from '../../test/trackers.ts';
import type { Day } from '../calendar/day.ts';
import type { Database } from '../platform/database.ts';
import { operatorNamed } from '../platform/viewer.ts';
import { csvText } from '../platform/list-file.ts';
import { differencesList } from './tracker-differences.ts';
import { type Compared, countFields, countRows } from './tracker-compared.ts';
import { runComparison } from './tracker.job.ts';

const example = readFileSync(new URL('../../reference/example-tracker.csv', import.meta.url), 'utf8');
const mapping = mappingOf(readFileSync(new URL('../../reference/example-tracker.mapping.json', import.meta.url), 'utf8'));
const tracker = { mapping, asAt: '2026-03-31' as Day };
const viewer = operatorNamed('officer');

function compare(db: Database, content: string, how = tracker): Promise<Compared> {
  return withFiles([{ name: 'tracker.csv', content }], async (paths) => {
    const outcome = await runComparison(db, viewer, { paths, names: ['tracker.csv'], scanning: 'nowhere', derive: deriveCases, tracker: how });
    if ('refused' in outcome) throw new Error(outcome.refused);
    return outcome;
  });
}

/** Ottoline as a return has her, a child of whom the sheet has no row, and one who is like Persephone. */
async function recorded(db: Database): Promise<void> {
  const ottoline = returned(2026, '2025-10-08');
  Object.assign(ottoline.person, { surname: 'Wintergreen', forename: 'Ottoline', personBirthDate: '2010-06-19', upn: 'Z999000000174', uniqueLearnerNumber: null, postCode: null });
  await load(db, 2026, [ottoline]);
  await recordNow(db, [
    of('00000000-0000-4000-8000-00000000f00d', 'PERSON', null, { surname: 'Absent', forename: 'Aloysius', dob: '2016-05-05', upn: 'Z999000000190' }), of('00000000-0000-4000-8000-00000000f00d', 'REQUEST_RECEIVED', '2026-03-04'),
    of('00000000-0000-4000-8000-00000000beef', 'PERSON', null, { surname: 'Umberleigh', forename: 'Persephone', dob: '2018-09-05' }),
    of('00000000-0000-4000-8000-00000000cafe', 'PERSON', null, { surname: 'Quxworthy', forename: 'Isolde', dob: '2017-03-27', upn: 'Z999000000166' }), of('00000000-0000-4000-8000-00000000cafe', 'REQUEST_RECEIVED', '2026-03-02', { requestSource: '3' }),
  ]);
}

test('each row is one of eight, the counts add up, and nothing is written but that somebody looked', async (t) => {
  const { db } = await recordDatabase(t);
  await recorded(db);
  const before = await tableSizes(db);
  const compared = await compare(db, example);
  assert.deepEqual(await tableSizes(db), before);
  const counts = countRows(compared);
  assert.deepEqual(counts, { 'only-tracker': 3, 'disagrees': 1, 'says-more': 1, 'stands': 0, 'agrees': 0, 'waits': 1, 'merged': 1, 'excluded': 3 });
  const { balance } = await loadTracker(db, example, { ...tracker, dryRun: true });
  const fates = { new: counts['only-tracker'], changed: counts.disagrees + counts['says-more'], unchanged: counts.stands + counts.agrees, merged: counts.merged, quarantined: counts.waits, excluded: counts.excluded };
  assert.deepEqual({ in: compared.rows.length, ...fates }, balance, 'the same words are the same rows when it is loaded');
  assert.equal(Object.values(counts).reduce((sum, count) => sum + count, 0), compared.rows.length);
  assert.deepEqual(compared.onlyInRecord.map(({ surname, since }) => [surname, since]), [['Absent', '2026-03-04']]);
  const { rows } = await sql<{ n: number }>`SELECT count(*) AS n FROM access_child JOIN access_view ON id = view_id WHERE what = 'tracker compared with the record'`.execute(db);
  assert.equal(rows[0]?.n, 3);
});

test('a field says what the sheet has, what the record has, and where the record has it from', async (t) => {
  const { db } = await recordDatabase(t);
  await recorded(db);
  const { rows } = await compare(db, example);
  const ottoline = rows.find(({ name }) => name === 'Wintergreen, Ottoline')?.fields ?? [];
  assert.deepEqual(ottoline.filter(({ verdict }) => verdict === 'disagrees')[0], {
    field: 'Request: day the request was received, or the authority became responsible', verdict: 'disagrees', theirs: '7 October 2025', ours: '8 October 2025', source: 'SEN2 return 2026',
  });
  assert.ok(ottoline.some(({ field, verdict, ours }) => field === 'Advice (Educational psychologist): day the advice came' && verdict === 'only-tracker' && ours === null));
  assert.ok(ottoline.some(({ field, verdict }) => field === 'Personal details: surname' && verdict === 'agrees'));
  for (const { stated, agrees, disagrees, onlyTracker } of countFields(rows)) assert.equal(stated, agrees + disagrees + onlyTracker);
  const known = new Map(rows.flatMap(({ child }) => (child === null ? [] : [[child, 'A-1'] as const])));
  const csvOf = (references: ReadonlyMap<string, string>): string => [...csvText(differencesList('a tracker', { rows, onlyInRecord: [] }, references))].join('');
  assert.match(csvOf(new Map()), /Changed \(disagrees\),Restricted record,,,,,/);
  assert.match(csvOf(known), /Row 11,Changed \(disagrees\),"Wintergreen, Ottoline","Request: day the request was received, or the authority became responsible",Disagrees,7 October 2025,8 October 2025,SEN2 return 2026/);
});

test('once it is loaded, the same sheet agrees but for what a person has to decide', async (t) => {
  const { db } = await recordDatabase(t);
  await loadTracker(db, example, tracker);
  const counts = countRows(await compare(db, example));
  assert.deepEqual([counts.disagrees, counts['says-more'], counts['only-tracker'], counts.waits], [0, 0, 0, 0]);
  assert.equal(counts.agrees, 7);
});

test('what staff recorded after the day of the sheet is no less a difference', async (t) => {
  const { db } = await recordDatabase(t);
  await recordNow(db, [of('00000000-0000-4000-8000-00000000cafe', 'PERSON', null, { surname: 'Quxworthy', forename: 'Isolde', dob: '2017-03-27', upn: 'Z999000000166' }), of('00000000-0000-4000-8000-00000000cafe', 'REQUEST_RECEIVED', '2026-03-03')]);
  const { rows } = await compare(db, example);
  assert.deepEqual(rows.find(({ name }) => name === 'Quxworthy, Isolde')?.fields.find(({ verdict }) => verdict === 'disagrees'), {
    field: 'Request: day the request was received, or the authority became responsible', verdict: 'disagrees', theirs: '2 March 2026', ours: '3 March 2026', source: 'Staff',
  });
});

test('a sheet that keeps finished requests lacks those that ended since the first end that it has', async () => {
  const { db } = await recordDatabase();
  const ended = (end: string, on: string, upn: string) => [
    of(`00000000-0000-4000-8000-00000000000${end}`, 'PERSON', null, { surname: 'Eaglethorn', forename: 'Oriel', dob: '2017-04-05', upn }),
    of(`00000000-0000-4000-8000-00000000000${end}`, 'REQUEST_RECEIVED', '2025-01-13'), of(`00000000-0000-4000-8000-00000000000${end}`, 'DECISION_TO_ASSESS_NOTIFIED', '2025-02-10'),
    of(`00000000-0000-4000-8000-00000000000${end}`, 'FINAL_PLAN_SENT', on),
  ];
  await recordNow(db, [...ended('1', '2025-08-07', 'Z999000000105'), ...ended('2', '2025-08-08', 'Z999000000106'), ...ended('3', '2025-09-12', 'Z999000000107')]);
  const sheet = 'UPN,Child,DOB,Received,Sent\nZ999000000108,"Fennimore, Oriel",05/04/2017,20/01/2025,08/08/2025';
  const columns = { UPN: { to: 'upn' }, Child: { to: 'fullName' }, DOB: { to: 'dob' }, Received: { to: 'REQUEST_RECEIVED' }, Sent: { to: 'FINAL_PLAN_SENT' } };
  const lacking = async (more: object, rows = sheet): Promise<(string | null)[]> => (await compare(db, rows, { ...tracker, mapping: mappingOf(JSON.stringify({ tracker: 'x', columns, ...more })) })).onlyInRecord.map(({ child }) => child.slice(-1));
  assert.deepEqual((await lacking({})).sort(), ['2', '3']);
  assert.deepEqual((await lacking({}, `${sheet}\nZ999000000109,"Fennimore, Alder",06/05/2017,20/01/2025,08/08/2015`)).sort(), ['2', '3'], 'an end before its request is mistyped');
  assert.deepEqual(await lacking({ covers: 'open requests' }), []);
});
