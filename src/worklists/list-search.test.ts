import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { recordStory, textOf } from '../../test/cases.ts';
import { type Ending, testApp, type TestApp, tokenIn, type Visitor } from '../../test/visitor.ts';
import { caseReference } from '../case-history/case-reference.ts';

interface Office { readonly site: TestApp; readonly me: Visitor; readonly manager: Visitor; readonly children: Readonly<Record<string, string>> }

/** Six cases of a caseworker, one of a colleague. */
async function office(t: Ending): Promise<Office> {
  const site = await testApp(t, [], { mostAtOnce: 3 });
  const [me, manager, colleague] = [await site.signedIn('caseworker'), await site.signedIn('team-manager'), await site.signedIn('caseworker')];
  const children: Record<string, string> = {};
  const names = ['Quxworthy', 'Quxworth-Vane', 'Ó’Quill', 'Vexmoor', 'Vexmoore', 'Vexton', 'Quxabel'];
  for (const [at, surname] of names.entries()) {
    const person = { surname, forename: 'Zuleika', dob: `2017-03-2${at}`, upn: `Z99900000012${at}`, ...(surname === 'Vexton' ? { formerNames: 'Quxley' } : {}) };
    children[surname] = await recordStory(site.db, [['PERSON', null, person], ['REQUEST_RECEIVED', '2026-10-01'], ['ALLOCATED', '2026-11-02', { caseworker: (surname === 'Quxabel' ? colleague : me).staffId }]]);
  }
  return { site, me, manager, children };
}

const surnames = (body: string): string[] => [...body.matchAll(/href="\/children\/[0-9a-f-]+">Zuleika ([^<]+)</g)].map(([, name = '']) => name.replaceAll('&#39;', '’')).sort();
const search = async (who: Visitor, words: string, more: Record<string, string> = {}): Promise<string> => (await who.fill('/my-work?view=all', { view: 'all', search: words, ...more }, '/my-work')).body;

test('a part of any name, a reference or a date of birth narrows the list to those that have it', async (t) => {
  const { me, children } = await office(t);
  const reference = caseReference(children['Vexmoor'] ?? '');
  for (const [typed, found] of [
    ['qux', ['Quxworth-Vane', 'Quxworthy', 'Vexton']], ['QUXWORTH', ['Quxworth-Vane', 'Quxworthy']], ['vane zul', ['Quxworth-Vane']], ['oquill', ['Ó’Quill']], ['moor', ['Vexmoor', 'Vexmoore']],
    [reference, ['Vexmoor']], [reference.slice(0, 5), ['Vexmoor']], [reference.slice(6).toLowerCase(), ['Vexmoor']], [reference.replace('-', ' '), ['Vexmoor']],
    ['24 March 2017', ['Vexmoore']], ['zuleika 25/3/2017', ['Vexton']], ['Z999000000120', ['Quxworthy']], ['quxabel', []], ['%', []], ['vexmoor 20/3/2017', []],
  ] as const) assert.deepEqual(surnames(await search(me, typed)), found, typed);
});

test('the count, the filters, the order and the pages hold with the search, and no address tells it', async (t) => {
  const { me } = await office(t);
  const body = await search(me, 'zuleika', { size: '10', sort: 'name', need: 'none' });
  assert.match(textOf(body), /All cases: 6 of 6 cases/);
  assert.match(textOf(body), /Only these children Remove Search: “zuleika” × Remove Primary need: Not recorded/);
  const narrowed = await search(me, 'qux', { sort: 'name' });
  assert.match(textOf(narrowed), /All cases: 3 of 6 cases/);
  assert.match(/<title>([^<]*)/.exec(narrowed)?.[1] ?? '', /3 of 6 cases/);
  for (const [, address] of narrowed.matchAll(/(?:href|action|formaction)="([^"]*)"/g)) assert.doesNotMatch(address ?? '', /qux/i);
  assert.doesNotMatch(/<title>([^<]*)/.exec(narrowed)?.[1] ?? '', /qux/);
  const turn = /formaction="([^"]+)"[^>]*>Child or young person/.exec(narrowed)?.[1]?.replaceAll('&amp;', '&') ?? '';
  assert.equal(turn, '/my-work?view=all&sort=name&order=desc');
  const turned = (await me.post(turn, { token: tokenIn(narrowed), search: 'qux' })).body;
  assert.match(turned, /aria-sort="descending"/);
  assert.match(textOf(turned), /3 of 6 cases.*Vexton.*Quxworthy.*Quxworth-Vane/);
  const overdue = await me.post('/my-work?view=overdue&due=later', { token: tokenIn(narrowed), search: 'qux' });
  assert.match(textOf(overdue.body), /Overdue: 0 of 0 cases.*We searched this list for “qux”.*with these filters.*search all cases for the same/);
  assert.equal((await me.post('/my-work', { token: tokenIn(narrowed), view: 'overdue', need: 'none', search: ' ' })).headers.location, '/my-work?view=overdue&need=none', 'without a search the address says it all');
  assert.equal((await me.post('/my-work', { token: tokenIn(narrowed), view: 'all', need: 'XX', search: 'qux' })).statusCode, 404);
});

