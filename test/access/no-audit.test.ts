// Where the access log takes no entry nothing of a child is shown, and where the record takes none nothing is changed (AUD-02).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LightMyRequestResponse } from 'fastify';
import { sql } from 'kysely';
import type { Database } from '../../src/platform/database.ts';
import { byHistory, changingForms, likeAnother, ofOtherSites, onlyAsk, type Sending } from './changing-forms.ts';
import { canaryCouncil, type Council } from './council.ts';
import { dealings, type Dealings } from './dealings.ts';
import { Findings } from './findings.ts';
import { textIn } from './pages.ts';
import { ask, ofNobodyYet } from './parts.ts';
import { routes } from './routes.ts';
import { changedWithEntry } from './stored-tables.ts';

/** Has the database take no new row of a table, as a full disk would. */
async function fill(owner: Database, table: string): Promise<void> {
  await sql`CREATE OR REPLACE FUNCTION take_none() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no row is taken' USING ERRCODE = 'disk_full'; END $$`.execute(owner);
  await sql`CREATE TRIGGER take_none BEFORE INSERT ON ${sql.table(table)} FOR EACH ROW EXECUTE FUNCTION take_none()`.execute(owner);
}

/** What each page and file that shows children answers to each role, by page and role. */
async function shown(council: Council, work: Dealings): Promise<Map<string, { answer: LightMyRequestResponse; canaries: number }>> {
  const answers = new Map<string, { answer: LightMyRequestResponse; canaries: number }>();
  for (const route of routes.filter(({ method, pattern }) => method === 'GET' && !ofNobodyYet.includes(pattern))) {
    await Promise.all(council.people.map(async (person) => {
      const answer = await ask(route, { council, dealings: work, person, child: person.childOf('own caseload') });
      answers.set(`${route.pattern}, ${person.role}`, { answer, canaries: council.aviary.in(textIn(answer)).length });
    }));
  }
  return answers;
}

test('no page and no file shows a child whose look cannot be entered', async (t) => {
  const council = await canaryCouncil(t);
  const work = await dealings(council);
  const before = await shown(council, work);
  await fill(council.site.database.owner, 'access_view');
  const findings = new Findings();
  for (const [what, { answer, canaries }] of await shown(council, work)) {
    if (canaries > 0) findings.add('shows a child', what);
    if ((before.get(what)?.canaries ?? 0) > 0 && answer.statusCode !== 503) findings.add(`is answered with ${answer.statusCode}`, what);
  }
  const showing = [...before.values()].filter(({ canaries }) => canaries > 0).length;
  t.diagnostic(`${showing} of ${before.size} answers show children`);
  assert.ok(showing > 100);
  assert.deepEqual(findings.lines(), []);
});

/** What is kept but for what counts tries, notes the use of a sign-in or a refusal; and how many jobs wait. */
const counters = ['sign_in', 'sign_in_failure', 'second_factor', 'access_view', 'access_content', 'access_child'];

async function contents(db: Database): Promise<Record<string, string>> {
  const { rows } = await sql<{ name: string }>`SELECT table_schema || '.' || table_name AS name FROM information_schema.tables
    WHERE table_schema IN ('public', 'derived') AND table_type = 'BASE TABLE' AND table_name <> ALL(${counters}::text[]) ORDER BY 1`.execute(db);
  const digests = [...rows.map(({ name }) => name), 'graphile_worker._private_jobs'].map(async (name): Promise<[string, string]> => {
    const { rows: [row] } = await sql<{ digest: string }>`SELECT md5(coalesce(string_agg(t::text, ' ' ORDER BY t::text), '')) AS digest FROM ${sql.table(name)} t`.execute(db);
    return [name, row?.digest ?? ''];
  });
  const signIns = await sql<{ count: string }>`SELECT count(*)::text AS count FROM sign_in`.execute(db);
  return { ...Object.fromEntries(await Promise.all(digests)), 'sign-ins': signIns.rows[0]?.count ?? '' };
}

const audits = ['history', 'access_view'];

async function entries(db: Database): Promise<number> {
  const { rows } = await sql<{ count: number }>`SELECT ((SELECT count(*) FROM history) + (SELECT count(*) FROM access_view WHERE route LIKE 'POST %' AND what NOT LIKE '%refused'))::int AS count`.execute(db);
  return rows[0]?.count ?? 0;
}

test('every form that there is changes something, or is known to change nothing', () => {
  const known = new Set([...Object.keys(changingForms), ...onlyAsk, ...ofOtherSites, ...Object.keys(likeAnother), ...byHistory]);
  assert.deepEqual(routes.filter(({ method, pattern }) => method === 'POST' && !known.has(pattern)).map(({ pattern }) => pattern), []);
});

test('no form changes anything whose entry cannot be written; and where it can, each change has one', async (t) => {
  const council = await canaryCouncil(t, { config: { backupDir: '/nonexistent' }, mostAtOnce: 3 });
  const work = await dealings(council);
  const { owner } = council.site.database;
  const sendings: [string, Sending][] = [];
  for (const [pattern, way] of Object.entries(changingForms)) sendings.push([pattern, await way({ council, work })]);
  for (const table of audits) await fill(owner, table);
  const findings = new Findings();
  const before = await contents(owner);
  for (const [pattern, sent] of sendings) {
    const answer = await sent();
    const now = await contents(owner);
    if (answer.statusCode !== 503) findings.add(`is answered with ${answer.statusCode}`, pattern);
    if (council.aviary.in(answer.body).length > 0) findings.add('shows a child', pattern);
    for (const name of Object.keys(now).filter((one) => now[one] !== before[one])) findings.add(`changes ${name}`, pattern);
  }
  for (const table of audits) await sql`DROP TRIGGER take_none ON ${sql.table(table)}`.execute(owner);
  const unchanged = await contents(owner);
  for (const [pattern, sent] of sendings) {
    const had = await entries(owner);
    const answer = await sent();
    if (answer.statusCode >= 400) findings.add(`comes to ${answer.statusCode} where it should change something`, pattern);
    if (await entries(owner) === had) findings.add('leaves no entry', pattern);
  }
  const changed = await contents(owner);
  for (const name of changedWithEntry.filter((one) => `public.${one}` in changed && changed[`public.${one}`] === unchanged[`public.${one}`])) findings.add('is changed by no form', name);
  t.diagnostic(`${sendings.length} forms`);
  assert.deepEqual(findings.lines(), []);
});
