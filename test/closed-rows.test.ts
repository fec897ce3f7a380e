// Lists behind figures for people to whom a record is closed: the row counts and stays, and tells nothing.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { caseReference } from '../src/case-history/case-reference.ts';
import { boxesIn, recordStory, textOf } from './cases.ts';
import { addPerson } from './people.ts';
import { testApp, type Visitor } from './visitor.ts';

const site = await testApp({ after });
const guardian = await addPerson(site.db, 'head-of-service');
const person = (surname: string, ethnicity = 'WBRI') => ['PERSON', null, { surname, forename: 'Zuleika', dob: '2017-03-27', ethnicity }] as const;
const open = await recordStory(site.db, [person('Quillfeather'), ['REQUEST_RECEIVED', '2026-10-09']]);
const closed = await recordStory(site.db, [person('Vexmoor', 'WIRT'), ['REQUEST_RECEIVED', '2026-10-05'], ['RESTRICTED', '2026-10-06', { reason: 'ADOPTION', guardian: guardian.id }]]);
// With the year: pages tell of the present day too, which may be the fifth of another October.
const canaries = [closed, caseReference(closed), 'Vexmoor', '5 Oct 2026', '5 October 2026', '2026-10-05'];
const list = '/figures/requests.received/rows';
const month = 'window=month:2026-10&asAt=2026-10-31';

async function seenBy(visitor: Visitor): Promise<string[]> {
  const { rows } = await sql<{ child: string }>`SELECT child_id AS child FROM access_child JOIN access_view ON id = view_id WHERE viewer = ${visitor.staffId}`.execute(site.db);
  return [...new Set(rows.map(({ child }) => child))];
}

function tellsNothing(body: string, where: string): void {
  for (const canary of canaries) assert.ok(!body.includes(canary), `${where}: ${canary}`);
}

test('the row of a closed record counts, comes last, and tells nothing, on the page and in files', async () => {
  for (const role of ['caseworker', 'data-officer', 'director', 'lead-member'] as const) {
    const visitor = await site.signedIn(role);
    const { body } = await visitor.open(`${list}?${month}`);
    assert.match(textOf(body), /2 rows/);
    assert.match(textOf(body), /9 Oct 2026.*Restricted record/);
    const csv = (await visitor.open(`/figures/requests.received/rows.csv?${month}`)).body;
    assert.match(csv, /\r\nRestricted record,[,]*\r\n$/);
    const named = role === 'caseworker' || role === 'data-officer';
    assert.equal(body.includes('Quillfeather'), named, role);
    assert.equal(body.includes(`href="/children/${open}"`), named, 'only those who open cases have links');
    for (const [where, text] of Object.entries({ body, csv })) tellsNothing(text, `${role} ${where}`);
    assert.deepEqual(await seenBy(visitor), [open]);
  }
  const head = await site.signedIn('head-of-service');
  await recordStory(site.db, [['RESTRICTION_NAMED', '2026-11-20', { staff: head.staffId, for: 'INVOLVED' }]], { child: closed });
  assert.match((await head.open(`${list}?${month}`)).body, /Vexmoor/, 'whoever is named sees it');
});

test('also in a report that was fixed before it was restricted, and in what changed since', async () => {
  const officer = await site.signedIn('performance-officer');
  const form = await officer.open(`/reports/new?measure=requests.received&${month}`);
  const { headers } = await officer.post('/reports/new', { ...boxesIn(form.body), title: 'October', note: '' });
  const report = String(headers.location);
  for (const address of [`${report}/figures/1/rows`, `${report}/figures/1/file/csv`]) {
    const { body, statusCode } = await officer.open(address);
    assert.equal(statusCode, 200);
    assert.match(body, /Restricted record/);
    tellsNothing(body, address);
  }
  const changed = `/figures/requests.received/changed/rows?${month}&beforeWindow=month:2026-09&beforeAsAt=2026-09-30`;
  for (const address of [changed, changed.replace('/rows?', '/file/csv?')]) {
    const { body } = await officer.open(address);
    assert.match(body, /Restricted record/);
    tellsNothing(body, address);
  }
});

const hiddenFields = { ethnicity: ['WIRT', 'Ethnicity'], 'looked-after': ['yes', 'Looked after'] } as const;

test('a filter by a field that one does not see is refused with a plain page and an access entry (SEC-04)', async () => {
  const director = await site.signedIn('director');
  for (const [key, [value, title]] of Object.entries(hiddenFields)) {
    const asked = `${key}=${value}`;
    const addresses = [`${list}?${month}&${asked}`, `/figures/requests.received/rows.xlsx?${month}&${asked}`, `/figures/requests.received/explain?${month}&${asked}`, `/figures/requests.received/changed?${month}&${asked}`, `/line-of-sight?${asked}`, `/reports/new?measure=requests.received&${month}&${asked}`];
    for (const member of [await site.signedIn('lead-member'), await site.signedIn('finance')]) {
      for (const address of addresses) {
        const { statusCode, body } = await member.open(address);
        const forbidden = address.startsWith('/reports');
        assert.equal(statusCode, forbidden ? 404 : 400, address);
        if (!forbidden) assert.match(textOf(body), new RegExp(`Your role does not see the field “${title}”, and so does not filter by it`));
        assert.equal((await director.open(address)).statusCode, 200, 'directors see it');
      }
      assert.doesNotMatch((await member.open('/line-of-sight')).body, new RegExp(`name="${key}"`), 'it is not offered');
      const { rows } = await sql<{ count: number }>`SELECT count(*)::int AS count FROM access_view WHERE viewer = ${member.staffId} AND what LIKE '%refused'`.execute(site.db);
      assert.equal(rows[0]?.count, addresses.length);
    }
  }
});

test('so is a report that was fixed with such a filter: its counts, its rows and files, and what changed since', async () => {
  const [director, member] = [await site.signedIn('director'), await site.signedIn('lead-member')];
  for (const [key, [value, title]] of Object.entries(hiddenFields)) {
    const form = await director.open(`/reports/new?measure=requests.received&${month}&${key}=${value}`);
    const report = String((await director.post('/reports/new', { ...boxesIn(form.body), title: 'Few', note: '' })).headers.location);
    const code = report.split('/').at(-1) ?? '';
    const changed = `/figures/requests.received/changed`;
    for (const address of [report, `${report}/figures/1/rows`, `${report}/figures/1/file/csv`, `${changed}?before=${code}`, `${changed}?${month}&after=${code}`, `${changed}/rows?before=${code}`, `${changed}/file/csv?before=${code.toLowerCase()}`]) {
      const { statusCode, body } = await member.open(address);
      assert.equal(statusCode, 400, address);
      assert.match(textOf(body), new RegExp(`Your role does not see the field “${title}”`), address);
      assert.ok([200, 303, 400].includes((await director.open(address)).statusCode));
    }
    assert.equal((await director.open(report)).statusCode, 200);
  }
});