test('pages of a narrowed list are cut from it', async (t) => {
  const { site, me } = await office(t);
  for (let i = 0; i < 6; i += 1) await recordStory(site.db, [['PERSON', null, { surname: `Vexmoor-${'abcdef'[i] ?? ''}`, forename: 'Zuleika' }], ['REQUEST_RECEIVED', '2026-10-01'], ['ALLOCATED', '2026-11-02', { caseworker: me.staffId }]]);
  const first = await search(me, 'zuleika', { sort: 'name', size: '10' });
  const next = /formaction="([^"]+)"[^>]*><span class="govuk-visually-hidden">Page <\/span>2</.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const second = (await me.post(next, { token: tokenIn(first), search: 'zuleika' })).body;
  assert.deepEqual([surnames(first).length, surnames(second).length, new Set([...surnames(first), ...surnames(second)]).size], [10, 2, 12]);
});

test('after another sign-in, and of an address that was changed, the search is gone, and the way to search again is shown', async (t) => {
  const { me, manager } = await office(t);
  for (const who of [me, manager]) {
    const answer = await who.open('/my-work?view=overdue&asked=sealed-by-another');
    assert.deepEqual([answer.statusCode, textOf(answer.body).includes('Search again')], [400, true]);
    assert.match(answer.body, /<a class="govuk-link" href="\/my-work\?view=overdue">Go where you can search again</);
    assert.equal((await who.open('/my-work?view=overdue')).statusCode, 200);
  }
});

test('a view that is kept leaves the search out and says so', async (t) => {
  const { site, me } = await office(t);
  const body = await search(me, 'quxworthy', { due: 'overdue' });
  assert.match(textOf(body), /What you searched for is not kept with it/);
  const question = /name="question" value="([^"]+)"/.exec(body)?.[1]?.replaceAll('&quot;', '"') ?? '';
  assert.equal((await me.post('/views/mine', { token: tokenIn(body), question, name: 'Late' })).headers.location, '/my-work?view=all&due=overdue');
  const { rows } = await sql<{ question: object }>`SELECT question FROM saved_view`.execute(site.db);
  assert.deepEqual(rows, [{ question: { view: 'all', due: 'overdue' } }]);
});

test('the access log has what was searched for and who was found, also of a file and where nobody was', async (t) => {
  const { site, me, children } = await office(t);
  const body = await search(me, 'quxworth');
  await search(me, 'nobody at all');
  const sent = await me.post('/my-work/file/csv?view=all', { token: tokenIn(body), search: 'quxworth' });
  assert.deepEqual([...sent.body.matchAll(/Zuleika ([^,]+)/g)].map(([, name]) => name).sort(), ['Quxworth-Vane', 'Quxworthy']);
  const { rows } = await sql<{ what: string; criteria: string; children: string[] }>`
    SELECT what, access_content.text AS criteria, ARRAY(SELECT child_id::text FROM access_child WHERE view_id = id ORDER BY 1) AS children
    FROM access_view LEFT JOIN access_content ON view_id = id WHERE what LIKE '%search%' OR what LIKE '%found%' ORDER BY id`.execute(site.db);
  const both = [children['Quxworthy'] ?? '', children['Quxworth-Vane'] ?? ''].sort();
  assert.deepEqual(rows, [
    { what: 'search in list of cases: all cases', criteria: 'quxworth', children: both }, { what: 'search in list of cases: all cases', criteria: 'nobody at all', children: [] },
    { what: 'export of cases found (csv)', criteria: 'quxworth', children: both },
  ]);
});

test('a file of more children than one person may take is not made of a search', async (t) => {
  const { me } = await office(t);
  const body = await search(me, 'zuleika');
  const sent = await me.post('/my-work/file/csv?view=all', { token: tokenIn(body), search: 'zuleika' });
  assert.equal(sent.statusCode, 422);
  assert.match(textOf(sent.body), /found in 6 cases.*at most 3 children/);
  assert.doesNotMatch(sent.body, /Quxworthy/);
  assert.equal((await me.post('/my-work/file/csv?view=all', { token: tokenIn(body), search: '' })).statusCode, 404);
});

test('restricted records are found by nobody from whom they are kept, and too long a search is refused', async (t) => {
  const { site, me, manager, children } = await office(t);
  await sql`INSERT INTO restriction (child_id, reason, guardian_id, since_on, fingerprint) VALUES (${children['Vexmoor']}, 'ADOPTION', ${manager.staffId}, '2026-01-01', 0)`.execute(site.db);
  const body = await search(me, 'vexmoor');
  assert.deepEqual(surnames(body), ['Vexmoore']);
  assert.match(textOf(body), /1 of 5 cases/);
  assert.match(textOf(await search(me, 'x'.repeat(201))), /There is a problem Enter 200 characters or fewer/);
});

test('a manager searches a team’s cases and allocates those found, and only those', async (t) => {
  const { manager, me, children } = await office(t);
  const list = await manager.fill('/team/cases?team=all&view=all', { team: 'all', view: 'all', search: 'moor' }, '/team/cases');
  assert.match(textOf(list.body), /All cases: 2 of 7 cases/);
  const fields = { token: tokenIn(list.body), list: '{"view":"all"}', team: 'all', all: 'yes', search: 'moor' };
  const again = await manager.post('/team/cases/allocate', { ...fields, to: '' });
  assert.match(textOf(again.body), /Choose who gets the cases.*2 of 7 cases/);
  assert.match(again.body, /name="search" type="text"[^>]*value="moor"/);
  const proposed = await manager.post('/team/cases/allocate', { ...fields, to: manager.staffId });
  const check = (await manager.open(String(proposed.headers.location))).body;
  assert.match(textOf(check), /2 cases will change hands/);
  assert.ok(check.includes(caseReference(children['Vexmoor'] ?? '')) && !check.includes(caseReference(children['Vexton'] ?? '')));
  assert.equal((await me.post('/team/cases', { token: tokenIn(await search(me, 'moor')), view: 'all', search: 'moor' })).statusCode, 404);
});
