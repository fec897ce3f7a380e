import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { deriveCases, recordDatabase } from '../../test/casework.ts';
import { derivedContents, load, tableSizes } from '../../test/imports.ts';
import { inventCouncil } from '../../test/returns.ts';
import type { ReturnRecord } from '../case-history/return-record.ts';
import type { Database } from '../platform/database.ts';
import { operatorNamed } from '../platform/viewer.ts';
import { batchNamed } from './import-batch.sql.ts';
import { rollBack } from './import-roll-back.sql.ts';
import { choiceOf, decideQuarantined, quarantineCounts, quarantined, quarantinedRow, type Verdict } from './quarantine.sql.ts';
import { compareRecords, type QuarantinedRow } from './quarantine.ts';

const viewer = operatorNamed('officer');
const waiting = (db: Database): Promise<QuarantinedRow[]> => quarantined(db, viewer, { state: 'waiting' }, { from: 0, most: 1000 });

const decide = (db: Database, row: QuarantinedRow, verdict: Verdict, id: string = randomUUID()): ReturnType<typeof decideQuarantined> =>
  decideQuarantined(db, deriveCases, choiceOf(row.batch, row.row, verdict, { id, recordedBy: 'officer' }));

/** Children of two years' returns, of whom the later one states another birth date. */
function returns(): [ReturnRecord[], ReturnRecord[]] {
  const council = inventCouncil(7, { children: 60, years: [2025, 2026] }).returns;
  const [before, after] = [2025, 2026].map((year) => (council.get(year) ?? []).filter(({ person }) => person.upn !== null)) as [ReturnRecord[], ReturnRecord[]];
  const born = after.map((record) => ({ ...record, person: { ...record.person, personBirthDate: '2012-02-14' as never } }));
  return [before, born.filter(({ person }) => before.some((one) => one.person.upn === person.upn)).slice(0, 5)];
}

