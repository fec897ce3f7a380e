// A change of role, team, restriction or naming counts from the next request on (SEC-06).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import type { Facts } from '../../src/case-history/entry.ts';
import { listDownload } from '../../src/platform/list-file.ts';
import { address } from '../../src/platform/web-address.ts';
import { page } from '../../src/platform/web-route.ts';
import { endEverySignIn, endSignIn } from '../../src/staff/sign-in.sql.ts';
import { recordStory } from '../cases.ts';
import { testApp, type Visitor } from '../visitor.ts';

/** What somebody comes to of a child: the case, its form, the list of cases and a file of rows. */
async function reached(visitor: Visitor, child: string): Promise<string> {
  const [page, form, list, file] = await Promise.all([`/children/${child}`, `/children/${child}/record`, '/children', '/figures/persons/rows.csv'].map((url) => visitor.open(url)));
  const words = [page?.statusCode === 200 && 'case', form?.statusCode === 200 && 'form', list?.body.includes('Quillfeather') === true && 'list', file?.body.includes('Quillfeather') === true && 'file'];
  return words.filter((word) => word !== false).join(', ');
}

test('what somebody comes to changes with their role and team, and with who may see the record', async (t) => {
  const site = await testApp(t);
  const { owner } = site.database;
  const [officer, guardian] = [await site.signedIn('caseworker'), await site.signedIn('head-of-service')];
  const { rows } = await sql<{ id: string }>`INSERT INTO team (name) VALUES ('North'), ('South') RETURNING id`.execute(owner);
  const [north = '', south = ''] = rows.map(({ id }) => id);
  const child = await recordStory(site.db, [['PERSON', null, { surname: 'Quillfeather', forename: 'Zuleika', dob: '2016-02-03' }], ['REQUEST_RECEIVED', '2026-10-05'], ['ALLOCATED', '2026-10-06', { team: north }]]);
  const put = (set: { role?: string; team?: string }): Promise<unknown> =>
    sql`UPDATE staff SET role = coalesce(${set.role ?? null}, role), team_id = coalesce(${set.team ?? null}::uuid, team_id) WHERE id = ${officer.staffId}::uuid`.execute(owner);
  const record = (kind: string, facts: Facts = {}): Promise<unknown> => recordStory(site.db, [[kind, '2026-11-20', { why: 'It was asked for', ...facts }]], { child });
  const all = 'case, form, list, file';
  const steps: [what: string, change: () => Promise<unknown>, reaches: string][] = [
    ['in the team of the case', () => put({ team: north }), all],
    ['put into another team', () => put({ team: south }), 'case, list, file'],
    ['made a lead member', () => put({ role: 'lead-member' }), ''],
    ['made an adviser', () => put({ role: 'adviser', team: north }), ''],
    ['a caseworker of the team again', () => put({ role: 'caseworker' }), all],
    ['the record is restricted', () => record('RESTRICTED', { reason: 'ADOPTION', guardian: guardian.staffId }), ''],
    ['they are named to it', () => record('RESTRICTION_NAMED', { staff: officer.staffId, for: 'TASK' }), all],
    ['they are taken off', () => record('RESTRICTION_UNNAMED', { staff: officer.staffId }), ''],
    ['the restriction is lifted', () => record('RESTRICTION_LIFTED', { agreedBy: guardian.staffId }), all],
    ['they declare a conflict of interest', () => record('CONFLICT_DECLARED', { staff: officer.staffId }), ''],
  ];
  for (const [what, change, reaches] of steps) {
    await change();
    assert.equal(await reached(officer, child), reaches, what);
  }
});

test('a file that is being made breaks off when what its reader may see changes, and the next one has none of it', async (t) => {
  const rows = { length: 40_000, * [Symbol.iterator]() { for (let i = 0; i < 40_000; i += 1) yield [`row ${i}`, 'x'.repeat(100)]; } };
  const longFile = address('/planted-file');
  const planted = page({ address: longFile, who: 'signed-in', answer: async () => ({ download: listDownload('long', 'csv', { about: [], columns: ['Row', 'Text'], rows }), shows: 'nobody' }) });
  const site = await testApp(t, [planted]);
  const { owner } = site.database;
  const guardian = await site.signedIn('head-of-service');
  const child = await recordStory(site.db, [['PERSON', null, { surname: 'Quillfeather', forename: 'Zuleika', dob: '2016-02-03' }], ['REQUEST_RECEIVED', '2026-10-05']]);
  const changes: Readonly<Record<string, (who: Visitor) => Promise<unknown>>> = {
    'nothing': async () => null,
    'signed out': (who) => endSignIn(site.db, who.cookie.split('=')[1] ?? ''),
    'disabled': (who) => sql`UPDATE staff SET disabled_at = ${site.clock.now} WHERE id = ${who.staffId}::uuid`.execute(owner),
    'another role': (who) => sql`UPDATE staff SET role = 'finance' WHERE id = ${who.staffId}::uuid`.execute(owner),
    'a record restricted': () => recordStory(site.db, [['RESTRICTED', '2026-11-20', { reason: 'ADOPTION', guardian: guardian.staffId }]], { child }),
  };
  for (const [what, change] of Object.entries(changes)) {
    const officer = await site.signedIn('data-officer');
    const stream = (await site.app.inject({ url: longFile(), headers: { host: 'localhost', cookie: officer.cookie }, payloadAsStream: true })).stream();
    let text = '';
    try {
      for await (const piece of stream) {
        if (text === '') await change(officer);
        text += String(piece);
      }
    } catch { /* It broke off, as its length says below. */ }
    assert.match(text, /row 0,/, what);
    assert.equal(text.includes('row 39999'), what === 'nothing', what);
    assert.equal((await officer.open('/figures/persons/rows.csv')).body.includes('Quillfeather'), what === 'nothing', what);
  }
});

test('the stream of live pages ends with its sign-in, however that ends (SEC-36)', async (t) => {
  const site = await testApp(t);
  const { owner } = site.database;
  const { app } = site;
  const ways: Readonly<Record<string, (who: Visitor) => Promise<unknown>>> = {
    'signed out': (who) => endSignIn(site.db, who.cookie.split('=')[1] ?? ''),
    'every sign-in ended': (who) => endEverySignIn(site.db, who.staffId),
    'disabled': (who) => sql`UPDATE staff SET disabled_at = ${site.clock.now} WHERE id = ${who.staffId}::uuid`.execute(owner),
    'idle for too long': (who) => sql`UPDATE sign_in SET used_at = used_at - interval '31 minutes' WHERE staff_id = ${who.staffId}::uuid`.execute(owner),
  };
  await Promise.all(Object.entries(ways).map(async ([what, end]) => {
    const who = await site.signedIn('director');
    const stream = (await app.inject({ url: '/live', headers: { host: 'localhost', cookie: who.cookie }, payloadAsStream: true })).stream();
    let [ended, said] = [0, ''];
    for await (const part of stream) {
      said += String(part);
      if (ended === 0) {
        ended = performance.now();
        await end(who);
      }
    }
    assert.match(said, /^event: changed[^]*event: ended/, what);
    // Looked at each second; the rest is for a machine that is busy with other tests. It would not end by itself for half an hour.
    assert.ok(performance.now() - ended < 20_000, `${what}: ${Math.round(performance.now() - ended)} ms`);
  }));
});
