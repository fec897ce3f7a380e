import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { sql } from 'kysely';
import { recordStory, textOf } from '../../test/cases.ts';
import { by, of } from '../../test/casework.ts';
import { testApp, type TestApp, tokenIn, type Visitor } from '../../test/visitor.ts';
import { ownDerive } from '../casework/own-derive.file.ts';
import { beginRecording, record } from '../casework/record.sql.ts';
import { carryOut } from './carry-out.sql.ts';

type Story = Parameters<typeof recordStory>[1];

interface Office { readonly site: TestApp; readonly manager: Visitor; readonly ann: Visitor; readonly bob: Visitor; readonly team: string }

/** A team with a manager and two caseworkers. */
async function office(t: { after(end: () => Promise<void>): void }): Promise<Office> {
  const site = await testApp(t);
  const [manager, ann, bob] = [await site.signedIn('team-manager'), await site.signedIn('caseworker'), await site.signedIn('caseworker')];
  const { rows } = await sql<{ id: string }>`INSERT INTO team (name, manager_id) VALUES ('North', ${manager.staffId}) RETURNING id`.execute(site.db);
  const team = rows[0]?.id ?? '';
  await sql`UPDATE staff SET team_id = ${team}::uuid WHERE id = ANY(${[ann.staffId, bob.staffId]}::uuid[])`.execute(site.db);
  return { site, manager, ann, bob, team };
}

let born = 0;
/** A child with an open request, allocated to somebody, or to the team and nobody in it yet. */
async function child(site: TestApp, caseworker: string | null, received = '2026-10-20'): Promise<string> {
  born += 1;
  const { rows } = await sql<{ id: string }>`SELECT id FROM team WHERE name = 'North'`.execute(site.db);
  const given = ['ALLOCATED', '2026-11-01', caseworker === null ? { team: rows[0]?.id ?? '' } : { caseworker }] as const;
  return recordStory(site.db, [['PERSON', null, { surname: `Vexmoor-${born}`, forename: 'Ottoline', dob: '2018-02-03', upn: `Z9990${String(born).padStart(8, '0')}` }], ['REQUEST_RECEIVED', received], given]);
}

const held = async ({ db }: TestApp, staffId: string): Promise<number> => {
  const { rows } = await sql<{ n: number }>`SELECT count(*)::int AS n FROM child WHERE caseworker_id = ${staffId}::uuid`.execute(db);
  return rows[0]?.n ?? -1;
};

