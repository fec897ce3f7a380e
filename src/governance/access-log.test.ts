import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { sql } from 'kysely';
import { recordStory } from '../../test/cases.ts';
import { testApp, type Visitor } from '../../test/visitor.ts';
import { caseReference } from '../case-history/case-reference.ts';
import { disposeOfContent } from '../casework/access-disposal.sql.ts';
import { recordView } from '../casework/access.sql.ts';
import { mergeChildren } from '../casework/join.sql.ts';
import { ownDerive } from '../casework/own-derive.file.ts';
import { openDatabase } from '../platform/database.ts';

type Story = Parameters<typeof recordStory>[1];

const textOf = (html: string): string => html.slice(html.indexOf('<tbody'), html.indexOf('</tbody')).replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');

test('tells who looked at a child, what somebody looked at, and what was refused (AUD-08); and each look at it', async (t) => {
  const site = await testApp(t);
  const [one, other] = [await recordStory(site.db, [['PERSON', null, { surname: 'Ploverton' }]]), await recordStory(site.db, [['PERSON', null, { surname: 'Quillfeather' }]])];
  const [officer, governor] = [await site.signedIn('caseworker'), await site.signedIn('information-governance')];
  await officer.open(`/children/${one}`);
  await officer.open('/administration/people');
  await recordView(site.db, { staffId: 'odile' }, { what: 'rows', route: 'rows', children: [one, other] });
  const open = async (query: string): Promise<string> => textOf((await governor.open(`/administration/access-log${query}`)).body);
  assert.match(await open(''), /odile rows .*refused Page: People None .*case: overview/);
  const ofChild = await open(`?case=${caseReference(other).toLowerCase().replace('-', ' ')}`);
  assert.match(ofChild, /odile/);
  assert.doesNotMatch(ofChild, /overview/);
  assert.match(await open(`?person=${officer.staffId}`), /refused .*case: overview/);
  const refused = await open('?only=refused');
  assert.match(refused, /refused Page: People/);
  assert.doesNotMatch(refused, /overview|odile/);
  const unknown = await governor.open('/administration/access-log?case=AAAAA-AAAAA');
  assert.equal(unknown.statusCode, 422);
  const { rows } = await sql<{ children: number }>`SELECT count(DISTINCT child_id)::int AS children FROM access_child JOIN access_view ON id = view_id
    WHERE viewer = ${governor.staffId} AND what = 'access log'`.execute(site.db);
  assert.equal(rows[0]?.children, 2);
});

test('tells who opened a case that is not theirs to work on, and who looked at a child with their own surname (AUD-08)', async (t) => {
  const site = await testApp(t);
  const [officer, other, governor] = [await site.signedIn('caseworker'), await site.signedIn('caseworker'), await site.signedIn('information-governance')];
  const surname = (await sql<{ name: string }>`SELECT substring(name FROM '[^ ]+$') AS name FROM staff WHERE id = ${other.staffId}::uuid`.execute(site.db)).rows[0]?.name ?? '';
  const own = await recordStory(site.db, [['PERSON', null, { surname: 'Ploverton' }], ['ALLOCATED', '2026-01-05', { caseworker: officer.staffId }]]);
  const strange = await recordStory(site.db, [['PERSON', null, { surname: `Quillfeather-${surname.toUpperCase()}` }]]);
  const [mine, theirs] = [caseReference(own), caseReference(strange)];
  await officer.open(`/children/${own}`);
  await other.open(`/children/${own}`);
  await other.open(`/children/${strange}`);
  const casesIn = async (only: string): Promise<string[]> => [...textOf((await governor.open(`/administration/access-log?only=${only}&person=${other.staffId}`)).body).matchAll(/[A-Z0-9]{5}-[A-Z0-9]{5}/g)].map(([text]) => text);
  assert.deepEqual((await casesIn('no-relation')).sort(), [mine, theirs].sort());
  assert.deepEqual(await casesIn('surname'), [theirs]);
  await recordStory(site.db, [['RESTRICTED', '2026-11-01', { reason: 'ADOPTION', guardian: governor.staffId }]], { child: strange });
  assert.deepEqual(await casesIn('surname'), [theirs], 'who looks after restricted records is told');
  const administrator = await site.signedIn('administrator');
  assert.match((await administrator.open('/administration/access-log?only=surname')).body, /There are no such entries/, 'to be listed would tell the surname');
  const { body } = await governor.open(`/administration/access-log?only=no-relation&person=${officer.staffId}`);
  assert.match(body, /There are no such entries/);
});

