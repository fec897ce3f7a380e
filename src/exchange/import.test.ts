import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import { deriveCases, recordDatabase } from '../../test/casework.ts';
import { derivedContents, load, sourceOf, tableSizes, tryLoad } from '../../test/imports.ts';
import { inventCouncil, inventReturns } from '../../test/returns.ts';
import type { ReturnRecord } from '../case-history/return-record.ts';
import { runImport } from './import.job.ts';
import { takeIn } from './import.sql.ts';
import type { Balance } from './import-balance.ts';
import { batchNamed, failBatch } from './import-batch.sql.ts';
import { rollBack } from './import-roll-back.sql.ts';

/** A person of a return with one open request, unless told otherwise. */
function person(about: Partial<ReturnRecord['person']> = {}, receivedDate: string | null = '2025-11-03', year = 2026): ReturnRecord {
  const record = structuredClone(inventReturns(1, { children: 40, year }).find((one) => one.requests.length === 1)) as ReturnRecord;
  const [request] = record.requests;
  const open = { ...request, receivedDate, requestOutcome: 'A', requestOutcomeDate: null, exported: null, assessment: null, activePlan: null };
  return { ...record, person: { ...record.person, ...anna, ...about }, requests: [open] } as ReturnRecord;
}

const anna: Partial<ReturnRecord['person']> = {
  surname: 'Pebblecroft', forename: 'Anaïsa', personBirthDate: '2015-02-13' as never, upn: 'A999000000001', uniqueLearnerNumber: null, upnUnknown: null,
};
const nobody: ReturnRecord = { ...person(), person: { ...person().person, surname: null, forename: null, personBirthDate: null, upn: null, uniqueLearnerNumber: null }, requests: [] };

const balance = (some: Partial<Balance>): Balance => ({ in: 0, new: 0, changed: 0, unchanged: 0, merged: 0, quarantined: 0, excluded: 0, ...some });

interface Example { about: string; held: ReturnRecord[]; file: ReturnRecord[]; comes: Partial<Balance> }

const held = [person()];
const twins = [person(), person({ forename: 'Berta', upn: 'B999000000002' })];
const examples: Example[] = [
  { about: 'nobody is known', held: [], file: [person()], comes: { in: 1, new: 1 } },
  { about: 'the same number and birth date, and a new request', held, file: [person({}, '2024-05-07')], comes: { in: 1, changed: 1 } },
  { about: 'the same number and birth date, another forename', held, file: [person({ forename: 'Annie' })], comes: { in: 1, changed: 1 } },
  { about: 'the same number and birth date, and less than is known', held, file: [{ ...person(), requests: [] }], comes: { in: 1, unchanged: 1 } },
  { about: 'the very same row', held, file: [person()], comes: { in: 1, unchanged: 1 } },
  { about: 'the same ULN and birth date, no UPN', held: [person({ uniqueLearnerNumber: '9900000019' })], file: [person({ upn: null, uniqueLearnerNumber: '9900000019' }, '2024-05-07')], comes: { in: 1, changed: 1 } },
  { about: 'the same number, another birth date', held, file: [person({ personBirthDate: '2015-03-12' as never })], comes: { in: 1, quarantined: 1 } },
  { about: 'the same names and birth date, another number', held, file: [person({ upn: 'B999000000002' })], comes: { in: 1, quarantined: 1 } },
  { about: 'the same names but for accents, case and marks, no number', held: [person({ surname: "O'Wren-Łuk" })], file: [person({ surname: 'OWREN LUK', forename: 'anaisa', upn: null })], comes: { in: 1, quarantined: 1 } },
  { about: 'other names, another number', held, file: [person({ surname: 'Vetchdale', upn: 'B999000000002' })], comes: { in: 1, new: 1 } },
  { about: 'one child twice in a file, by number', held: [], file: [person(), person({ surname: 'Pebblecraft' }, '2024-05-07')], comes: { in: 2, new: 1, merged: 1 } },
  { about: 'one known child twice in a file, by one number each', held: [person({ uniqueLearnerNumber: '9900000019' })], file: [person({}, '2023-05-07'), person({ upn: null, uniqueLearnerNumber: '9900000019' }, '2024-05-07')], comes: { in: 2, changed: 1, merged: 1 } },
  { about: 'one child three times, the third row telling that the others are one', held: [], file: [person(), person({ upn: null, uniqueLearnerNumber: '9900000019' }), person({ uniqueLearnerNumber: '9900000019' })], comes: { in: 3, new: 1, merged: 2 } },
  { about: 'two people of a file who merely look alike', held: [], file: [person(), person({ upn: 'B999000000002' }), person({ upn: null })], comes: { in: 3, new: 3 } },
  { about: 'numbers of two children', held: [person({ surname: 'Vetchdale' }), person({ upn: null, uniqueLearnerNumber: '9900000019' })], file: [person({ uniqueLearnerNumber: '9900000019' }, '2024-05-07')], comes: { in: 1, quarantined: 1 } },
  { about: 'the numbers of twins exchanged', held: twins, file: [person({ forename: 'Berta' }, '2024-05-07'), person({ upn: 'B999000000002' }, '2024-05-07')], comes: { in: 2, quarantined: 2 } },
  { about: 'a twin who takes a name that nobody has', held: twins, file: [person({ forename: 'Carla' }, '2024-05-07')], comes: { in: 1, changed: 1 } },
  { about: 'nothing but a request', held: [], file: [{ ...nobody, requests: person().requests }], comes: { in: 1, new: 1 } },
  { about: 'nothing at all', held, file: [nobody], comes: { in: 1, excluded: 1 } },
];

