import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { send } from '../../test/access/asking.ts';
import type { zuleika } from '../../test/cases.ts';
import { boxesIn, recordStory, textOf } from '../../test/cases.ts';
import { PASSWORD } from '../../test/people.ts';
import { type Ending, testApp, type TestApp, tokenIn, type Visitor } from '../../test/visitor.ts';
import { day } from '../calendar/day.ts';
import { type Answer, page, type RawRequest, type Route } from '../platform/web-route.ts';
import { address } from '../platform/web-address.ts';
import { fileAddress, MOST_AT_ONCE, routeOfFile } from './large-download.ts';
import { withSecondPerson } from './new-large-download.page.ts';

const FILE = '/figures/persons/rows.csv?asAt=2026-11-20&part=all';
const why = 'The auditors compare it with their sample';

const child = (at: number): typeof zuleika => ['PERSON', null, { surname: `Vexmoor-${at}`, forename: 'Zuleika', dob: '2017-03-27', upn: `Z99900000012${at}` }];

/** Three children, where two may be taken away alone. */
async function council(t: Ending): Promise<{ site: TestApp; officer: Visitor; head: Visitor; children: string[] }> {
  const site = await testApp(t, [], { mostAtOnce: 2 });
  const [officer, head] = [await site.signedIn('data-officer'), await site.signedIn('head-of-service')];
  const children: string[] = [];
  for (const at of [1, 2, 3]) children.push(await recordStory(site.db, [child(at), ['REQUEST_RECEIVED', day('2026-10-01')]]));
  return { site, officer, head, children };
}

/** Asks for a file by its link; returns the page where it waits. */
async function ask(who: Visitor, file = FILE): Promise<string> {
  const form = String((await who.open(file)).headers.location);
  const answer = await who.post('/large-downloads/new', { ...boxesIn((await who.open(form)).body), reason: why });
  assert.equal(answer.statusCode, 303);
  return String(answer.headers.location);
}

const answered = async (who: Visitor, at: string, answer: 'agree' | 'refuse'): ReturnType<Visitor['post']> => send(who, at, { answer, note: 'It is the sample of this year' });
const isFile = async (who: Visitor, file = FILE): Promise<boolean> => String((await who.open(file)).headers['content-disposition']).startsWith('attachment');
const entered = async ({ db }: TestApp, { staffId }: Visitor): Promise<string[]> =>
  (await sql<{ what: string }>`SELECT what FROM access_view WHERE viewer = ${staffId} AND (what LIKE '%download%' OR what LIKE 'export%') ORDER BY id`.execute(db)).rows.map(({ what }) => what);

