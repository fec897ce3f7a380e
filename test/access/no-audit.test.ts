// Where the access log takes no entry nothing of a child is shown, and where the record takes none nothing is changed (AUD-02).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LightMyRequestResponse } from 'fastify';
import { sql } from 'kysely';
import type { Database } from '../../src/platform/database.ts';
import { boxesIn } from '../cases.ts';
import { send } from './asking.ts';
import { canaryCouncil, type Council } from './council.ts';
import { dealings, type Dealings } from './dealings.ts';
import { Findings } from './findings.ts';
import { textIn } from './pages.ts';
import { ask, ofNobodyYet } from './parts.ts';
import { routes } from './routes.ts';

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

/** How many rows every table has that changes are kept in; sign-ins note their use, and refusals are noted. */
async function contents(db: Database): Promise<Record<string, string>> {
  const { rows } = await sql<{ name: string }>`SELECT table_schema || '.' || table_name AS name FROM information_schema.tables
    WHERE table_schema IN ('public', 'derived') AND table_type = 'BASE TABLE' AND table_name NOT IN ('sign_in', 'access_view', 'access_child') ORDER BY 1`.execute(db);
  const digests = rows.map(async ({ name }): Promise<[string, string]> => {
    const { rows: [row] } = await sql<{ digest: string }>`SELECT md5(coalesce(string_agg(t::text, ' ' ORDER BY t::text), '')) AS digest FROM ${sql.table(name)} t`.execute(db);
    return [name, row?.digest ?? ''];
  });
  return Object.fromEntries(await Promise.all(digests));
}

test('no form changes anything whose entry cannot be written', async (t) => {
  const council = await canaryCouncil(t);
  const { site, person } = council;
  const { visitor } = person('team-manager');
  const child = person('team-manager').childOf('own caseload');
  const opened = async (url: string): Promise<Record<string, string>> => boxesIn((await visitor.open(url)).body);
  const why = { why: 'It was asked for in writing' };
  const forms: [string, Record<string, string>][] = [
    [`/children/${child}/record`, { ...await opened(`/children/${child}/record?kind=REQUEST_WITHDRAWN`), 'on-day': '3', 'on-month': '11', 'on-year': '2026', step: 'record' }],
    [`/children/${child}/who-may-see/restrict`, { ...await opened(`/children/${child}/who-may-see/restrict`), staff: visitor.staffId, code: 'ADOPTION', ...why }],
    [`/children/${child}/conflict-of-interest`, { ...await opened(`/children/${child}/conflict-of-interest`), ...why }],
    ['/reports/new', { ...await opened('/reports/new?measure=persons'), title: 'For the panel', note: '' }],
  ];
  await fill(site.database.owner, 'history');
  const before = await contents(site.database.owner);
  for (const [url, fields] of forms) {
    const answer = await send(visitor, url, fields);
    assert.equal(answer.statusCode, 503, `${url}: ${answer.statusCode}`);
    assert.deepEqual(council.aviary.in(answer.body), [], url);
    assert.deepEqual(await contents(site.database.owner), before, url);
  }
});