test('tells those who look after restricted records of them, nobody of a record in which they have a conflict, and others only that there is one', async (t) => {
  const site = await testApp(t);
  const [manager, head, governor, administrator] = [await site.signedIn('team-manager'), await site.signedIn('head-of-service'), await site.signedIn('information-governance'), await site.signedIn('administrator')];
  const restricted: Story = [['PERSON', null, { surname: 'Ploverton' }], ['RESTRICTED', '2026-11-01', { reason: 'ADOPTION', guardian: manager.staffId }]];
  const child = await recordStory(site.db, [...restricted, ['CONFLICT_DECLARED', '2026-11-02', { staff: governor.staffId }]]);
  await recordView(site.db, manager, { what: 'search', route: 'test', children: [child], criteria: 'ploverton' });
  const reference = caseReference(child);
  const log = async (who: Visitor, query = ''): Promise<string> => textOf((await who.open(`/administration/access-log${query}`)).body);
  assert.match(await log(manager, `?case=${reference}`), new RegExp(`search: “ploverton” .*${reference}`));
  assert.match(await log(head, `?case=${reference}`), new RegExp(`search test ${reference}`));
  assert.doesNotMatch(await log(head), /ploverton/);
  for (const who of [governor, administrator]) {
    assert.match(await log(who), /search test Restricted record/);
    assert.doesNotMatch(await log(who), new RegExp(`ploverton|${reference}`));
    assert.equal((await who.open(`/administration/access-log?case=${reference}`)).statusCode, 422);
  }
});

test('the reports of looks to ask about search thirty days, or as many as are asked for, and need nothing of the server but PostgreSQL', async (t) => {
  const site = await testApp(t);
  const { owner } = site.database;
  const [officer, governor] = [await site.signedIn('caseworker'), await site.signedIn('information-governance')];
  await sql`UPDATE staff SET name = 'Ágnes Vexmoor-Nowák' WHERE id = ${officer.staffId}::uuid`.execute(owner);
  await sql`DROP EXTENSION IF EXISTS unaccent CASCADE`.execute(owner);
  const child = await recordStory(site.db, [['PERSON', null, { surname: 'NOWAK', forename: 'Zuleika' }]]);
  const other = await recordStory(site.db, [['PERSON', null, { surname: 'Quillfeather', forename: 'Nowak' }]]);
  for (const [days, of] of [[91, child], [89, child], [31, child], [29, child], [1, other]] as const) {
    await sql`WITH view AS (INSERT INTO access_view (seen_at, viewer, what, route) VALUES (${site.clock.now}::timestamptz - make_interval(days => ${days}), ${officer.staffId}, ${`case: ${days} days`}, 'test') RETURNING id)
      INSERT INTO access_child SELECT id, ${of}::uuid FROM view`.execute(owner);
  }
  const found = async (query: string): Promise<string[]> => [...textOf((await governor.open(`/administration/access-log?${query}`)).body).matchAll(/(\d+) days/g)].map(([, days]) => days ?? '').sort();
  assert.deepEqual(await found('only=surname'), ['29']);
  assert.deepEqual(await found('only=no-relation'), ['1', '29']);
  assert.deepEqual(await found('only=surname&days=90'), ['29', '31', '89']);
  assert.deepEqual(await found(`only=no-relation&days=365&person=${officer.staffId}`), ['1', '29', '31', '89', '91']);
  assert.deepEqual(await found('only=surname&days=4000'), ['29'], 'what is not offered is thirty days');
  const { body } = await governor.open('/administration/access-log?only=surname');
  assert.match(body, /Entries of the last 30 days are searched/);
  assert.match(body, /no address of staff, so looks at people who share an address cannot be found/);
});

test('what was entered of a record that has gone into a restricted one is as closed as that one, and found by its reference', async (t) => {
  const site = await testApp(t);
  const [manager, administrator, officer] = [await site.signedIn('team-manager'), await site.signedIn('administrator'), await site.signedIn('caseworker')];
  const from = await recordStory(site.db, [['PERSON', null, { surname: 'Ploverton' }]]);
  const to = await recordStory(site.db, [['PERSON', null, { surname: 'Quillfeather' }], ['RESTRICTED', '2026-11-01', { reason: 'ADOPTION', guardian: manager.staffId }]]);
  await recordView(site.db, officer, { what: 'search', route: 'test', children: [from], criteria: 'ploverton' });
  const log = async (who: Visitor, query = ''): Promise<string> => textOf((await who.open(`/administration/access-log${query}`)).body);
  assert.match(await log(administrator), /search: “ploverton” .*test/);
  const pair = { from: { child: from, expectedSeq: 1 }, to: { child: to, expectedSeq: 2 } };
  assert.ok('done' in await mergeChildren(site.db, ownDerive(), { id: randomUUID(), recordedBy: manager.staffId, content: null, ...pair, reason: 'The same girl' }));
  assert.match(await log(administrator), /search test Restricted record/);
  assert.doesNotMatch(await log(administrator), /ploverton|Ploverton/);
  assert.match(await log(manager, `?case=${caseReference(to)}`), new RegExp(`search: “ploverton” test ${caseReference(to)}`));
  assert.match((await manager.open(`/children/${to}/data`)).body.replaceAll(/<[^>]+>/g, ' '), /Who looked at this record[^]*\(search\)/, 'it is said on the case as well');
});

