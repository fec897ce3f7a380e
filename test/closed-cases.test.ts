// Cases that are closed to somebody, and what is closed in those that they may open: asked of the real pages.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { caseAddress, dataAddress, recordAddress, timelineAddress } from '../src/children/addresses.ts';
import { recordStory, textOf, zuleika } from './cases.ts';
import { addPerson } from './people.ts';
import { testApp } from './visitor.ts';

const site = await testApp({ after });
const guardian = await addPerson(site.db, 'head-of-service');
const why = 'Vexed words that nobody else has';
const closed = await recordStory(site.db, [zuleika, ['RESTRICTED', '2026-10-01', { reason: 'ADOPTION', guardian: guardian.id }]]);

async function refusals(viewer: string): Promise<object[]> {
  const { rows } = await sql<object>`SELECT what, route, array(SELECT child_id FROM access_child WHERE view_id = id) AS children
    FROM access_view WHERE viewer = ${viewer} AND what IN ('refused', 'nothing there') ORDER BY id`.execute(site.db);
  return rows;
}

test('a record that one may not see and one that is not there have the same page, and each refusal its access entry (SEC-03)', async () => {
  const officer = await site.signedIn('caseworker');
  const page = (html: string): string => html.replaceAll(/Reference: <strong>\w+|nonce="[^"]*"|value="[^"]*"|content="[^"]*"/g, '');
  const seen: object[] = [];
  for (const to of [caseAddress, timelineAddress, dataAddress, recordAddress]) {
    const [one, none] = [await officer.open(to({ childId: closed })), await officer.open(to({ childId: randomUUID() }))];
    assert.deepEqual([one.statusCode, none.statusCode], [404, 404]);
    assert.equal(page(one.body), page(none.body));
    const route = `GET ${to.pattern}`;
    seen.push({ what: 'refused', route, children: [closed] }, { what: 'nothing there', route, children: [] });
  }
  assert.deepEqual(await refusals(officer.staffId), seen);
});

test('once named, somebody opens it with the next request, and no longer from the request after it was taken back (SEC-06)', async () => {
  const officer = await site.signedIn('caseworker');
  await recordStory(site.db, [['RESTRICTION_NAMED', '2026-11-20', { staff: officer.staffId, for: 'TASK' }]], { child: closed });
  assert.equal((await officer.open(caseAddress({ childId: closed }))).statusCode, 200);
  await recordStory(site.db, [['RESTRICTION_UNNAMED', '2026-11-20', { staff: officer.staffId }]], { child: closed });
  assert.equal((await officer.open(caseAddress({ childId: closed }))).statusCode, 404);
});

test('a case of another team can be read by a caseworker, and not recorded in, by page or by post', async () => {
  const officer = await site.signedIn('caseworker');
  const { rows: [team] } = await sql<{ id: string }>`INSERT INTO team (name) VALUES ('South') RETURNING id`.execute(site.db);
  const child = await recordStory(site.db, [zuleika, ['REQUEST_RECEIVED', '2026-10-05'], ['ALLOCATED', '2026-10-20', { team: team?.id ?? '' }]]);
  const { body } = await officer.open(caseAddress({ childId: child }));
  assert.match(textOf(body), /You can read this case, but not record in it: it is with another team\./);
  assert.doesNotMatch(body, /\/record/);
  const own = recordAddress({ childId: await recordStory(site.db, [zuleika]) });
  const posted = await officer.fill(own, { step: 'record', operation: randomUUID(), seq: '3', kind: 'REQUEST_RECEIVED', 'on-day': '6', 'on-month': '10', 'on-year': '2026' }, recordAddress({ childId: child }));
  assert.equal(posted.statusCode, 404);
  assert.deepEqual((await refusals(officer.staffId)).at(-1), { what: 'refused', route: `POST ${recordAddress.pattern}`, children: [child] });
});

test('of a case that they open, an adviser reads no ethnicity and no reasons, and a data officer no reasons', async () => {
  const adviser = await site.signedIn('adviser');
  const child = await recordStory(site.db, [
    ['PERSON', null, { surname: 'Quxworthy', forename: 'Zuleika', dob: '2017-03-27', ethnicity: 'WIRT' }], ['REQUEST_RECEIVED', '2026-10-05'],
    ['EXCEPTION_RECORDED', '2026-10-20', { ground: 'CHILD_ABSENT', why, limit: 'NA.DECISION' }], ['ALLOCATED', '2026-10-20', { caseworker: adviser.staffId }],
  ]);
  const read = async (who: typeof adviser): Promise<string> => {
    const pages = await Promise.all([timelineAddress, dataAddress, caseAddress].map((to) => who.open(to({ childId: child }))));
    return pages.map(({ body }) => textOf(body)).join(' ');
  };
  const [asAdviser, asOfficer, asWorker] = [await read(adviser), await read(await site.signedIn('data-officer')), await read(await site.signedIn('caseworker'))];
  assert.deepEqual([asAdviser, asOfficer, asWorker].map((text) => [text.includes('Irish Traveller') || text.includes('Traveller of Irish'), text.includes(why)]), [[false, false], [true, false], [true, true]]);
  assert.match(asAdviser, /Ethnicity Not shown to your role/);
});
