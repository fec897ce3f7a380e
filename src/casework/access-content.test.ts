// What somebody typed stands behind a salted commitment in the access log, so that it can go and the chain still holds (AUD-07).
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { sql } from 'kysely';
import { inDatabase, type TestDatabase, testDatabase } from '../../test/database.ts';
import { openDatabase } from '../platform/database.ts';
import { migrate, MIGRATIONS } from '../platform/migrate.ts';
import { prepareDatabase } from '../platform/prepare-database.ts';
import { sealAccess } from './access-chain.sql.ts';
import { disposeOfContent } from './access-disposal.sql.ts';
import { recordView } from './access.sql.ts';
import { verifyAccess } from './access-verify.sql.ts';

const NOW = '2026-11-21T10:42:00.000Z';
const officer = { staffId: 'operator: odile' };
const TYPED = ['quillfeather 3 February 2016', 'was nothing; is Zuleika Quillfeather', 'ploverton'];

async function searched(t: Parameters<typeof testDatabase>[0]): Promise<TestDatabase> {
  const database = await testDatabase(t);
  for (const criteria of TYPED) await recordView(database.db, officer, { what: 'search', route: 'POST /children', children: [], criteria });
  await recordView(database.db, officer, { what: 'case', route: 'GET /children/:child', children: [] });
  assert.equal(await sealAccess(database.db, NOW), 4);
  return database;
}

test('what was typed is in no sealed line, is there beside it, and the program can neither write it into the line nor take it away', async (t) => {
  const { db, owner } = await searched(t);
  const { rows } = await sql<{ line: string }>`SELECT access_view::text AS line FROM access_view ORDER BY id`.execute(owner);
  assert.doesNotMatch(rows.map(({ line }) => line).join('\n'), /quillfeather|ploverton|february/i);
  const { rows: kept } = await sql<{ text: string }>`SELECT text FROM access_content ORDER BY view_id`.execute(db);
  assert.deepEqual(kept.map(({ text }) => text), TYPED);
  await assert.rejects(sql`INSERT INTO access_view (viewer, what, route, criteria) VALUES ('a', 'search', '/', 'ploverton')`.execute(db), /permission denied/);
  for (const statement of ["UPDATE access_content SET text = 'x'", 'DELETE FROM access_content', 'TRUNCATE access_content']) {
    await assert.rejects(sql.raw(statement).execute(db), /permission denied/, statement);
    await assert.rejects(sql.raw(statement).execute(owner), /append only/, statement);
  }
  assert.deepEqual(await verifyAccess(db), { disposed: 0, fault: null, first: null });
});

test('content that is lawfully disposed of leaves the chain as it is, and an entry says which', async (t) => {
  const { db, address } = await searched(t);
  const dispose = openDatabase(address, 'dispose', 1);
  try {
    await assert.rejects(sql`DELETE FROM access_view`.execute(dispose), /permission denied/);
    await disposeOfContent(dispose, officer, 'retention', [1, 3, 4]);
    await disposeOfContent(dispose, officer, 'retention', [1, 5]);
  } finally {
    await dispose.destroy();
  }
  assert.deepEqual(await verifyAccess(db), { disposed: 2, fault: null, first: null }, 'also before it is sealed');
  await sealAccess(db, NOW);
  assert.deepEqual(await verifyAccess(db), { disposed: 2, fault: null, first: null });
  const { rows } = await sql<object>`SELECT view_id AS id, what, text FROM access_content JOIN access_view ON id = view_id ORDER BY id`.execute(db);
  assert.deepEqual(rows, [{ id: 2, what: 'search', text: TYPED[1] }, { id: 5, what: 'content disposed of', text: '1 3' }]);
});

const faults: Readonly<Record<string, readonly [string, RegExp]>> = {
  'content that is not what the entry commits to': ["UPDATE access_content SET text = 'nobody' WHERE view_id = 2", /^Access log, entry 2 of 20[\d:.T-]+Z: the content is not what the entry commits to\.$/],
  'content that is gone, and no entry says why': ['DELETE FROM access_content WHERE view_id = 1', /^Access log, entry 1 of 20[\d:.T-]+Z: its content is gone, and no entry says that it was disposed of\.$/],
  'content given to an entry together with its commitment': ["UPDATE access_view SET commitment = sha256('x') WHERE id = 3; UPDATE access_content SET text = 'x' WHERE view_id = 3", /entry 3 .*commits to\. Access log: seal 1 does not hold/],
};
for (const [what, [statement, says]] of Object.entries(faults)) {
  test(`${what} is a finding, and the entry is named`, async (t) => {
    const { db, owner } = await searched(t);
    for (const table of ['access_view', 'access_content']) await sql`ALTER TABLE ${sql.id(table)} DISABLE TRIGGER USER`.execute(owner);
    await sql.raw(statement).execute(owner);
    assert.match((await verifyAccess(db)).fault ?? '', says);
  });
}

test('what was sealed before content stood apart holds in the database as it is brought up to date', async (t) => {
  const { owner: maker, address } = await testDatabase(t);
  const folder = mkdtempSync(join(tmpdir(), 'sightline-migrations-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const file of readdirSync(MIGRATIONS).filter((name) => name < '0150')) cpSync(join(MIGRATIONS, file), join(folder, file));
  const name = `test_${process.pid}_of_before`;
  await sql`CREATE DATABASE ${sql.id(name)}`.execute(maker);
  const old = { url: inDatabase(address.url, name) };
  await migrate(old, folder);
  const owner = openDatabase(old, 'migrate', 2);
  try {
    await sql`INSERT INTO access_view (id, seen_at, viewer, what, route, criteria) OVERRIDING SYSTEM VALUE VALUES
      (1, '2026-10-01T08:00:00.123456Z', 'odile', 'search', 'POST /children', 'quillfeather 3 February 2016'), (2, '2026-10-01T08:00:01Z', 'odile', 'case', 'GET /children/:child', NULL)`.execute(owner);
    await sql`INSERT INTO access_child VALUES (2, '00000000-0000-4000-8000-000000000001')`.execute(owner);
    // As the program of then sealed these two.
    await sql`INSERT INTO access_seal VALUES (1, 2, '2026-10-01T08:00:02Z', decode(${'00'.repeat(32)}, 'hex'), decode('e2636a19ef9d018f33c6e965a8ec8e05c468189a7961d8769f148a7b7965bf8e', 'hex'))`.execute(owner);
    await sql`SELECT setval('access_view_id_seq', 2)`.execute(owner);
    assert.ok((await prepareDatabase(old)).includes('0150-access-content'));
    await recordView(owner, officer, { what: 'search', route: 'POST /children', children: [], criteria: 'ploverton' });
    assert.equal(await sealAccess(owner, NOW), 1);
    assert.deepEqual(await verifyAccess(owner), { disposed: 0, fault: null, first: null });
    await sql`ALTER TABLE access_view DISABLE TRIGGER USER`.execute(owner);
    await sql`UPDATE access_view SET criteria = NULL WHERE id = 1`.execute(owner);
    assert.match((await verifyAccess(owner)).fault ?? '', /seal 1 does not hold/);
  } finally {
    await owner.destroy();
    await sql`DROP DATABASE ${sql.id(name)} WITH (FORCE)`.execute(maker);
  }
});