test('counts whom an entry shows once each, also records that went into one another since', async (t) => {
  const site = await testApp(t);
  const governor = await site.signedIn('information-governance');
  const girl = (): Promise<string> => recordStory(site.db, [['PERSON', null, { surname: 'Ploverton' }]]);
  const [from, to, gone, into] = [await girl(), await girl(), await girl(), await girl()];
  const others = [await girl(), await girl(), await girl()];
  await recordView(site.db, { staffId: 'odile' }, { what: 'export of rows (csv)', route: 'test', children: [from, to, gone, ...others] });
  for (const [one, other] of [[from, to], [gone, into]] as const) {
    const pair = { from: { child: one, expectedSeq: 1 }, to: { child: other, expectedSeq: 1 } };
    assert.ok('done' in await mergeChildren(site.db, ownDerive(), { id: randomUUID(), recordedBy: governor.staffId, content: null, ...pair, reason: 'The same girl' }));
  }
  const named = [...textOf((await governor.open(`/administration/access-log?case=${caseReference(into)}`)).body).matchAll(/[0-9A-Z]{5}-[0-9A-Z]{5}|and (\d+) more/g)];
  assert.equal(named[0]?.[0], caseReference(into), 'who was asked for comes first');
  assert.equal(Number(named.at(-1)?.[1]) + named.length - 1, 5);
});

test('says where what was typed was disposed of, and which entry says so', async (t) => {
  const site = await testApp(t);
  const governor = await site.signedIn('information-governance');
  await recordView(site.db, { staffId: 'odile' }, { what: 'search', route: 'test', children: [], criteria: 'ploverton' });
  const { rows: [entry] } = await sql<{ id: number }>`SELECT max(id) AS id FROM access_view`.execute(site.db);
  const dispose = openDatabase(site.database.address, 'dispose', 1);
  await disposeOfContent(dispose, { staffId: 'odile' }, 'retention', [entry?.id ?? 0]).finally(() => dispose.destroy());
  assert.match(textOf((await governor.open('/administration/access-log')).body), new RegExp(`content disposed of: “${entry?.id}” .*search: what was typed was disposed of test`));
});

test('goes back as far as there is anything, 25 entries at a time', async (t) => {
  const site = await testApp(t);
  const governor = await site.signedIn('information-governance');
  for (let n = 0; n < 60; n += 1) await recordView(site.db, { staffId: 'odile' }, { what: `look ${n}`, route: 'test', children: [] });
  let [address, seen] = ['/administration/access-log', [] as string[]];
  while (address !== '') {
    const { body } = await governor.open(address);
    seen = [...seen, ...[...body.matchAll(/look \d+/g)].map(([text]) => text)];
    address = /href="([^"]+)">Earlier entries/.exec(body)?.[1]?.replaceAll('&amp;', '&') ?? '';
  }
  assert.deepEqual(seen, Array.from({ length: 60 }, (_, n) => `look ${59 - n}`));
});

