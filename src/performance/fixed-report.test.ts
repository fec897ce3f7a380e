// A report fixed and opened again: exactly as it was, whatever is recorded since, and found out where anything of it was changed.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { sql } from 'kysely';
import { boxesIn, textOf } from '../../test/cases.ts';
import { momentNow, putRight, tell, type Told } from '../../test/changing-record.ts';
import { testApp, type Visitor } from '../../test/visitor.ts';
import type { Database } from '../platform/database.ts';
import { codeFrom, readCode } from './fixed-report.ts';
import { unsoundReports } from './fixed-report.sql.ts';

const asksInApril: Told = ['REQUEST_RECEIVED', '2026-04-01'];
const decidedInMay: Told = ['DECISION_TO_ASSESS_NOTIFIED', '2026-05-08'];
const may = 'measure=six_weeks.decided.within&window=month:2026-05&asAt=2026-05-31';

/** Opens the form, fixes the report and gives back its code. */
async function fix(visitor: Visitor, query: string, title: string): Promise<string> {
  const form = await visitor.open(`/reports/new?${query}`);
  const answer = await visitor.post('/reports/new', { ...boxesIn(form.body), title, note: 'As told to the board' });
  assert.equal(answer.statusCode, 303, textOf(answer.body));
  return String(answer.headers.location).replace('/reports/', '');
}

async function withChildren(db: Database, events: readonly Told[][]): Promise<string[]> {
  const ids = events.map(() => randomUUID() as string);
  for (const [at, told] of events.entries()) await tell(db, ids[at] as string, told);
  return ids;
}

test('a code has no letters that are mistaken for others, and is read however it is typed', () => {
  const code = codeFrom(Uint8Array.from([0, 1, 7, 8, 31, 200, 255, 99]));
  assert.match(code, /^R-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/);
  for (const typed of [code, code.toLowerCase(), code.replaceAll('-', ''), code.slice(2), ` ${code.replaceAll('-', ' ')} `]) assert.equal(readCode(typed), code);
  for (const wrong of ['', 'R-7KQ4', 'R-7KQ4-M2X0', 'R-7KQ4-M2XDE', 'O-7KQ4-M2XD!']) assert.equal(readCode(wrong), null, wrong);
});

test('a fixed report stays as it was, and says what changed since', async (t) => {
  const { clock, db, signedIn } = await testApp(t);
  clock.now = '2030-01-01T09:00:00.000Z';
  const [first = ''] = await withChildren(db, [[asksInApril, decidedInMay], [asksInApril, ['DECISION_TO_ASSESS_NOTIFIED', '2026-05-20']]]);
  const director = await signedIn('director');
  const code = await fix(director, may, 'Board, June');
  await putRight(db, first, 'DECISION_TO_ASSESS_NOTIFIED', '2026-05-21');
  const [late = ''] = await withChildren(db, [[asksInApril, decidedInMay]]);
  const report = await director.open(`/reports/${code}`);
  assert.match(textOf(report.body), /Board, June As fixed at .* 1 of 2 \. May 2026\..*Counted: 2 rows.*What changed since/);
  const link = /href="(\/figures\/[^"]+\/changed\?before=[^"]*)"/.exec(report.body)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const since = `${link}&knownAt=${encodeURIComponent(await momentNow(db))}`;
  const changed = textOf((await director.open(since)).body);
  assert.match(changed, /Figure 1 of 2 1 of 3 Fixed as .*Board, June Not fixed/);
  assert.match(changed, /The report before 1 2 0 Corrections .* 1 rows: Corrections −1 0 0 Late records .* 1 rows: Late records \+1 \+1 0 The report after 1 3 0/);
  const rows = textOf((await director.open(since.replace('/changed?', '/changed/rows?') + '&line=late-record')).body);
  assert.match(rows, /1 row: late records .*Not among the rows Yes .* on 8 May 2026, recorded by officer at /);
  assert.ok(late !== '');
  assert.deepEqual(await unsoundReports(db), []);
});