describe('what becomes of a row', () => {
  for (const { about, held: before, file, comes } of examples) {
    test(about, async (t) => {
      const { db } = await recordDatabase(t);
      if (before.length > 0) await load(db, 2026, before);
      assert.deepEqual((await load(db, 2026, file, { dryRun: true })).balance, balance(comes), 'dry run');
      assert.deepEqual((await load(db, 2026, file)).balance, balance(comes));
      const { excluded = 0 } = comes;
      assert.deepEqual((await load(db, 2026, file)).balance, balance({ in: file.length, unchanged: file.length - excluded, excluded }), 'again');
    });
  }
});

test('rows of one child become one record with the requests of both', async (t) => {
  const { db } = await recordDatabase(t);
  await load(db, 2026, [person(), ...inventReturns(5, { children: 120, year: 2026 }), person({}, '2024-05-07'), person()]);
  const { children } = await derivedContents(db);
  const rows = children?.find((of) => JSON.stringify(of).includes('Pebblecroft')) as string[];
  assert.deepEqual(rows.filter((row) => row.startsWith('["request"')).map((row) => (JSON.parse(row) as [string, { received_on: string }])[1].received_on).sort(), ['2024-05-07', '2025-11-03']);
});

test('a dry run writes nothing', async (t) => {
  const { db } = await recordDatabase(t);
  const council = inventCouncil(4, { children: 150, years: [2025, 2026] });
  await load(db, 2025, council.returns.get(2025) ?? []);
  const before = [await tableSizes(db), await derivedContents(db)];
  const dry = await load(db, 2026, council.returns.get(2026) ?? [], { dryRun: true });
  assert.deepEqual([await tableSizes(db), await derivedContents(db)], before);
  assert.deepEqual((await load(db, 2026, council.returns.get(2026) ?? [])).balance, dry.balance);
});

test('a second load of the same file writes no history and names the first', async (t) => {
  const { db } = await recordDatabase(t);
  const records = inventReturns(9, { children: 300, year: 2026 });
  const first = await load(db, 2026, records);
  const { history, subject } = await tableSizes(db);
  const again = await load(db, 2026, records);
  assert.equal(again.sameAs, first.batch);
  assert.equal(again.balance.unchanged, 300);
  const after = await tableSizes(db);
  assert.deepEqual([after['history'], after['subject']], [history, subject]);
});

test('one batch asked for twice is loaded once', async (t) => {
  const { db } = await recordDatabase(t);
  const batch = { id: randomUUID(), kind: 'sen2-xml', files: ['return.xml'], askedBy: 'data officer' };
  const task = { batch, derive: deriveCases, dryRun: false, wait: true, hear: () => {} };
  const source = sourceOf(2026, inventReturns(3, { children: 40, year: 2026 }));
  const outcomes = await Promise.all([takeIn(db, task, source), takeIn(db, task, source)]);
  assert.equal(outcomes.filter((outcome) => 'refused' in outcome).length, 1);
  await failBatch(db, batch.id, 'too late');
  const kept = await batchNamed(db, batch.id);
  assert.deepEqual([kept?.state, kept?.balance?.new, kept?.trouble], ['done', 40, null]);
});

test('what is loaded stays so for a process that comes late and finds the file gone, and what was rolled back is not loaded again', async (t) => {
  const { db } = await recordDatabase(t);
  const batch = { id: randomUUID(), kind: 'sen2-xml', files: ['return.xml'], askedBy: 'data officer' };
  const task = { batch, derive: deriveCases, dryRun: false, wait: true, hear: () => {} };
  const source = sourceOf(2026, inventReturns(3, { children: 40, year: 2026 }));
  await takeIn(db, task, source);
  const late = { kind: 'sen2', paths: ['/nonexistent/001'], names: batch.files, by: batch.askedBy, derive: deriveCases, scanning: 'nowhere', batch: batch.id } as const;
  const outcome = await runImport(db, late);
  assert.match('refused' in outcome ? outcome.refused : '', /no file to read/);
  const kept = await batchNamed(db, batch.id);
  assert.ok(kept !== null);
  assert.deepEqual([kept.state, kept.balance?.new, kept.trouble], ['done', 40, null]);
  assert.equal('refused' in await rollBack(db, deriveCases, kept, batch.askedBy), false);
  const again = await takeIn(db, task, source);
  assert.match('refused' in again ? again.refused : '', /loaded meanwhile/);
  assert.equal((await batchNamed(db, batch.id))?.state, 'rolled-back');
});

test('the file of another council is refused, and nothing of it stays', async (t) => {
  const { db } = await recordDatabase(t);
  await load(db, 2026, [person()]);
  const before = await derivedContents(db);
  const refused = await tryLoad(db, sourceOf(2026, inventReturns(2, { children: 20, year: 2026 }), '301'));
  assert.match('refused' in refused ? refused.refused : '', /authority 301.*authority 999/);
  assert.deepEqual(await derivedContents(db), before);
});

test('a database that holds an invented council takes no file, and nothing is written', async (t) => {
  const { db } = await recordDatabase(t);
  await sql`INSERT INTO installation (kind, council, set_up_at) VALUES ('demo', 'Invented', now())`.execute(db);
  const before = await tableSizes(db);
  const refused = await tryLoad(db, sourceOf(2026, inventReturns(4, { children: 2, year: 2026 })));
  assert.match('refused' in refused ? refused.refused : '', /invented council.*Nothing was loaded/);
  assert.deepEqual(await tableSizes(db), before);
});