test('a file of many children waits for a second person, who sees what it holds, and is sent for a day', async (t) => {
  const { site, officer, head } = await council(t);
  const caseworker = await site.signedIn('caseworker');
  assert.match(String((await officer.open(FILE)).headers.location), /^\/large-downloads\/new\?file=/);
  const at = await ask(officer);
  assert.equal((await officer.open((await officer.open(FILE)).headers.location as string)).headers.location, at, 'the link leads on to what waits');
  assert.equal(await isFile(officer), false);
  assert.match((await head.open('/team')).body, /Large downloads \(1\)/);
  assert.match((await head.open('/nowhere')).body, /Large downloads \(1\)/, 'also on the page of what does not exist');
  assert.match((await officer.open('/imports')).body, /Large downloads\s*</, 'nothing waits for whoever asked');
  assert.doesNotMatch((await caseworker.open('/my-work')).body, /Large downloads/);
  assert.match((await head.open('/large-downloads')).body, /sl-stacked[^]*<td[^>]*data-label="Children">3<\/td>\s*<td[^>]*data-label="Asked by">Odile Tester/, 'on a telephone each stands under its row, with what it is');
  assert.equal((await caseworker.open(at)).statusCode, 404, 'it is for the two');
  const shown = textOf((await head.open(at)).body);
  for (const words of ['Children 3', 'The auditors compare it', 'As at 20 November 2026', 'Child or young person', 'Odile Tester']) assert.ok(shown.includes(words), words);
  assert.doesNotMatch(shown, /Vexmoor|Zuleika/);
  assert.match(textOf((await answered(officer, at, 'agree')).body), /Somebody else has to agree/);
  assert.equal((await answered(head, at, 'agree')).statusCode, 303);
  assert.match(textOf((await officer.open(at)).body), /Agreed to until 10:42am on 22 November 2026/);
  assert.doesNotMatch((await head.open('/team')).body, /Large downloads \(/);
  assert.deepEqual([await isFile(officer), await isFile(officer), await isFile(head)], [true, true, false], 'as often as it is needed, and for nobody else');
  assert.equal(await isFile(officer, '/figures/persons/rows.csv?part=all&asAt=2026-11-20'), true, 'the order of the question is nothing');
  for (const other of [FILE.replace('csv', 'xlsx'), FILE.replace('20', '19'), FILE.replace('all', 'counted')]) assert.equal(await isFile(officer, other), false, other);
  assert.deepEqual(await entered(site, officer), ['large download asked for', 'own large download refused', ...Array<string>(3).fill('export of rows (csv), agreed to by a second person')]);
  assert.deepEqual(await entered(site, head), ['large download agreed to']);
  site.clock.now = '2026-11-22T10:42:00.000Z';
  await sql`UPDATE sign_in SET started_at = ${site.clock.now}, used_at = ${site.clock.now}`.execute(site.database.owner);
  assert.equal(await isFile(officer), false, 'a day later it is over');
  assert.match(textOf((await officer.open(at)).body), /Agreed to, and over/);
});

test('rows that are closed to whoever asks do not count', async (t) => {
  const { site, officer, children: [first = ''] } = await council(t);
  await sql`UPDATE staff SET role = 'team-manager' WHERE id = ${officer.staffId}::uuid`.execute(site.database.owner);
  await recordStory(site.db, [['RESTRICTED', '2026-11-02', { reason: 'ADOPTION', guardian: (await site.signedIn('team-manager')).staffId }]], { child: first });
  assert.equal(await isFile(officer), true, 'a record that is closed to them is not in it');
});

test('what is refused is not sent, and can be asked again', async (t) => {
  const { officer, head } = await council(t);
  const at = await ask(officer);
  assert.match(textOf((await send(head, at, { note: '' })).body), /Choose whether you agree.*Enter why/);
  await answered(head, at, 'refuse');
  assert.equal(await isFile(officer), false);
  assert.match(textOf((await officer.open(at)).body), /Not agreed to.*It is the sample of this year.*Ask for it again/);
  assert.notEqual(await ask(officer), at);
});

test('what nobody answers lapses after a week, and can be asked for again', async (t) => {
  const { site, officer, head } = await council(t);
  const at = await ask(officer);
  assert.match(textOf((await head.open(at)).body), /Waits for a second person until 10:42am on 28 November 2026/);
  const later = async (now: string): Promise<void> => {
    site.clock.now = now;
    await sql`UPDATE sign_in SET started_at = ${now}, used_at = ${now}, proved_at = ${now}`.execute(site.database.owner);
  };
  await later('2026-11-28T10:41:59.000Z');
  assert.match((await head.open('/team')).body, /Large downloads \(1\)/);
  const token = tokenIn((await head.open(at)).body);
  await later('2026-11-28T10:42:00.000Z');
  assert.doesNotMatch((await head.open('/team')).body, /Large downloads \(/);
  assert.equal((await head.post(at, { token, answer: 'agree', note: 'Late' })).statusCode, 303);
  assert.equal(await isFile(officer), false, 'a late answer is none');
  assert.doesNotMatch((await head.open(at)).body, /<textarea/);
  assert.match(textOf((await officer.open(at)).body), /Lapsed: nobody answered within 7 days.*Ask for it again/);
  assert.match(textOf((await head.open('/large-downloads')).body), /Lapsed: nobody answered within 7 days/);
  assert.notEqual(await ask(officer), at);
  await later('2026-12-28T10:42:00.000Z');
  assert.equal(textOf((await officer.open('/large-downloads')).body).split('Lapsed').length - 1, 1, 'the older of the two is listed no more');
});

test('it stops with the rights of either, with a conflict of interest, and where far more children would be in it', async (t) => {
  const { site, officer, head, children: [first = ''] } = await council(t);
  await answered(head, await ask(officer), 'agree');
  const owner = site.database.owner;
  const role = async (who: Visitor, to: string): Promise<unknown> => sql`UPDATE staff SET role = ${to} WHERE id = ${who.staffId}::uuid`.execute(owner);
  await role(head, 'caseworker');
  assert.equal(await isFile(officer), false, 'whoever agreed may not agree any more');
  await role(head, 'head-of-service');
  await role(officer, 'adviser');
  assert.doesNotMatch((await officer.open(FILE)).body, /Vexmoor/, 'whoever asked sees none of them any more');
  await role(officer, 'data-officer');
  assert.equal(await isFile(officer), true);
  await sql`UPDATE large_download SET children = 2`.execute(owner);
  assert.equal(await isFile(officer), false, 'two were agreed to, and these are three');
  await sql`UPDATE large_download SET children = 3`.execute(owner);
  await recordStory(site.db, [['CONFLICT_DECLARED', '2026-11-20', { staff: officer.staffId }]], { child: first });
  const { body } = await officer.open(FILE);
  assert.ok(!body.includes('Vexmoor-1') && body.includes('Vexmoor-2'));
});

test('both prove who they are: asking, agreeing and downloading', async (t) => {
  const { site, officer, head } = await council(t);
  const at = await ask(officer);
  await answered(head, at, 'agree');
  site.clock.now = '2026-11-21T10:55:00.000Z';
  const prove = `/account/prove?next=${encodeURIComponent(at)}`;
  assert.equal((await officer.open(FILE)).headers.location, prove);
  assert.equal((await officer.fill(prove, { proof: PASSWORD })).headers.location, at);
  assert.equal(await isFile(officer), true);
  const other = FILE.replace('20', '19');
  const again = await ask(officer, other);
  assert.equal((await answered(head, again, 'agree')).headers.location, '/account/prove?next=%2Fkept-form');
  assert.equal(await isFile(officer, other), false);
  site.clock.now = '2026-11-21T11:06:00.000Z';
  const form = String((await officer.open(FILE.replace('20', '18'))).headers.location);
  assert.match(String((await officer.open(form)).headers.location), /^\/account\/prove\?next=/);
});

test('each file of children is kept to it: also a list of cases and a fixed report', async (t) => {
  const { site, officer, head } = await council(t);
  const page = await officer.open('/reports/new?measure=persons');
  const code = String((await officer.post('/reports/new', { ...boxesIn(page.body), title: 'For the panel', note: '' })).headers.location).split('/').at(-1) ?? '';
  const own = await site.signedIn('administrator');
  for (const at of [6, 7, 8]) await recordStory(site.db, [child(at), ['REQUEST_RECEIVED', '2026-10-01'], ['ALLOCATED', '2026-10-02', { caseworker: own.staffId }]]);
  const waiting = (who: Visitor, file: string): Promise<void> => who.open(file).then(({ headers, statusCode }) => assert.match(String(headers.location), /^\/large-downloads\/new/, `${file}: ${statusCode}`));
  await waiting(officer, `/reports/${code}/figures/1/file/xlsx`);
  await waiting(own, '/my-work/file/csv?view=all');
  await answered(head, await ask(own, '/my-work/file/csv?view=all'), 'agree');
  assert.equal(await isFile(own, '/my-work/file/csv?view=all'), true);
});

test('nobody asks for what is no file, or not theirs to have', async (t) => {
  const { officer } = await council(t);
  for (const file of ['', '/', '/line-of-sight', '/figures/persons/rows', 'https://elsewhere.invalid/', '//elsewhere.invalid', '/%', '/figures/%00/rows.csv', '/backups', '/large-downloads/new']) {
    assert.equal((await officer.open(`/large-downloads/new?file=${encodeURIComponent(file)}`)).statusCode, 404, file);
  }
});

const made = (count: number): Route => page({
  address: address('/made/:name'), who: 'signed-in',
  answer: async (): Promise<Answer> => ({ download: { fileName: 'made.csv', contentType: 'text/csv', body: 'made' }, shows: { what: 'made', children: Array.from({ length: count }, (_, i) => `${i}`) } }),
});

test('by itself, 500 children go alone and 501 do not', async (t) => {
  const { site: { db }, officer: { staffId } } = await council(t);
  const viewer = { staffId, name: 'Odile', role: 'Director', rights: new Set<string>(), teamId: null, sees: new Set<string>(), records: new Set<string>(), fields: new Set<string>() };
  const raw: RawRequest = { db, viewer, parts: { name: 'a/b' }, query: {}, fields: {}, files: [], now: '2026-11-21T10:42:00.000Z', site: { kind: 'demo', council: 'Wexcombe' }, signInToken: null, cookie: '', from: '' };
  const answer = (count: number): Promise<Answer> | undefined => withSecondPerson([made(count)])[0]?.run(raw);
  assert.ok('download' in (await answer(MOST_AT_ONCE) ?? {}));
  assert.deepEqual(await answer(MOST_AT_ONCE + 1), { goTo: '/large-downloads/new?file=%2Fmade%2Fa%252Fb' });
  assert.equal(MOST_AT_ONCE, 500);
});

test('the address of a file is read back as it is written', () => {
  const [route, asked] = [made(1), { parts: { name: 'a/b é' }, query: { team: 'x y', area: ['1', '2'] } }];
  const written = fileAddress(route.pattern, asked);
  assert.equal(written, '/made/a%2Fb%20%C3%A9?area=1&area=2&team=x+y');
  assert.deepEqual(routeOfFile([route], written), { ...asked, route });
  for (const wrong of ['/made', '/made/%E9', '/made/a/b', '/made/a?x=%00', 'made/a']) assert.equal(routeOfFile([route], wrong), null, wrong);
});
