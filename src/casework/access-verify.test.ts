// Each tampering of AUD-05 with the access log, one by one, by somebody who owns the tables and has switched their triggers off.
import assert from 'node:assert/strict';
import { hash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { type TestDatabase, testDatabase } from '../../test/database.ts';
import { commandLine, environmentOf } from '../../test/killing/victim.ts';
import type { Database } from '../platform/database.ts';
import { accessHead, begun, NOTHING_SEALED, SEAL, sealAccess, SEALED_TEXT, type Seal } from './access-chain.sql.ts';
import { recordView } from './access.sql.ts';
import { type AccessVerdict, verifyAccess } from './access-verify.sql.ts';
import { accessLinesOf, checkCheckpoints, checkpointPlaces, writeCheckpoint } from './checkpoint.file.ts';
import { makeCheckpoint } from './checkpoint.job.ts';
import type { AccessLine } from './checkpoint.ts';
import { signingKey, trustedKeys } from './signing-key.file.ts';

const dataDirs: string[] = [];
after(() => dataDirs.forEach((dir) => rmSync(dir, { recursive: true })));
const TABLES = ['access_view', 'access_content', 'access_child', 'access_seal'];

interface Scene { database: TestDatabase; dataDir: string }

/** Entries 1 to 4 in two seals, a checkpoint, entries 6 to 8 in two seals, a checkpoint, and entry 9 that no checkpoint covers. Nobody ever wrote a fifth. */
async function scene(t: Parameters<typeof testDatabase>[0]): Promise<Scene> {
  const database = await testDatabase(t);
  const dataDir = mkdtempSync(join(tmpdir(), 'sightline-verify-'));
  dataDirs.push(dataDir);
  for (const [number, seals] of [[1, [2, 2]], [2, [2, 1]], [3, [1]]] as const) {
    for (const entries of seals) await write(database.db, entries);
    if (number < 3) assert.equal((await makeCheckpoint(database.db, dataDir))?.number, number);
    if (number === 1) await sql`SELECT nextval('access_view_id_seq')`.execute(database.owner);
  }
  for (const table of TABLES) await sql`ALTER TABLE ${sql.id(table)} DISABLE TRIGGER USER`.execute(database.owner);
  return { database, dataDir };
}

async function write(db: Database, entries: number): Promise<void> {
  for (let n = 0; n < entries; n += 1) await recordView(db, { staffId: randomUUID() }, { what: 'search', route: 'POST /children', children: [randomUUID()], criteria: 'ploverton' });
  await sealAccess(db, '2026-11-21T10:42:00.000Z');
}

async function verified({ database, dataDir }: Scene): Promise<AccessVerdict> {
  const { folder, keyFile } = checkpointPlaces(dataDir);
  const { sound, faults } = await checkCheckpoints(folder, trustedKeys(keyFile));
  assert.deepEqual(faults, []);
  const lines = async function* (): AsyncGenerator<AccessLine> {
    for (const { number } of sound) yield* accessLinesOf(folder, number);
  };
  return verifyAccess(database.db, sound.flatMap(({ access }) => access ?? []), lines());
}

/** Seals everything that is there again, at the same places, as somebody who knows the code would. */
async function sealAgain(owner: Database): Promise<void> {
  const { rows } = await sql<Seal>`DELETE FROM access_seal RETURNING ${SEAL}`.execute(owner);
  let last = NOTHING_SEALED;
  for (const { seq, upTo, sealedAt } of rows.sort((a, b) => a.seq - b.seq)) {
    const hash = begun({ seq, upTo, sealedAt, previous: last.digest });
    const { rows: lines } = await sql<{ line: string }>`SELECT ${SEALED_TEXT} AS line FROM access_view WHERE id > ${last.upTo} AND id <= ${upTo} ORDER BY id`.execute(owner);
    for (const { line } of lines) hash.update(`\n${line}`);
    const seal = { seq, upTo, digest: hash.digest() };
    await sql`INSERT INTO access_seal (seq, up_to, sealed_at, previous, digest) VALUES (${seq}, ${upTo}, ${sealedAt}, ${last.digest}, ${seal.digest})`.execute(owner);
    last = seal;
  }
}

const deleted = (which: string): string => TABLES.slice(0, 3).reverse().map((table) => `DELETE FROM ${table} WHERE ${table === 'access_view' ? 'id' : 'view_id'} ${which}`).join('; ');
const INSERTED = "INSERT INTO access_view (id, seen_at, viewer, what, route) OVERRIDING SYSTEM VALUE SELECT 5, seen_at, viewer, 'case', route FROM access_view WHERE id = 4";

const tamperings: Readonly<Record<string, { first: number; says: RegExp; by: string; sealedAgain?: true }>> = {
  'an entry edited': { first: 3, says: /not the entry that a checkpoint has.*seal 2 does not hold\. Of entries 3 to 4, sealed at 2026-11-21T10:42/, by: "UPDATE access_view SET viewer = 'x' WHERE id = 3" },
  'an entry and another one edited, and everything sealed again': { first: 2, says: /not the entry that.*seal 2 is not the one that a checkpoint has/, by: "UPDATE access_view SET viewer = 'x' WHERE id IN (2, 7)", sealedAgain: true },
  'content and commitment edited, and everything sealed again': { first: 6, says: /not the entry/, by: "UPDATE access_content SET text = 'x' WHERE view_id = 6; UPDATE access_view SET commitment = sha256(convert_to(encode(salt, 'hex') || ':x', 'UTF8')) FROM access_content WHERE id = 6 AND view_id = 6", sealedAgain: true },
  'an entry deleted in the middle': { first: 3, says: /a checkpoint has it, the log has not/, by: deleted('= 3') },
  'an entry deleted in the middle, and everything sealed again': { first: 3, says: /a checkpoint has it/, by: deleted('= 3'), sealedAgain: true },
  'an entry inserted': { first: 5, says: /added afterwards.*seal 3 does not hold/, by: INSERTED },
  'an entry inserted, and everything sealed again': { first: 5, says: /added afterwards/, by: INSERTED, sealedAgain: true },
  'a child put into an entry': { first: 4, says: /not the entry/, by: 'INSERT INTO access_child VALUES (4, gen_random_uuid())' },
  'a child taken out of an entry': { first: 7, says: /not the entry/, by: 'DELETE FROM access_child WHERE view_id = 7' },
  'two entries swapped, and everything sealed again': { first: 3, says: /not the entry/, by: 'UPDATE access_view v SET viewer = other.viewer FROM access_view other WHERE v.id + other.id = 7 AND v.id IN (3, 4)', sealedAgain: true },
  'the tail cut off': { first: 7, says: /a checkpoint has it.*seal 4 is not the one/, by: `${deleted('>= 7')}; DELETE FROM access_seal WHERE up_to >= 7; UPDATE access_seal SET up_to = 6 WHERE up_to = 7`, sealedAgain: true },
  'an old copy put back': { first: 6, says: /a checkpoint has it/, by: `${deleted('> 4')}; DELETE FROM access_seal WHERE seq > 2` },
};

for (const [name, { first, says, by, sealedAgain = false }] of Object.entries(tamperings)) {
  test(`${name}: found, and the first bad entry named with its instant`, async (t) => {
    const at = await scene(t);
    assert.deepEqual(await verified(at), { disposed: 0, fault: null, first: null });
    const { owner } = at.database;
    const { rows } = await sql<{ seenAt: string }>`SELECT seen_at AS "seenAt" FROM access_view WHERE id = ${first === 5 ? 4 : first}`.execute(owner);
    for (const statement of by.split('; ')) await sql.raw(statement).execute(owner);
    if (sealedAgain) await sealAgain(owner);
    const verdict = await verified(at);
    assert.deepEqual([verdict.first?.id, verdict.first?.seenAt], [first, rows[0]?.seenAt]);
    assert.match(verdict.fault ?? '', says);
    assert.match(verdict.fault ?? '', new RegExp(`^Access log, entry ${first} of ${rows[0]?.seenAt}: `));
  });
}

test('an old copy that was put back and written to since is found, and the command line names the first bad entry', async (t) => {
  const at = await scene(t);
  const { db, owner } = at.database;
  for (const statement of `${deleted('> 4')}; DELETE FROM access_seal WHERE seq > 2; SELECT setval('access_view_id_seq', 5)`.split('; ')) await sql.raw(statement).execute(owner);
  await write(db, 5);
  const { first, fault } = await verified(at);
  assert.deepEqual([first?.id, first?.message], [6, 'it is not the entry that a checkpoint has']);
  const { code, out } = await commandLine(['history', 'verify', '--json'], environmentOf(at.database, at.dataDir));
  const told = JSON.parse(out) as Record<string, unknown>;
  assert.deepEqual([code, told['ok'], told['accessFault'], told['accessFirst']], [1, false, fault, first]);
});

test('where checkpoints from before listed no entries, they hold, and the next one lists every entry', async (t) => {
  const database = await testDatabase(t);
  const dataDir = mkdtempSync(join(tmpdir(), 'sightline-verify-'));
  dataDirs.push(dataDir);
  const { folder, keyFile } = checkpointPlaces(dataDir);
  await write(database.db, 2);
  const access = { ...await accessHead(database.db) ?? assert.fail(), upTo: null };
  const first = await writeCheckpoint(folder, signingKey(keyFile), { last: undefined, knownAt: '2026-11-21T10:42:00.000000Z', access }, (async function* () {})());
  const said = [1, first?.knownAt, 0, first?.lines, access.seq, access.digest, '0'.repeat(64)];
  assert.equal(first?.root, hash('sha256', JSON.stringify(said), 'hex'), 'as then');
  await write(database.db, 1);
  assert.equal((await makeCheckpoint(database.db, dataDir))?.number, 2);
  assert.equal((await verified({ database, dataDir })).fault, null);
  await sql`ALTER TABLE access_view DISABLE TRIGGER USER`.execute(database.owner);
  await sql`UPDATE access_view SET viewer = 'x' WHERE id = 2`.execute(database.owner);
  assert.equal((await verified({ database, dataDir })).first?.id, 2);
});

test('of what no checkpoint covers yet, or none lists, the seal is named with the entries that it covers', async (t) => {
  const at = await scene(t);
  await sql`UPDATE access_view SET viewer = 'x' WHERE id = 9`.execute(at.database.owner);
  const { first, fault } = await verified(at);
  assert.equal(first, null);
  assert.match(fault ?? '', /^Access log: seal 5 does not hold\. Of entries 9 to 9, sealed at 2026-11-21T10:42/);
});

const seals: Readonly<Record<string, string>> = {
  'a seal deleted': 'DELETE FROM access_seal WHERE seq = 2', 'a seal moved': "UPDATE access_seal SET sealed_at = sealed_at - interval '1 day' WHERE seq = 2",
};
for (const [name, statement] of Object.entries(seals)) {
  test(`${name}: found, though every entry is as it was`, async (t) => {
    const at = await scene(t);
    await sql.raw(statement).execute(at.database.owner);
    const { first, fault } = await verified(at);
    assert.equal(first, null);
    assert.match(fault ?? '', /^Access log: seal [23] does not hold/);
  });
}
