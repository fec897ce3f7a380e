// Each tampering of AUD-05, one by one, by somebody who owns the tables and has switched their triggers off.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { of, recordDatabase, recordNow } from '../../test/casework.ts';
import type { TestDatabase } from '../../test/database.ts';
import { commandLine, environmentOf } from '../../test/killing/victim.ts';
import { beginning, commitmentTo, digestOf, type Header, type StoredEntry } from '../case-history/chain.ts';
import type { Database } from '../platform/database.ts';
import { checkCheckpoints, checkpointPlaces, linesOf } from './checkpoint.file.ts';
import { makeCheckpoint } from './checkpoint.job.ts';
import { storedColumns, storedFrom } from './entries.sql.ts';
import { trustedKeys } from './signing-key.file.ts';
import { type BadEntry, historyHash, type Verified, verifyHistory } from './verify.sql.ts';

const dataDirs: string[] = [];
after(() => dataDirs.forEach((dir) => rmSync(dir, { recursive: true })));

interface Scene { database: TestDatabase; dataDir: string; children: string[] }

/** Two children with four entries each, checkpointed half-way and at the end; then one entry that no checkpoint covers. */
async function scene(t: { after(end: () => Promise<void>): void }): Promise<Scene> {
  const database = await recordDatabase(t);
  const dataDir = mkdtempSync(join(tmpdir(), 'sightline-verify-'));
  dataDirs.push(dataDir);
  const children = [randomUUID(), randomUUID()].sort();
  for (const round of [0, 1, 2, 3]) {
    for (const child of children) await recordNow(database.db, [of(child, 'REPRESENTATIONS_RECEIVED', '2026-03-01', { round })]);
    if (round % 2 === 1) assert.equal((await makeCheckpoint(database.db, dataDir))?.number, (round + 1) / 2);
  }
  await recordNow(database.db, [of(children[1] ?? '', 'REPRESENTATIONS_RECEIVED', '2026-03-02')]);
  return { database, dataDir, children };
}

async function verified({ database, dataDir }: Scene): Promise<Verified & { faults: string[] }> {
  const { folder, keyFile } = checkpointPlaces(dataDir);
  const { sound, faults } = await checkCheckpoints(folder, trustedKeys(keyFile));
  const lines = async function* () {
    for (const { number } of sound) yield* linesOf(folder, number);
  };
  return { ...await verifyHistory(database.db, { lines: lines(), upTo: sound.at(-1)?.knownAt ?? null }), faults };
}

async function tamper({ database }: Scene, change: (db: Database) => Promise<unknown>): Promise<void> {
  await database.owner.transaction().execute(async (tx) => {
    for (const table of ['history', 'history_content']) await sql`ALTER TABLE ${sql.id(table)} DISABLE TRIGGER USER`.execute(tx);
    await change(tx);
    for (const table of ['history', 'history_content']) await sql`ALTER TABLE ${sql.id(table)} ENABLE TRIGGER USER`.execute(tx);
  });
}

function about({ children }: Scene, verdict: Verified): Pick<BadEntry, 'seq'> & { child: number } {
  const [bad] = verdict.bad;
  return { child: children.indexOf(bad?.id ?? ''), seq: bad?.seq ?? 0 };
}

/** Recomputes commitments and digests of one child from an entry on, as somebody who knows the code would. */
async function rehash(db: Database, child: string, fromSeq: number): Promise<void> {
  const { rows } = await sql<StoredEntry>`SELECT ${storedColumns} FROM ${storedFrom} WHERE h.subject_id = ${child} ORDER BY h.seq`.execute(db);
  let previous = beginning;
  for (const entry of rows) {
    if (entry.seq >= fromSeq) {
      const commitment = commitmentTo(entry.salt ?? '', entry.text ?? '');
      const digest = digestOf(entry as Header, commitment, previous);
      await sql`UPDATE history SET commitment = ${`\\x${commitment}`}::bytea, previous = ${`\\x${previous}`}::bytea, digest = ${`\\x${digest}`}::bytea
        WHERE subject_id = ${child} AND seq = ${entry.seq}`.execute(db);
      previous = digest;
    } else previous = entry.digest;
  }
}

