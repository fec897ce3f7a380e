import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import { recordStory } from '../../test/cases.ts';
import { testDatabase } from '../../test/database.ts';
import { testApp } from '../../test/visitor.ts';
import { day } from '../calendar/day.ts';
import { caseReference } from '../case-history/case-reference.ts';
import type { Database } from '../platform/database.ts';
import { operatorNamed } from '../platform/viewer.ts';
import { accessHead, sealAccess } from '../casework/access-chain.sql.ts';
import { verifyAccess } from '../casework/access-verify.sql.ts';
import { ownDerive } from '../casework/own-derive.file.ts';
import { beginRecording, record } from '../casework/record.sql.ts';
import { rebuild } from '../casework/rebuild.sql.ts';
import { looksAt, recordView, watchRestrictions } from './access.sql.ts';

const viewer = operatorNamed('operator: odile');
const NOW = '2026-11-21T10:42:00.000Z';

function look(db: Database, children: readonly string[]): Promise<void> {
  return recordView(db, viewer, { what: 'case', route: 'GET /cases/:reference', children });
}

test('a look is found again by the child', async (t) => {
  const { db, owner } = await testDatabase(t);
  await rebuild(owner, ownDerive());
  const [one, other] = [randomUUID(), randomUUID()];
  await look(db, [one, other, one]);
  await look(db, [one]);
  const looks = await looksAt(db, viewer, one, 10);
  assert.deepEqual(looks.map(({ viewer: name, what }) => [name, what]), [['operator: odile', 'case'], ['operator: odile', 'case']]);
  assert.equal((await looksAt(db, viewer, other, 10)).length, 1);
});

test('a watch of restrictions tells of those that were still being recorded when it began, and of none from before', async (t) => {
  const site = await testApp(t);
  const { staffId: guardian } = await site.signedIn('head-of-service');
  const restrict = async (tx: Database): Promise<void> => {
    const [id, facts] = [randomUUID(), { reason: 'ADOPTION', guardian }];
    const recording = await beginRecording(tx, { recordedBy: 'Test officer', source: 'staff', operationId: randomUUID() }, [{ kind: 'child', id }]);
    await record(tx, ownDerive(), recording, [{ subjectKind: 'child', subjectId: id, kind: 'RESTRICTED', occurredOn: day('2026-11-20'), facts }]);
  };
  await site.db.transaction().execute(restrict);
  // As a request that comes in a minute would: nothing counts for it but what is unfinished.
  const begin = (): ReturnType<typeof watchRestrictions> => watchRestrictions(site.db, -60_000);
  assert.equal(await (await begin())(), false);
  const changed = await site.db.transaction().execute(async (tx) => {
    await restrict(tx);
    const watch = await begin();
    assert.equal(await watch(), false, 'not recorded yet');
    return watch;
  });
  assert.equal(await changed(), true);
  assert.equal(await (await begin())(), false);
});

test('a search is kept with what was searched for, under the seal (AUD-01)', async (t) => {
  const site = await testApp(t);
  const child = await recordStory(site.db, [['PERSON', null, { surname: 'Quillfeather', forename: 'Zuleika', dob: '2016-02-03' }]]);
  const officer = await site.signedIn('caseworker');
  await officer.fill('/children', { search: 'quillfeather' });
  await officer.fill('/children', { search: caseReference(child) });
  await officer.fill('/children', { search: 'nobody at all' });
  const { rows } = await sql`SELECT text AS criteria, array(SELECT child_id FROM access_child WHERE view_id = id) AS children
    FROM access_view LEFT JOIN access_content ON view_id = id WHERE what = 'search' ORDER BY id`.execute(site.db);
  assert.deepEqual(rows, [
    { criteria: 'quillfeather', children: [child] }, { criteria: caseReference(child), children: [child] }, { criteria: 'nobody at all', children: [] },
  ]);
  await sealAccess(site.db, NOW);
  assert.equal((await verifyAccess(site.db)).fault, null);
  await sql`ALTER TABLE access_content DISABLE TRIGGER USER`.execute(site.database.owner);
  await sql`UPDATE access_content SET text = 'somebody else' WHERE text = 'nobody at all'`.execute(site.database.owner);
  assert.match((await verifyAccess(site.db)).fault ?? '', /the content is not what the entry commits to/);
});

test('entries and seals are never changed or removed, neither by the program nor by the owner (AUD-06)', async (t) => {
  const { db, owner } = await testDatabase(t);
  await look(db, [randomUUID()]);
  await sealAccess(db, NOW);
  for (const table of ['access_view', 'access_child', 'access_seal']) {
    const column = table === 'access_child' ? 'child_id' : table === 'access_view' ? 'what' : 'sealed_at';
    for (const statement of [`UPDATE ${table} SET ${column} = ${column}`, `DELETE FROM ${table}`, `TRUNCATE ${table} CASCADE`]) {
      await assert.rejects(sql.raw(statement).execute(db), /permission denied/, statement);
      await assert.rejects(sql.raw(statement).execute(owner), /never changed or removed/, statement);
    }
  }
});

describe('sealing', () => {
  test('takes every committed entry once, and no link for nothing', async (t) => {
    const { db } = await testDatabase(t);
    assert.deepEqual([await sealAccess(db, NOW), await accessHead(db)], [0, null]);
    for (let n = 0; n < 3; n += 1) await look(db, [randomUUID()]);
    assert.deepEqual([await sealAccess(db, NOW), await sealAccess(db, NOW)], [3, 0]);
    await look(db, []);
    assert.equal(await sealAccess(db, NOW), 1);
    const head = await accessHead(db);
    assert.equal(head?.seq, 2);
    assert.equal((await verifyAccess(db, head === null ? [] : [{ ...head, upTo: null }])).fault, null);
    assert.match((await verifyAccess(db, [{ seq: 2, digest: '00'.repeat(32), upTo: null }])).fault ?? '', /seal 2 is not the one that a checkpoint has/);
    assert.match((await verifyAccess(db, [{ seq: 3, digest: '00'.repeat(32), upTo: null }])).fault ?? '', /seal 3 is not the one/, 'the end was cut off');
  });

  test('waits for an entry that is being written, and misses none of many writers at once', async (t) => {
    const { db } = await testDatabase(t);
    await look(db, []);
    await db.transaction().execute(async (tx) => {
      await look(tx, [randomUUID()]);
      assert.equal(await sealAccess(db, NOW), 0, 'an entry is under way');
    });
    assert.equal(await sealAccess(db, NOW), 2);
    const writers = [...Array(60).keys()].map(() => look(db, [randomUUID(), randomUUID()]));
    const sealers = [...Array(10).keys()].map(() => sealAccess(db, NOW));
    await Promise.all(writers);
    const sealed = (await Promise.all(sealers)).reduce((sum, count) => sum + count, await sealAccess(db, NOW));
    assert.equal(sealed, 60);
    assert.equal((await verifyAccess(db)).fault, null);
  });
});