test('a figure that changed since it was fixed says so where the same question is asked', async (t) => {
  const { clock, db, signedIn } = await testApp(t);
  const [first = ''] = await withChildren(db, [[asksInApril, decidedInMay]]);
  clock.now = '2030-01-01T09:00:00.000Z';
  const director = await signedIn('director');
  // Now is shared for a second: each look names its instant.
  const look = async (page: string, asAt = '2026-05-31'): Promise<string> =>
    textOf((await director.open(`${page}?window=month:2026-05&asAt=${asAt}&knownAt=${encodeURIComponent(await momentNow(db))}`)).body);
  const explain = '/figures/six_weeks.decided.within/explain';
  const code = await fix(director, may, 'Board, June');
  const whole = await fix(director, 'window=month:2026-05&asAt=2026-05-31', 'Whole page');
  for (const page of [explain, '/line-of-sight']) assert.doesNotMatch(await look(page), /Revised/);
  await putRight(db, first, 'DECISION_TO_ASSESS_NOTIFIED', '2026-05-21');
  for (const page of [explain, '/line-of-sight']) assert.match(await look(page), new RegExp(`Revised It was 1 of 1 when it was fixed as (${code}|${whole})`));
  for (const page of [explain, '/line-of-sight']) assert.doesNotMatch(await look(page, '2026-06-30'), /Revised/);
});

test('the same form sent again is the same report; with another title it is refused', async (t) => {
  const { db, signedIn } = await testApp(t);
  await withChildren(db, [[asksInApril, decidedInMay]]);
  const director = await signedIn('director');
  const form = await director.open(`/reports/new?${may}`);
  const boxes = { ...boxesIn(form.body), title: 'Once', note: '' };
  const [one, two] = [await director.post('/reports/new', boxes), await director.post('/reports/new', boxes)];
  assert.equal(one.headers.location, two.headers.location);
  assert.match(textOf((await director.post('/reports/new', { ...boxes, title: 'Twice' })).body), /sent before with another title/);
  assert.match(textOf((await director.post('/reports/new', { ...boxes, title: '' })).body), /Enter a title/);
});

test('the line of sight is fixed whole, and its rows open from what was kept', async (t) => {
  const { db, signedIn } = await testApp(t);
  await withChildren(db, [[asksInApril, decidedInMay], [['PERSON', null, { surname: 'Quxworthy', forename: 'Zuleika' }], asksInApril]]);
  const [director, caseworker] = [await signedIn('director'), await signedIn('caseworker')];
  const code = await fix(director, 'window=calendar-year:2026', 'Whole page');
  const report = await director.open(`/reports/${code}`);
  assert.ok((report.body.match(/What changed since/g) ?? []).length >= 8);
  const [, rows = ''] = /href="(\/reports\/[^"]+\/rows\?part=counted)">2</.exec(report.body) ?? [];
  assert.match(textOf((await caseworker.open(rows)).body), /2 rows.*Zuleika Quxworthy/);
  assert.doesNotMatch(textOf((await director.open(rows)).body), /Quxworthy/);
  const { rows: [seen] } = await sql<{ what: string }>`SELECT what FROM access_view ORDER BY id DESC LIMIT 1`.execute(db);
  assert.equal(seen?.what, 'rows of a fixed report');
});

test('who may not fix reports finds no button and no form', async (t) => {
  const { signedIn } = await testApp(t);
  const member = await signedIn('lead-member');
  assert.doesNotMatch(textOf((await member.open('/line-of-sight')).body), /Fix this report/);
  assert.equal((await member.open(`/reports/new?${may}`)).statusCode, 404);
  assert.equal((await member.open('/reports/R-2222-2222')).statusCode, 404);
});

test('a report that somebody changed behind our back is found', async (t) => {
  const { database: { owner }, db, signedIn } = await testApp(t);
  await withChildren(db, [[asksInApril, decidedInMay]]);
  const director = await signedIn('director');
  const codes = [await fix(director, may, 'One'), await fix(director, may, 'Two')].sort();
  await assert.rejects(sql`UPDATE fixed_figure SET figure = '{}'`.execute(owner), /append only/);
  await sql`ALTER TABLE fixed_figure DISABLE TRIGGER figure_append_only`.execute(owner);
  await sql`UPDATE fixed_figure SET rows = '[]' WHERE code = ${codes[0]}`.execute(owner);
  assert.deepEqual(await unsoundReports(db), [codes[0]]);
  assert.match(textOf((await director.open(`/reports/${codes[0]}`)).body), /What is kept of this report is not what was fixed/);
  assert.doesNotMatch(textOf((await director.open(`/reports/${codes[1]}`)).body), /is not what was fixed/);
  await sql`DELETE FROM fixed_figure WHERE code = ${codes[1]}`.execute(owner);
  await sql`ALTER TABLE fixed_report DISABLE TRIGGER report_append_only`.execute(owner);
  await sql`DELETE FROM fixed_report WHERE code = ${codes[1]}`.execute(owner);
  assert.deepEqual(await unsoundReports(db), codes);
});