describe('a decision about a row that waits', () => {
  test('the same person: the child’s record takes in what the row says, and the next load knows it', async (t) => {
    const { db } = await recordDatabase(t);
    const [before, after] = returns();
    await load(db, 2025, before);
    const { balance } = await load(db, 2026, after);
    assert.deepEqual([balance.in, balance.quarantined], [5, 5]);
    for (const row of await waiting(db)) assert.deepEqual(await decide(db, row, { same: row.alike[0] ?? '' }), { done: { child: row.alike[0] } });
    const { children } = await derivedContents(db);
    assert.equal(children?.length, before.length);
    assert.deepEqual((await load(db, 2026, after)).balance.unchanged, 5);
  });

  test('different people: a record is begun', async (t) => {
    const { db } = await recordDatabase(t);
    const [before, after] = returns();
    await load(db, 2025, before);
    await load(db, 2026, after);
    for (const row of await waiting(db)) await decide(db, row, { different: true });
    assert.equal((await derivedContents(db))['children']?.length, before.length + 5);
    assert.deepEqual((await load(db, 2026, after)).balance.unchanged, 5);
  });

  test('not sure: it goes on waiting, and says that somebody asked', async (t) => {
    const { db } = await recordDatabase(t);
    const [before, after] = returns();
    await load(db, 2025, before);
    await load(db, 2026, after);
    const [first] = await waiting(db) as [QuarantinedRow];
    const { history } = await tableSizes(db);
    assert.deepEqual(await decide(db, first, { unsure: true }), { done: { child: null } });
    assert.deepEqual((await quarantined(db, viewer, { state: 'unsure' }, { from: 0, most: 9 })).map(({ row, unsureBy }) => [row, unsureBy]), [[first.row, 'officer']]);
    const waits = (await waiting(db)).length;
    assert.deepEqual(await quarantineCounts(db, viewer, undefined), { waiting: waits, unsure: 1, decided: 0 });
    assert.deepEqual(await quarantineCounts(db, viewer, randomUUID()), { waiting: 0, unsure: 0, decided: 0 }, 'of a file without any');
    assert.equal((await tableSizes(db))['history'], history);
    assert.equal((await load(db, 2026, after)).balance.unchanged, 5, 'it is not put in quarantine again');
  });

  test('sent ten times at once is one decision; another one later is refused', async (t) => {
    const { db } = await recordDatabase(t);
    const [before, after] = returns();
    await load(db, 2025, before);
    await load(db, 2026, after);
    const [first] = await waiting(db) as [QuarantinedRow];
    const { history } = await tableSizes(db);
    const id = randomUUID();
    const answers = await Promise.all(Array.from({ length: 10 }, () => decide(db, first, { different: true }, id)));
    assert.equal(new Set(answers.map((answer) => JSON.stringify(answer))).size, 1);
    assert.equal((await tableSizes(db))['history'], (history ?? 0) + 1);
    assert.deepEqual(await decide(db, first, { same: first.alike[0] ?? '' }), { refused: 'Somebody else has decided this already.' });
    assert.deepEqual(await decide(db, first, { same: first.alike[0] ?? '' }, id), { refused: 'This form was sent before with another answer.' });
  });

  test('a child who was recorded since the row came is shown with it, and no second record is begun', async (t) => {
    const { db } = await recordDatabase(t);
    const [before, [told]] = returns() as [ReturnRecord[], [ReturnRecord]];
    await load(db, 2025, before);
    await load(db, 2026, [told]);
    await load(db, 2026, [{ ...told, person: { ...told.person, postCode: 'ZZ9 9ZZ' } }]);
    const [one, two] = await waiting(db) as [QuarantinedRow, QuarantinedRow];
    const begun = await decide(db, one, { different: true });
    const child = 'done' in begun ? begun.done.child ?? '' : '';
    assert.ok((await quarantinedRow(db, viewer, two.batch, two.row))?.alike.includes(child));
    const refused = await decide(db, two, { different: true });
    assert.match('refused' in refused ? refused.refused : '', /recorded since this row came/);
    assert.deepEqual(await decide(db, two, { same: child }), { done: { child } });
    assert.equal((await derivedContents(db))['children']?.length, before.length + 1);
  });

  test('a roll-back of the batch takes decided and waiting rows along', async (t) => {
    const { db } = await recordDatabase(t);
    const [before, after] = returns();
    await load(db, 2025, before);
    const then = await derivedContents(db);
    const { batch } = await load(db, 2026, after);
    const [one, two, three] = await waiting(db) as [QuarantinedRow, QuarantinedRow, QuarantinedRow];
    await decide(db, one, { different: true });
    await decide(db, two, { same: two.alike[0] ?? '' });
    await rollBack(db, deriveCases, await batchNamed(db, batch) as never, 'officer');
    assert.deepEqual(await derivedContents(db), then);
    assert.deepEqual(await waiting(db), []);
    assert.deepEqual(await decide(db, three, { different: true }), { refused: 'Somebody else has decided this already.' });
  });
});

test('two records are compared in words', () => {
  const [[record]] = returns() as [[ReturnRecord], unknown];
  const held = { surname: 'OWREN', forename: null, dob: '2015-03-12', sex: 'F', ethnicity: null, postcode: 'ZZ1 1AA', upn: 'A999000000010', uln: null, nhsNumber: '9990000018', knownAs: null, formerNames: null, upnUnknown: null, setting: null };
  const person = { ...record.person, surname: "O'Wren", forename: 'Anaïsa', personBirthDate: '2015-12-03', sex: 'F', postCode: 'ZZ11AA', upn: 'A999000000020', uniqueLearnerNumber: null };
  assert.deepEqual(compareRecords(person as never, held as never).map(({ name, words }) => `${name}: ${words}`), [
    'Surname: The same but for spelling', 'Forename: Only in the file', 'Date of birth: Differs: day and month exchanged',
    'Unique pupil number (UPN): Differs: 1 of 13 characters', 'Unique learner number (ULN): Not recorded in either', 'NHS number: Only in the record', 'Sex: The same', 'Home postcode: The same but for spelling',
  ]);
});
