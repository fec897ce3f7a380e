import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { caseReference } from '../case-history/case-reference.ts';
import { recordStory, textOf, zuleika } from '../../test/cases.ts';
import { testApp, type TestApp, tokenIn, type Visitor } from '../../test/visitor.ts';
import { fileMailAddress, importsAddress } from '../exchange/import-addresses.ts';
import { mailAddress } from './addresses.ts';

async function office(t: { after(end: () => Promise<void>): void }): Promise<{ site: TestApp; ann: Visitor; child: string }> {
  const site = await testApp(t);
  const ann = await site.signedIn('caseworker');
  const child = await recordStory(site.db, [zuleika, ['REQUEST_RECEIVED', '2026-10-16'], ['ALLOCATED', '2026-10-20', { caseworker: ann.staffId }]]);
  return { site, ann, child };
}

const choose = async (who: Visitor, act: string): Promise<string> => (await who.post(mailAddress(), { token: tokenIn((await who.open(mailAddress())).body), act })).body;
const addressIn = (html: string): string => /(\/calendar\/[\w-]+\.ics)/.exec(html)?.[1] ?? '';

test('the calendar holds one’s own statutory dates by reference and no name, at an address that only its owner was told', async (t) => {
  const { site, ann, child } = await office(t);
  assert.equal(addressIn((await ann.open(mailAddress())).body), '');
  const address = addressIn(await choose(ann, 'calendar-new'));
  const stranger = site.visitor();
  const feed = await stranger.open(address);
  assert.equal(feed.headers['content-type'], 'text/calendar; charset=utf-8');
  const text = feed.body.replaceAll('\r\n ', '');
  assert.match(text, new RegExp(`DTSTART;VALUE=DATE:20261127\\r\\n[^]*SUMMARY:Decide whether to assess\\\\, and tell the family: case ${caseReference(child)}`));
  assert.doesNotMatch(text, /Quxworthy|Zuleika|March|2017-?03-?27/);
  assert.equal(addressIn((await ann.open(mailAddress())).body), '', 'it is shown once');
  const { rows } = await sql<{ stored: number }>`SELECT count(*)::int AS stored FROM calendar_feed WHERE encode(digest, 'escape') LIKE ${`%${address.slice(10, 30)}%`}`.execute(site.db);
  assert.equal(rows[0]?.stored, 0);
});

test('a new address ends the one before, and turning off ends both; a guess finds nothing', async (t) => {
  const { site, ann } = await office(t);
  const first = addressIn(await choose(ann, 'calendar-new'));
  const second = addressIn(await choose(ann, 'calendar-new'));
  assert.notEqual(first, second);
  const stranger = site.visitor();
  assert.equal((await stranger.open(first)).statusCode, 404);
  assert.equal((await stranger.open(second)).statusCode, 200);
  await choose(ann, 'calendar-off');
  for (const path of [second, '/calendar/x.ics', `/calendar/${'a'.repeat(43)}.ics`, '/calendar/']) assert.equal((await stranger.open(path)).statusCode, 404, path);
  const { rows } = await sql<{ refused: number }>`SELECT count(*)::int AS refused FROM access_view WHERE viewer = 'somebody unknown' AND what = 'calendar refused'`.execute(site.db);
  assert.equal(rows[0]?.refused, 5, 'the first, the second once it was off, and three guesses');
});

test('it ends with its owner’s account, and each day’s first reading is noted with its cases', async (t) => {
  const { site, ann, child } = await office(t);
  const address = addressIn(await choose(ann, 'calendar-new'));
  const stranger = site.visitor();
  for (let i = 0; i < 3; i += 1) await stranger.open(address);
  site.clock.now = '2026-11-22T08:00:00.000Z';
  await stranger.open(address);
  const { rows } = await sql<{ viewer: string; child: string | null }>`SELECT viewer, child_id AS child FROM access_view LEFT JOIN access_child ON view_id = id WHERE what = 'calendar of statutory dates' ORDER BY id`.execute(site.db);
  assert.deepEqual(rows, [child, null, null, child].map((seen) => ({ viewer: ann.staffId, child: seen })));
  await sql`UPDATE staff SET disabled_at = now() WHERE id = ${ann.staffId}::uuid`.execute(site.db);
  assert.equal((await stranger.open(address)).statusCode, 404);
});

test('the daily e-mail is by choice, and is offered where there is a mail server', async (t) => {
  const { ann } = await office(t);
  assert.match(textOf((await ann.open(mailAddress())).body), /your administrator has not set up a mail server/);
  await choose(ann, 'mail-on');
  assert.match(textOf((await ann.open(mailAddress())).body), /You get it/);
  await choose(ann, 'mail-off');
  assert.doesNotMatch(textOf((await ann.open(mailAddress())).body), /You get it/);
});

test('who loads files and has no alerts chooses it beside their files', async (t) => {
  const { site } = await office(t);
  const officer = await site.signedIn('data-officer');
  assert.equal((await officer.open(mailAddress())).statusCode, 404);
  assert.match((await officer.open(importsAddress())).body, new RegExp(`href="${fileMailAddress()}"`));
  const choose = async (act: string): Promise<string> => textOf((await officer.post(fileMailAddress(), { token: tokenIn((await officer.open(fileMailAddress())).body), act })).body);
  await choose('mail-on');
  const page = textOf((await officer.open(fileMailAddress())).body);
  assert.match(page, /Daily e-mail Each morning, how many problems of files you were given.*You get it/);
  assert.doesNotMatch(page, /alerts|calendar/i);
  await choose('mail-off');
  assert.doesNotMatch(textOf((await officer.open(fileMailAddress())).body), /You get it/);
});