/** The numbers of the table, by its first column. */
function tableIn(html: string): Map<string, { count: number; href: string | null }[]> {
  const rows = [...html.matchAll(/<tr class="govuk-table__row"[^>]*><th scope="row"[^>]*>([^<]+)<\/th>(.*?)<\/tr>/gs)];
  return new Map(rows.map(([, name = '', cells = '']) => [name, [...cells.matchAll(/<td[^>]*>(?:<a[^>]*href="([^"]+)">)?(\d+)/g)].map(([, href, count]) => ({ count: Number(count), href: href?.replaceAll('&amp;', '&') ?? null }))]));
}

test('each number is the length of its list, and the totals are the sums', async (t) => {
  const { site, manager, ann, bob } = await office(t);
  for (const [who, received] of [[ann, '2026-08-01'], [ann, '2026-10-20'], [bob, '2026-11-10'], [null, '2026-11-12'], [null, '2026-07-01']] as const) await child(site, who?.staffId ?? null, received);
  const table = tableIn((await manager.open('/team')).body);
  assert.equal(table.size, 4);
  const all = table.get('All') ?? [];
  all.forEach(({ count }, i) => assert.equal(count, [...table].filter(([name]) => name !== 'All').reduce((sum, [, cells]) => sum + (cells[i]?.count ?? 0), 0)));
  assert.deepEqual(all.map(({ count }) => count).slice(0, 3), [5, 2, 1]);
  for (const { count, href } of [...table.values()].flat()) {
    if (href !== null) assert.match(textOf((await manager.open(href)).body), new RegExp(`: ${count} cases? `), href);
  }
});

test('cases are chosen, looked at, allocated once, and each becomes an entry of the child', async (t) => {
  const { site, manager, ann, team } = await office(t);
  const children = [await child(site, null), await child(site, null), await child(site, ann.staffId)];
  const list = await manager.open('/team/cases?view=all');
  const fields = { token: tokenIn(list.body), list: '{"view":"all"}', team };
  const none = await manager.post('/team/cases/allocate', fields);
  assert.equal(none.statusCode, 422);
  assert.match(textOf(none.body), /Select at least one case.*Choose who gets the cases/);
  const chosen = new URLSearchParams([...Object.entries(fields), ['to', ann.staffId], ...children.map((id): [string, string] => ['case', id])]);
  const proposed = await manager.app.inject({ method: 'POST', url: '/team/cases/allocate', headers: { host: 'localhost', origin: 'http://localhost', cookie: manager.cookie, 'content-type': 'application/x-www-form-urlencoded' }, payload: chosen.toString() });
  const address = String(proposed.headers.location);
  const check = await manager.open(address);
  assert.match(textOf(check.body), /2 cases will change hands. 1 case will be left out/);
  assert.match(textOf((await manager.open(`${address}?left=out`)).body), /They have it already/);
  assert.equal(await held(site, ann.staffId), 1, 'nothing changes before it is confirmed');
  const tokens = { token: tokenIn(check.body), step: 'allocate' };
  await Promise.all([manager.post(address, tokens), manager.post(address, tokens), manager.post(address, tokens)]);
  assert.match(textOf((await manager.open(address)).body), /Allocated 2 cases changed hands. 1 case did not/);
  assert.equal(await held(site, ann.staffId), 3);
  const { rows } = await sql<{ n: number }>`SELECT count(*)::int AS n FROM history WHERE kind = 'ALLOCATED' AND recorded_by = ${manager.staffId}`.execute(site.db);
  assert.equal(rows[0]?.n, 2);
  assert.equal((await ann.open(address)).statusCode, 404);
  assert.equal((await (await site.signedIn('head-of-service')).open(address)).statusCode, 404, 'a proposal is for whoever made it');
});

test('what cannot be given is left out with the reason, also where somebody was quicker', async (t) => {
  const { site, manager, ann, bob, team } = await office(t);
  const [conflicted, quick, late] = [await child(site, null), await child(site, null), await child(site, null)];
  await recordStory(site.db, [['CONFLICT_DECLARED', '2026-11-01', { staff: ann.staffId, why: 'A relative' }]], { child: conflicted });
  const list = await manager.open('/team/cases?view=unallocated');
  const proposed = await manager.post('/team/cases/allocate', { token: tokenIn(list.body), list: '{"view":"unallocated"}', team, all: 'yes', to: ann.staffId });
  const address = String(proposed.headers.location);
  assert.match(textOf((await manager.open(`${address}?left=out`)).body), /They have declared a conflict of interest/);
  await recordStory(site.db, [['ALLOCATED', '2026-11-20', { caseworker: bob.staffId }]], { child: quick });
  await recordStory(site.db, [['BROUGHT_TO_ATTENTION', '2026-11-20', {}]], { child: late });
  await manager.post(address, { token: tokenIn(list.body), step: 'allocate' });
  assert.match(textOf((await manager.open(`${address}?left=out`)).body), /It was allocated to somebody else since/);
  assert.equal(await held(site, ann.staffId), 1, 'another entry of the case is no reason to leave it out');
  assert.equal(await held(site, bob.staffId), 1);
});

test('who may see and hold a case is asked again when it is given, whatever was so when it was proposed', async (t) => {
  const { site, manager, ann, bob, team } = await office(t);
  const [closed, toBob, toBoth, conflicted, open] = await Promise.all(Array.from({ length: 5 }, () => child(site, ann.staffId)));
  const token = tokenIn((await manager.open('/team')).body);
  const propose = async (view = 'all'): Promise<string> => String((await manager.post('/team/cases/allocate', { token, list: `{"view":"${view}"}`, team, all: 'yes', to: bob.staffId })).headers.location);
  const allocated = async (address: string): Promise<string> => {
    await manager.post(address, { token, step: 'allocate' });
    return textOf((await manager.open(`${address}?left=out`)).body);
  };
  const address = await propose();
  for (const [of, ...named] of [[closed, manager], [toBob, bob], [toBoth, manager, bob]] as const) {
    const restricted: Story = [['RESTRICTED', '2026-11-20', { reason: 'ADOPTION', guardian: ann.staffId }]];
    await recordStory(site.db, [...restricted, ...named.map(({ staffId }): Story[number] => ['RESTRICTION_NAMED', '2026-11-20', { staff: staffId, for: 'INVOLVED' }])], { child: of ?? '' });
  }
  await recordStory(site.db, [['CONFLICT_DECLARED', '2026-11-20', { staff: bob.staffId, why: 'A nephew' }]], { child: conflicted ?? '' });
  const out = await allocated(address);
  for (const reason of [/The record is restricted, and they are not named to it/, /Restricted record.*You may not record in it any more/, /They have declared a conflict of interest/]) assert.match(out, reason);
  assert.match(out, /2 cases changed hands. 3 cases did not/);
  const { rows } = await sql<{ id: string }>`SELECT child_id AS id FROM child WHERE caseworker_id = ${bob.staffId}::uuid`.execute(site.db);
  assert.deepEqual(rows.map(({ id }) => id).sort(), [toBoth, open].sort());

  await child(site, null);
  const late = await propose('unallocated');
  await sql`UPDATE staff SET disabled_at = now() WHERE id = ${bob.staffId}::uuid`.execute(site.db);
  assert.match(await allocated(late), /0 cases changed hands.*They can no longer sign in/);
});

test('a proposal of somebody who allocates no more gives nothing, also in the background', async (t) => {
  const { site, manager, bob, team } = await office(t);
  await child(site, null);
  const token = tokenIn((await manager.open('/team')).body);
  const address = String((await manager.post('/team/cases/allocate', { token, list: '{"view":"unallocated"}', team, all: 'yes', to: bob.staffId })).headers.location);
  const id = address.split('/').at(-1) ?? '';
  await sql`UPDATE allocation SET state = 'running' WHERE id = ${id}::uuid`.execute(site.db);
  await sql`UPDATE staff SET role = 'caseworker' WHERE id = ${manager.staffId}::uuid`.execute(site.db);
  await carryOut(site.db, ownDerive(), id, site.clock.now);
  assert.equal(await held(site, bob.staffId), 0);
});

test('unallocated cases are shared by how many each has, and a stop half-way loses and doubles nothing', async (t) => {
  const { site, manager, ann, bob, team } = await office(t);
  for (let i = 0; i < 3; i += 1) await child(site, bob.staffId);
  for (let i = 0; i < 30; i += 1) await child(site, null);
  const page = await manager.open(`/team/share?team=${team}`);
  assert.match(textOf(page.body), /Share out 30 unallocated cases.*\(3 now\)/);
  assert.match(textOf((await manager.post('/team/share', { token: tokenIn(page.body), team })).body), /Select at least one caseworker/);
  const posted = new URLSearchParams([['token', tokenIn(page.body)], ['team', team], ['to', ann.staffId], ['to', bob.staffId]]);
  const answer = await manager.app.inject({ method: 'POST', url: '/team/share', headers: { host: 'localhost', origin: 'http://localhost', cookie: manager.cookie, 'content-type': 'application/x-www-form-urlencoded' }, payload: posted.toString() });
  const address = String(answer.headers.location);
  const check = await manager.open(address);
  assert.match(textOf(check.body), /30 cases will change hands, shared/);
  await manager.post(address, { token: tokenIn(check.body), step: 'allocate' });
  assert.match(textOf((await manager.open(address)).body), /0 of 30 allocated so far/, 'many are given in the background');
  const id = address.split('/').at(-1) ?? '';
  // Half of the outcomes are lost, as where the worker dies before it writes them down.
  await carryOut(site.db, ownDerive(), id, site.clock.now);
  await sql`UPDATE allocation SET state = 'running' WHERE id = ${id}::uuid`.execute(site.db);
  await sql`UPDATE allocation_case SET outcome = NULL WHERE allocation_id = ${id}::uuid AND place > 15`.execute(site.db);
  await Promise.all([carryOut(site.db, ownDerive(), id, site.clock.now), carryOut(site.db, ownDerive(), id, site.clock.now)]);
  assert.match(textOf((await manager.open(address)).body), /30 cases changed hands/);
  assert.deepEqual([await held(site, ann.staffId), await held(site, bob.staffId)], [17, 16]);
  const { rows } = await sql<{ n: number }>`SELECT count(*)::int AS n FROM history WHERE kind = 'ALLOCATED' AND recorded_by = ${manager.staffId}`.execute(site.db);
  assert.equal(rows[0]?.n, 30);
});

test('two thousand cases are chosen at once, looked at, and allocated in the background, each once', async (t) => {
  const { site, manager, ann, team } = await office(t);
  const ids = [...Array(2000).keys()].map(() => randomUUID());
  await site.db.transaction().execute(async (tx) => {
    const recording = await beginRecording(tx, by(), ids.map((id) => ({ kind: 'child', id })));
    await record(tx, ownDerive(), recording, ids.flatMap((id, i) => [of(id, 'PERSON', null, { surname: `Vexmoor-${i}` }), of(id, 'REQUEST_RECEIVED', '2026-10-20'), of(id, 'ALLOCATED', '2026-11-01', { team })]));
  });
  const took: string[] = [];
  const timed = async <Done>(what: string, act: Promise<Done>): Promise<Done> => {
    const from = performance.now();
    const done = await act;
    took.push(`${what} ${((performance.now() - from) / 1000).toFixed(1)} s`);
    return done;
  };
  const list = await timed('list', manager.open('/team/cases?view=unallocated'));
  assert.match(textOf(list.body), /Unallocated: 2,000 cases/);
  const token = tokenIn(list.body);
  const proposed = await timed('choosing', manager.post('/team/cases/allocate', { token, list: '{"view":"unallocated"}', team, all: 'yes', to: ann.staffId }));
  const address = String(proposed.headers.location);
  assert.match(textOf((await timed('what will change', manager.open(address))).body), /2,000 cases will change hands/);
  await timed('confirming', manager.post(address, { token, step: 'allocate' }));
  assert.match(textOf((await manager.open(address)).body), /0 of 2,000 allocated so far/);
  await timed('in the background', carryOut(site.db, ownDerive(), address.split('/').at(-1) ?? '', site.clock.now));
  assert.match(textOf((await timed('result', manager.open(address))).body), /2,000 cases changed hands/);
  assert.equal(await held(site, ann.staffId), 2000);
  const { rows } = await sql<{ n: number }>`SELECT count(*)::int AS n FROM history WHERE kind = 'ALLOCATED' AND recorded_by = ${manager.staffId}`.execute(site.db);
  assert.equal(rows[0]?.n, 2000);
  t.diagnostic(took.join(', '));
});

test('whoever allocates nothing comes back to the list, or to the team page, where they began', async (t) => {
  const { site, manager, ann, team } = await office(t);
  await child(site, null);
  const token = tokenIn((await manager.open('/team')).body);
  const begun = [
    ['/team/cases/allocate', { list: '{"view":"unallocated","size":"50"}', team: 'all', all: 'yes', to: ann.staffId }, '/team/cases?team=all&view=unallocated&size=50'],
    ['/team/share', { team, to: ann.staffId }, `/team?team=${team}`],
  ] as const;
  for (const [where, form, from] of begun) {
    const address = String((await manager.post(where, { token, ...form })).headers.location);
    assert.ok((await manager.open(address)).body.includes(`href="${from.replaceAll('&', '&amp;')}" class="govuk-back-link"`), where);
    assert.equal((await manager.post(address, { token, step: 'drop' })).headers.location, from);
  }
});

test('a case that belongs to no team yet stands with those of all teams', async (t) => {
  const { site, manager } = await office(t);
  await recordStory(site.db, [['PERSON', null, { surname: 'Vexmoor', forename: 'Alba', dob: '2018-02-03' }], ['REQUEST_RECEIVED', '2026-10-20']]);
  assert.match(textOf((await manager.open('/team')).body), /Cases that belong to no team yet are under all teams/);
  assert.match(textOf((await manager.open('/team?team=all')).body), /1 case has no caseworker/);
  assert.match(textOf((await manager.open('/team/cases?team=all&view=unallocated')).body), /Unallocated: 1 case .*Alba Vexmoor/);
});

test('those who do not allocate see no team page and change nothing', async (t) => {
  const { site, ann } = await office(t);
  for (const path of ['/team', '/team/cases', '/team/share', '/allocations/00000000-0000-4000-8000-000000000001']) assert.equal((await ann.open(path)).statusCode, 404, path);
  const manager = await site.signedIn('team-manager');
  for (const path of ['/team?team=lost', '/team/cases?team=00000000-0000-4000-8000-000000000001', '/allocations/lost', '/team?team=00000000-0000-4000-8000-000000000001']) {
    assert.ok([400, 404].includes((await manager.open(path)).statusCode), path);
  }
});