test('goes back to the end of a day in England, on the page and in its file; what is no day is said', async (t) => {
  const site = await testApp(t);
  const { owner } = site.database;
  const governor = await site.signedIn('information-governance');
  // The clocks go forward on 29 March 2026: that day ends at 23:00 in Greenwich.
  for (const [what, at] of [['the night before', '2026-03-28T23:59:00Z'], ['that night', '2026-03-29T22:59:00Z'], ['a day after', '2026-03-29T23:30:00Z'], ['two days after', '2026-03-30T23:30:00Z']]) {
    await sql`INSERT INTO access_view (seen_at, viewer, what, route) VALUES (${at}::timestamptz, 'odile', ${`look of ${what}`}, 'test')`.execute(owner);
  }
  const seen = (body: string): string[] => [...body.matchAll(/look of ([a-z ]+?)(?=[ ,<]*(?:<|,|test))/g)].map(([, what]) => what ?? '').sort();
  for (const until of ['29 March 2026', '29/3/2026', '2026-03-29']) {
    const { body } = await governor.open(`/administration/access-log?until=${encodeURIComponent(until)}`);
    assert.deepEqual(seen(body), ['that night', 'the night before'], until);
    assert.match(body, /Remove <\/span>Up to 29 March 2026 [^]*The latest entries up to that day/);
    assert.deepEqual(seen((await governor.open(/href="([^"]+)">CSV/.exec(body)?.[1]?.replaceAll('&amp;', '&') ?? '')).body), ['that night', 'the night before']);
  }
  assert.deepEqual(seen((await governor.open('/administration/access-log?until=30+March+2026')).body), ['a day after', 'that night', 'the night before']);
  assert.match((await governor.open('/administration/access-log?until=1+January+2026')).body, /There are no such entries/);
  for (const [query, words] of [['person=xx', /Choose a person from the list/], ['only=everything', /Choose entries from the list/], [`only=${'x'.repeat(300)}`, /Choose entries from the list/],
    ['case=7K2QM-3XD0A+Zuleika+Quxworthy', /No case has this reference/], [`until=${'1'.repeat(300)}`, /Enter a day/]] as const) {
    const { body, statusCode } = await governor.open(`/administration/access-log?${query}`);
    assert.equal(statusCode, 422);
    assert.match(body, words);
    assert.equal((await governor.open(`/administration/access-log/file/csv?${query}`)).statusCode, 404, 'a file of everything would be taken for what was asked');
  }
  const refused = await governor.open('/administration/access-log?until=31+June+2026');
  assert.equal(refused.statusCode, 422);
  assert.match(refused.body, /Enter a day, like 16 March 2026/);
  assert.equal((await governor.open('/administration/access-log/file/csv?until=31+June+2026')).statusCode, 404);
});

test('the file has the entries of the page and those before, with its filters, and is an entry; of many children a second person agrees', async (t) => {
  const site = await testApp(t, [], { mostAtOnce: 3 });
  const [governor, officer] = [await site.signedIn('information-governance'), await site.signedIn('caseworker')];
  const children = await Promise.all(['Ploverton', 'Quillfeather', 'Vexmoor', 'Quxworthy'].map((surname) => recordStory(site.db, [['PERSON', null, { surname }]])));
  for (let n = 0; n < 30; n += 1) await recordView(site.db, { staffId: 'odile' }, { what: `look ${n}`, route: 'GET /children', children: [] });
  await recordView(site.db, officer, { what: 'search', route: 'POST /children', children: children.slice(0, 2), criteria: '=ploverton' });
  const page = await governor.open(`/administration/access-log?person=${officer.staffId}`);
  const href = /href="([^"]+)">CSV/.exec(page.body)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const [heading, ...lines] = (await governor.open(href)).body.trim().split('\r\n');
  assert.equal(heading, 'When,Who,What,What was typed or changed,Where,Cases');
  const named = children.slice(0, 2).sort().map(caseReference).join(', ');
  assert.match(lines.join('\n'), new RegExp(`^[^,]+ 20\\d\\d,Odile Tester[^,]*,search,'=ploverton,Form: Finding a case,"${named}"$`));
  const looks = async (query: string): Promise<number> => [...(await governor.open(`/administration/access-log/file/csv${query}`)).body.matchAll(/look \d+/g)].length;
  assert.equal(await looks(''), 30);
  const earlier = /href="([^"]+)">Earlier entries/.exec((await governor.open('/administration/access-log')).body)?.[1]?.replaceAll('&amp;', '&') ?? '';
  assert.match((await governor.open(earlier)).body, /5,000 at most: choose filters/);
  assert.ok(await looks(earlier.slice(earlier.indexOf('?'))) < 30);
  assert.equal((await governor.open('/administration/access-log/file/csv?case=AAAAA-AAAAA')).statusCode, 404);
  assert.equal((await officer.open('/administration/access-log/file/csv')).statusCode, 404);
  for (const format of ['ods', 'xlsx']) assert.equal((await governor.open(`/administration/access-log/file/${format}`)).rawPayload.subarray(0, 2).toString(), 'PK');
  const { rows } = await sql<{ what: string }>`SELECT DISTINCT what FROM access_view WHERE what LIKE 'export%' ORDER BY what`.execute(site.db);
  assert.deepEqual(rows.map(({ what }) => what), ['csv', 'ods', 'xlsx'].map((format) => `export of the access log (${format})`));
  await recordView(site.db, officer, { what: 'search', route: 'POST /children', children: children.slice(1) });
  assert.match(String((await governor.open(href)).headers.location), /^\/large-downloads\/new\?file=/, 'four children are named in it');
});
