// What is asked at every page, and at every try to sign in, reads no whole table that grows with the years.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type KyselyPlugin, type RawNode, sql } from 'kysely';
import { givenTo } from '../src/exchange/given-problem.sql.ts';
import { downloadsWaiting } from '../src/governance/large-downloads.sql.ts';
import type { Database } from '../src/platform/database.ts';
import { countTry } from '../src/staff/guessing.sql.ts';
import { viewerWith } from '../src/staff/staff-viewer.ts';
import { testDatabase } from './database.ts';
import { addPerson } from './people.ts';

const now = '2026-11-21T10:42:00.000Z';
const grown = ['large_download', 'large_download_answer', 'given_problem', 'quarantine', 'sign_in_failure'];

/** The same database, which explains each statement instead of answering it: the lines go to `plan`. */
function explaining(db: Database, plan: string[]): Database {
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => {
      const { sqlFragments: [first = '', ...rest] } = node as RawNode;
      return first.includes('pg_advisory') ? node : { ...node, sqlFragments: [`EXPLAIN ${first}`, ...rest] } as RawNode;
    },
    transformResult: async ({ result }) => {
      plan.push(...result.rows.map((row) => String(row['QUERY PLAN'])));
      return { ...result, rows: [] };
    },
  };
  return db.withPlugin(plugin);
}

/** Ten thousand rows of each, of which a hundredth is of the present. */
async function fill(owner: Database, [asker, other]: readonly string[]): Promise<void> {
  const ago = (unit: string) => sql`${now}::timestamptz - i * ${`1 ${unit}`}::interval`;
  const statements = [
    sql`INSERT INTO large_download SELECT gen_random_uuid(), ${asker}::uuid, ${ago('hour')}, '/made', '[]', 501, 'why' FROM generate_series(1, 10000) i`,
    sql`INSERT INTO large_download_answer SELECT id, asked_by, ${other}::uuid, asked_at, true, 'note' FROM large_download`,
    sql`INSERT INTO import_batch (id, kind, state, files, asked_by, asked_at) SELECT gen_random_uuid(), 'sen2-xml', 'done', '{made.xml}', 'made', ${ago('day')} FROM generate_series(1, 20) i`,
    sql`INSERT INTO import_row (batch, row_no, at, outcome) SELECT id, i, 'made', 'quarantined' FROM import_batch, generate_series(1, 500) i`,
    sql`INSERT INTO quarantine (batch, row_no, likeness, alike, state, record) SELECT batch, row_no, 'several', '{}', CASE WHEN row_no > 495 THEN 'waiting' ELSE 'same' END, CASE WHEN row_no > 495 THEN '{}' END FROM import_row`,
    sql`INSERT INTO given_problem (batch, problem, place, what, children, to_id, given_by, given_at, why, done_at)
      SELECT batch, 'row-' || row_no, row_no, 'made', '{}', ${other}::uuid, ${asker}::uuid, ${now}, 'why', CASE WHEN row_no <= 495 THEN ${now}::timestamptz END FROM import_row`,
    sql`INSERT INTO sign_in_failure SELECT sha256(i::text::bytea), ${now}::timestamptz - (i % 3000) * interval '1 second' FROM generate_series(1, 10000) i`,
  ];
  for (const statement of statements) await statement.execute(owner);
  for (const table of grown) await sql`ANALYZE ${sql.table(table)}`.execute(owner);
}

test('the counts of the navigation, and tidying up what is counted against guessing, are found by an index', async (t) => {
  const { db, owner } = await testDatabase(t);
  const [asker, other] = [(await addPerson(db, 'data-officer')).id, (await addPerson(db, 'head-of-service')).id];
  await fill(owner, [asker, other]);
  const plan: string[] = [];
  const seen = explaining(db, plan);
  const viewer = viewerWith('head-of-service', { staffId: other, name: '', teamId: null });
  await downloadsWaiting(seen, viewer, now);
  await givenTo(seen, viewer, now);
  await countTry(seen, ['e-mail', 'nobody@council.invalid'], { from: '192.0.2.1', now });
  const text = plan.join('\n');
  for (const table of ['large_download', 'given_problem', 'quarantine', 'sign_in_failure']) assert.match(text, new RegExp(` on ${table}\\b`), table);
  for (const table of grown) assert.doesNotMatch(text, new RegExp(`Seq Scan on ${table}\\b`), `${table}\n${text}`);
});