test('an untouched record verifies, also where content was disposed of', async (t) => {
  const at = await scene(t);
  const before = await historyHash(at.database.db);
  await tamper(at, (db) => sql`DELETE FROM history_content WHERE subject_id = ${at.children[0]} AND seq = 2`.execute(db));
  const { entries, subjects, disposed, bad, faults } = await verified(at);
  assert.deepEqual({ entries, subjects, disposed, bad, faults }, { entries: 9, subjects: 2, disposed: 1, bad: [], faults: [] });
  assert.equal(await historyHash(at.database.db), before);
});

const content = (db: Database, child: string | undefined, seq: number) =>
  sql`UPDATE history_content SET text = replace(text, '"round"', '"ROUND"') WHERE subject_id = ${child} AND seq = ${seq}`.execute(db);

const tamperings: Readonly<Record<string, { first: number; change: (db: Database, child: string) => Promise<unknown> }>> = {
  'edited content': { first: 2, change: (db, child) => content(db, child, 2) },
  'an edited header': { first: 3, change: (db, child) => sql`UPDATE history SET occurred_on = '2026-02-27' WHERE subject_id = ${child} AND seq = 3`.execute(db) },
  'content edited and its entry hashed again': {
    first: 2,
    change: async (db, child) => {
      await content(db, child, 2);
      const { rows } = await sql<{ digest: string }>`SELECT encode(previous, 'hex') AS digest FROM history WHERE subject_id = ${child} AND seq = 3`.execute(db);
      await rehash(db, child, 2);
      await sql`UPDATE history SET previous = ${`\\x${rows[0]?.digest}`}::bytea WHERE subject_id = ${child} AND seq = 3`.execute(db);
    },
  },
  'an entry deleted in the middle': { first: 2, change: (db, child) => sql`DELETE FROM history WHERE subject_id = ${child} AND seq = 2`.execute(db) },
  'an entry deleted in the middle and the rest closed up': {
    first: 2,
    change: async (db, child) => {
      for (const table of ['history', 'history_content']) {
        await sql`DELETE FROM ${sql.id(table)} WHERE subject_id = ${child} AND seq = 2`.execute(db);
        for (const seq of [3, 4]) await sql`UPDATE ${sql.id(table)} SET seq = ${seq - 1} WHERE subject_id = ${child} AND seq = ${seq}`.execute(db);
      }
      await rehash(db, child, 2);
    },
  },
  'an entry inserted at the end with an old instant': {
    first: 5,
    change: async (db, child) => {
      await sql`INSERT INTO history SELECT subject_kind, subject_id, 5, kind, shape, occurred_on, occurred_at, recorded_at, recorded_by, source,
        operation_id, corrects_seq, commitment, digest, digest FROM history WHERE subject_id = ${child} AND seq = 4`.execute(db);
      await sql`INSERT INTO history_content SELECT subject_kind, subject_id, 5, salt, text FROM history_content WHERE subject_id = ${child} AND seq = 4`.execute(db);
      await rehash(db, child, 5);
    },
  },
  'an entry inserted in the middle and the rest hashed again': {
    first: 2,
    change: async (db, child) => {
      for (const table of ['history', 'history_content']) {
        for (const seq of [4, 3, 2]) await sql`UPDATE ${sql.id(table)} SET seq = ${seq + 1} WHERE subject_id = ${child} AND seq = ${seq}`.execute(db);
      }
      await sql`INSERT INTO history SELECT subject_kind, subject_id, 2, kind, shape, occurred_on, occurred_at, recorded_at, recorded_by, source,
        operation_id, corrects_seq, commitment, previous, digest FROM history WHERE subject_id = ${child} AND seq = 1`.execute(db);
      await sql`INSERT INTO history_content SELECT subject_kind, subject_id, 2, salt, text FROM history_content WHERE subject_id = ${child} AND seq = 1`.execute(db);
      await rehash(db, child, 2);
    },
  },
  'two entries swapped': {
    first: 2,
    change: async (db, child) => {
      for (const table of ['history', 'history_content']) {
        for (const [from, to] of [[2, 99], [3, 2], [99, 3]]) {
          await sql`UPDATE ${sql.id(table)} SET seq = ${to} WHERE subject_id = ${child} AND seq = ${from}`.execute(db);
        }
      }
      await rehash(db, child, 2);
    },
  },
  'the tail cut off': { first: 3, change: (db, child) => sql`DELETE FROM history WHERE subject_id = ${child} AND seq >= 3`.execute(db) },
  'a whole child taken away': { first: 1, change: (db, child) => sql`DELETE FROM history WHERE subject_id = ${child}`.execute(db) },
  'content edited and the whole chain hashed again': {
    first: 1,
    change: async (db, child) => {
      await content(db, child, 1);
      await rehash(db, child, 1);
    },
  },
};

