import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import { testApp, type TestApp, tokenIn, type Visitor } from '../../test/visitor.ts';

const AS = { name: 'Odile Tester', email: 'odile@council.invalid', role: 'caseworker', team: '', service: '' };
const changeOf = (id: string): string => `/administration/people/${id}/change`;

async function entriesOf({ db }: TestApp, id: string): Promise<{ reason: string | null; by: string; role: string }[]> {
  const { rows } = await sql<{ reason: string | null; by: string; role: string }>`
    SELECT text::json->>'reason' AS reason, recorded_by AS by, text::json->'facts'->>'role' AS role
    FROM history JOIN history_content USING (subject_kind, subject_id, seq) WHERE subject_kind = 'staff' AND subject_id = ${id} ORDER BY seq`.execute(db);
  return rows;
}

/** Puts back what the passing of time asks for. */
async function two(t: Parameters<typeof testApp>[0]): Promise<{ site: TestApp; administrator: Visitor; other: Visitor }> {
  const site = await testApp(t);
  return { site, administrator: await site.signedIn('administrator'), other: await site.signedIn('caseworker') };
}

describe('changing somebody', () => {
  test('is an entry with its reason, counts from their next page, and is nothing where nothing differs', async (t) => {
    const { site, administrator, other } = await two(t);
    const change = (fields: object): Promise<unknown> => administrator.fill(changeOf(other.staffId), { ...AS, ...fields } as Record<string, string>);
    await change({ role: 'director', names: 'yes', reason: 'Acting up' });
    await change({ role: 'director', names: 'yes', reason: 'The same again' });
    assert.deepEqual(await entriesOf(site, other.staffId), [{ reason: 'Acting up', by: administrator.staffId, role: 'director' }]);
    assert.match((await other.open('/help')).body, /Odile Tester, director/);
    assert.equal((await other.open('/children')).statusCode, 404);
    const { rows } = await sql`SELECT extra_rights FROM staff WHERE id = ${other.staffId}`.execute(site.db);
    assert.deepEqual(rows, [{ extra_rights: ['see-names'] }]);
  });

  test('asks who it is after ten minutes, and does what was typed once that is proved', async (t) => {
    const { site, administrator, other } = await two(t);
    const token = tokenIn((await administrator.open(changeOf(other.staffId))).body);
    site.clock.now = '2026-11-21T10:53:00.000Z';
    const asked = await administrator.post(changeOf(other.staffId), { token, ...AS, role: 'finance', reason: 'Moved' });
    assert.equal(asked.headers.location, '/account/prove?next=%2Fkept-form');
    assert.deepEqual(await entriesOf(site, other.staffId), []);
    assert.equal((await administrator.fill('/account/prove?next=/kept-form', { proof: 'copper lantern forty' })).headers.location, '/kept-form');
    const kept = (await administrator.open('/kept-form')).body;
    assert.match(kept, /name="role" value="finance"/);
    const fields = Object.fromEntries([...kept.slice(kept.indexOf('<main')).matchAll(/name="([a-z]+)" value="([^"]*)"/g)].slice(0, 7).map(([, name, value]) => [name ?? '', value ?? '']));
    assert.equal((await administrator.post(changeOf(other.staffId), fields)).statusCode, 303);
    assert.equal((await entriesOf(site, other.staffId)).at(-1)?.role, 'finance');
  });

  test('never leaves the council without an administrator, also when two are changed at once', async (t) => {
    const { site, administrator } = await two(t);
    const refused = await administrator.fill(changeOf(administrator.staffId), { ...AS, reason: 'Enough' });
    assert.match(refused.body, /the only administrator who can sign in/);
    assert.match((await administrator.fill(`/administration/people/${administrator.staffId}/do/disable`, { reason: 'Enough' })).body, /the only administrator/);
    const second = await site.signedIn('administrator');
    const [one, two_] = await Promise.all([
      administrator.fill(`/administration/people/${second.staffId}/do/disable`, { reason: 'You go' }),
      second.fill(`/administration/people/${administrator.staffId}/do/disable`, { reason: 'No, you' }),
    ]);
    const { rows } = await sql`SELECT FROM staff WHERE role = 'administrator' AND disabled_at IS NULL`.execute(site.db);
    assert.equal(rows.length, 1, `${one.statusCode} ${two_.statusCode}`);
  });

  test('refuses an address that somebody has, a role that there is not, an adviser without service, and fields it did not ask for', async (t) => {
    const { administrator, other } = await two(t);
    const url = changeOf(other.staffId);
    const said = async (fields: object): Promise<string> => (await administrator.fill(url, { ...AS, reason: 'x', ...fields } as Record<string, string>)).body;
    const taken = /<dd[^>]*>\s*(person\d+@council.invalid)/.exec((await administrator.open(`/administration/people/${administrator.staffId}`)).body)?.[1] ?? '';
    assert.match(await said({ email: taken.toUpperCase() }), /Somebody else has this e-mail address/);
    assert.match(await said({ role: 'emperor' }), /Choose a role/);
    assert.match(await said({ role: 'adviser' }), /Choose the service that they belong to/);
    assert.match(await said({ reason: ' ' }), /Enter a reason/);
    for (const field of ['password', 'disabled', 'restricted', 'extraRights']) {
      assert.equal((await administrator.fill(url, { ...AS, reason: 'x', [field]: 'y' })).statusCode, 400, field);
    }
    for (const id of ['0f0e0d0c-0000-4000-8000-000000000000', 'x']) assert.equal((await administrator.open(`/administration/people/${id}`)).statusCode, 404);
  });
});

test('the list sorts and filters all people, in pages of 25, and finds somebody by a part of their name', async (t) => {
  const { site, administrator } = await two(t);
  await sql`INSERT INTO staff (name, email, role, added_at) SELECT 'Zzyzx ' || n, 'z' || n || '@council.invalid', 'finance', now() FROM generate_series(10, 49) AS n`.execute(site.db);
  const names = async (query: string): Promise<string[]> => [...(await administrator.open(`/administration/people${query}`)).body.matchAll(/">([^<]+)<\/a><br>/g)].map(([, name]) => name ?? '');
  assert.equal((await names('')).length, 25);
  assert.deepEqual((await names('?role=finance&down=1')).slice(0, 2), ['Zzyzx 49', 'Zzyzx 48']);
  assert.equal((await names('?role=finance&page=2')).length, 15);
  assert.deepEqual(await names('?role=finance&page=99'), await names('?role=finance'), 'a page that is not there is the first');
  assert.deepEqual(await names('?role=nobody'), []);
  const { body } = await administrator.fill('/administration/people', { search: 'ZYZX 3' });
  assert.match(body, /10 people found/);
  assert.match((await administrator.fill('/administration/people', { search: '%' })).body, /0 people found/);
});

test('the file of people has every row of the list with its filters, order and columns, or those found, and is an entry', async (t) => {
  const { site, administrator, other } = await two(t);
  await sql`INSERT INTO staff (name, email, role, added_at) SELECT '=Zzyzx ' || n, 'z' || n || '@council.invalid', 'finance', now() FROM generate_series(10, 49) AS n`.execute(site.db);
  const lines = (csv: string): string[] => csv.trim().split('\r\n');
  const list = await administrator.open('/administration/people?role=finance&sort=name&down=1');
  const href = /href="([^"]+)">CSV/.exec(list.body)?.[1]?.replaceAll('&amp;', '&') ?? '';
  assert.equal(href, '/administration/people/file/csv?role=finance&sort=name&down=1');
  const all = lines((await administrator.open(href)).body);
  assert.deepEqual([all.length, all[0], all[1]], [41, 'Name,E-mail address,Role,Team,State', "'=Zzyzx 49,z49@council.invalid,Finance,None,Not invited"]);
  const found = await administrator.fill('/administration/people', { search: 'zyzx 3', file: 'csv' });
  assert.equal(lines(found.body).length, 11);
  for (const format of ['ods', 'xlsx']) assert.equal((await administrator.open(`/administration/people/file/${format}`)).rawPayload.subarray(0, 2).toString(), 'PK');
  assert.equal((await administrator.open('/administration/people/file/exe')).statusCode, 404);
  assert.equal((await other.open('/administration/people/file/csv')).statusCode, 404);
  const { rows } = await sql<{ what: string; criteria: string | null }>`SELECT what, text AS criteria FROM access_view LEFT JOIN access_content ON view_id = id WHERE what LIKE 'export%' ORDER BY id`.execute(site.db);
  assert.deepEqual(rows, [['csv', null], ['csv', 'zyzx 3'], ['ods', null], ['xlsx', null]].map(([format, criteria]) => ({ what: `export of people (${format})`, criteria })));
});

test('teams are added, changed and ended, each with its entry; a name is taken once, and nobody is left in an ended one', async (t) => {
  const { site, administrator, other } = await two(t);
  const add = (name: string): Promise<{ body: string }> => administrator.fill('/administration/teams/new', { name, area: 'North', manager: '', reason: 'New' });
  await add('North team');
  assert.match((await add('north TEAM')).body, /Another team has this name/);
  const { rows: [team] } = await sql<{ id: string }>`SELECT id FROM team`.execute(site.db);
  const url = `/administration/teams/${team?.id}`;
  await administrator.fill(changeOf(other.staffId), { ...AS, team: team?.id ?? '', reason: 'Joins' });
  const end = (): Promise<{ body: string }> => administrator.fill(url, { name: 'North team', area: '', manager: '', reason: 'Over', step: 'end' });
  assert.match((await end()).body, /People are in this team/);
  await administrator.fill(url, { name: 'Northern team', area: '', manager: other.staffId, reason: 'Renamed', step: 'change' });
  assert.deepEqual((await sql`SELECT former_names AS names, former_areas AS areas FROM team`.execute(site.db)).rows, [{ names: ['North team'], areas: ['North'] }]);
  await administrator.fill(changeOf(other.staffId), { ...AS, reason: 'Leaves' });
  await end();
  assert.equal((await administrator.open(url)).statusCode, 404);
  const { body } = await administrator.open('/administration/teams');
  assert.match(body, /Northern team: Ended: yes, was no[^]*Area: none, was North[^]*Manager: Odile Tester, was none[^]*Name: Northern team, was North team[^]*North team: Team added/);
});