/** What the command line says of it, which is to name the first bad entry and end with 1. */
async function told({ database, dataDir }: Scene): Promise<{ child: string | undefined; seq: number | undefined }> {
  const { code, out } = await commandLine(['history', 'verify', '--json'], environmentOf(database, dataDir));
  const { ok, first } = JSON.parse(out) as { ok: boolean; first: BadEntry | null };
  assert.deepEqual([code, ok], [1, false]);
  return { child: first?.id, seq: first?.seq };
}

for (const [name, { first, change }] of Object.entries(tamperings)) {
  test(`${name}: found, and the first bad entry named`, async (t) => {
    const at = await scene(t);
    await tamper(at, (db) => change(db, at.children[0] ?? ''));
    assert.deepEqual(about(at, await verified(at)), { child: 0, seq: first });
    assert.deepEqual(await told(at), { child: at.children[0], seq: first });
  });
}

test('everything computed anew after one entry was edited: found, and the first bad entry named', async (t) => {
  const at = await scene(t);
  await tamper(at, async (db) => {
    await content(db, at.children[1], 3);
    for (const child of at.children) await rehash(db, child, 1);
  });
  assert.deepEqual(about(at, await verified(at)), { child: 1, seq: 3 });
  assert.deepEqual(await told(at), { child: at.children[1], seq: 3 });
});

test('an old copy of the database put back is found by the checkpoints', async (t) => {
  const at = await scene(t);
  await tamper(at, (db) => sql`DELETE FROM history WHERE seq > 2`.execute(db));
  const verdict = await verified(at);
  assert.equal(verdict.badSubjects, 2);
  assert.deepEqual(about(at, verdict), { child: 0, seq: 3 });
  assert.deepEqual(await told(at), { child: at.children[0], seq: 3 });
});

const places: Readonly<Record<string, { change: (folder: string) => void; says: RegExp }>> = {
  'a forged statement': { change: (folder) => edit(join(folder, '0000002.json'), '"entries": 4', '"entries": 3'), says: /Checkpoint 2: it is not what its root says/ },
  'a forged root': { change: (folder) => edit(join(folder, '0000001.json'), '"root": "', '"root": "0'), says: /Checkpoint 1: it is not what its root says/ },
  'lost digests': { change: (folder) => rmSync(join(folder, '0000002.lines.gz')), says: /Checkpoint 2: its digests were changed or lost/ },
  'a lost checkpoint': { change: (folder) => rmSync(join(folder, '0000001.json')), says: /Checkpoint 2: the one before it is missing/ },
  'a broken file': { change: (folder) => writeFileSync(join(folder, '0000001.json'), '{'), says: /Checkpoint 1:/ },
};

function edit(file: string, from: string, to: string): void {
  writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));
}

for (const [name, { change, says }] of Object.entries(places)) {
  test(`${name}: the checkpoint is named`, async (t) => {
    const at = await scene(t);
    change(checkpointPlaces(at.dataDir).folder);
    assert.match((await verified(at)).faults.join('\n'), says);
  });
}

test('a checkpoint of another installation does not pass, and the key is its owner\'s alone', async (t) => {
  const at = await scene(t);
  const { folder, keyFile } = checkpointPlaces(at.dataDir);
  assert.equal(statSync(keyFile).mode & 0o777, 0o600);
  const { faults } = await checkCheckpoints(folder, trustedKeys(join(at.dataDir, 'other', 'key.pem')));
  assert.match(faults[0] ?? '', /not signed with the key of this installation/);
});

test('where nothing was recorded since, there is no new checkpoint', async (t) => {
  const at = await scene(t);
  assert.equal((await makeCheckpoint(at.database.db, at.dataDir))?.entries, 1);
  assert.equal(await makeCheckpoint(at.database.db, at.dataDir), null);
  assert.deepEqual((await verified(at)).bad, []);
});
