import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recordStory } from '../../test/cases.ts';
import { load } from '../../test/imports.ts';
import { testApp } from '../../test/visitor.ts';
import { makeReal } from '../../test/people.ts';
import { inventReturns } from '../../test/returns.ts';

const text = (html: string): string => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

test('where only returns are loaded the page opens as at the day on which the record ends, and says so; a day asked for is kept to', async (t) => {
  const site = await testApp(t);
  await makeReal(site.db);
  await load(site.db, 2025, inventReturns(3, { children: 25, year: 2025 }));
  const director = await site.signedIn('director');
  const opened = await director.open('/line-of-sight');
  assert.match(text(opened.body), /SEN2 returns loaded: 2025\. .*on record ends on 16 January 2025 .*shows how things stood on that day\. Show today, 21 November 2026/);
  assert.match(text(opened.body), /counting what happened up to 16 January 2025\. Period: 1 January 2024 to 31 December 2024/);
  assert.match(opened.body, /href="\/line-of-sight\?asAt=2026-11-21"/);
  assert.match(opened.body, /href="\/figures\/caseload\.total\/rows\?[^"]*asAt=2025-01-16/);
  const today = await director.open('/line-of-sight?asAt=2026-11-21');
  assert.match(text(today.body), /counting what happened up to 21 November 2026.*on record ends on 16 January 2025.*miss what has happened since\. Show how things stood on 16 January 2025/);
  assert.match(today.body, /href="\/line-of-sight\?asAt=2025-01-16"/);
  const typed = await director.open('/line-of-sight?asAt=31/3/26');
  assert.match(typed.body, /name="asAt"[^>]* value="31\/3\/26"/);
  assert.match(text(typed.body), /“?31\/3\/26.* is not a day\. Write it like 21 November 2026/);
  const then = text((await director.open('/line-of-sight?asAt=2025-01-16')).body);
  assert.doesNotMatch(then, /on record ends/);
  assert.match(then, /Requests received.*No return loaded tells of the 12 months before/);
  assert.match(text((await director.open('/line-of-sight?window=month:2026-05')).body), /counting what happened up to 21 November 2026\. Period: May 2026/);
});

test('where staff record too the page opens as at today', async (t) => {
  const site = await testApp(t);
  await makeReal(site.db);
  await load(site.db, 2025, inventReturns(3, { children: 25, year: 2025 }));
  await recordStory(site.db, [['REQUEST_RECEIVED', '2026-11-02']]);
  const { body } = await (await site.signedIn('director')).open('/line-of-sight');
  assert.match(text(body), /counting what happened up to 21 November 2026/);
  assert.doesNotMatch(text(body), /on record ends/);
});

test('a page as known before its day says that what was done since counts as not done', async (t) => {
  const director = await (await testApp(t)).signedIn('director');
  const told = async (query: string): Promise<boolean> => (await director.open(`/line-of-sight?${query}`)).body.includes('What was done after that was not known yet');
  assert.deepEqual([await told('knownAt=2026-10-20'), await told('knownAt=2026-10-20&asAt=2026-10-20'), await told('asAt=2026-10-20')], [true, false, false]);
});

test('what the law asks is drawn in the charts of rates, and England where all children are counted', async (t) => {
  const site = await testApp(t);
  await makeReal(site.db);
  const director = await site.signedIn('director');
  const [all, some] = [await director.open('/line-of-sight'), await director.open('/line-of-sight?sex=F')].map(({ body }) => body) as [string, string];
  for (const body of [all, some]) assert.equal(body.match(/>In law: all but exceptions</g)?.length, 4, 'two charts, each in two sizes');
  assert.match(all, />England 2025: 45\.5%</);
  assert.match(all, /Lines across: In law: all but exceptions; England 2025: 45\.5%/);
  assert.doesNotMatch(some, /England 2025/);
});

test('a day that is refused stays in its box as it was typed, and the reason says days in words', async (t) => {
  const director = await (await testApp(t)).signedIn('director');
  const [ahead, known] = [await director.open('/line-of-sight?asAt=1/1/2035'), await director.open('/line-of-sight?knownAt=31/3/26')];
  assert.match(text(ahead.body), /The as-at day 1 January 2035 lies ahead: today is 21 November 2026/);
  assert.match(ahead.body, /name="asAt"[^>]* value="1\/1\/2035"/);
  assert.match(known.body, /name="knownAt"[^>]* value="31\/3\/26"/);
  assert.match(text((await director.open('/line-of-sight?asAt=2024-03-01&window=month:2025-05')).body), /as-at day 1 March 2024/);
});

test('whom the page covers is said as the filters have it', async (t) => {
  const director = await (await testApp(t)).signedIn('director');
  const told = async (query: string): Promise<string | undefined> => /Covers .*? on record/.exec(text((await director.open(`/line-of-sight${query}`)).body))?.[0];
  assert.equal(await told(''), 'Covers every child on record');
  assert.equal(await told('?sex=F'), 'Covers only the children chosen below, of all on record');
});

test('a record without returns ends nowhere', async (t) => {
  const site = await testApp(t);
  await makeReal(site.db);
  const { body } = await (await site.signedIn('director')).open('/line-of-sight');
  assert.doesNotMatch(text(body), /returns loaded|on record ends|No return loaded/);
});

test('the chart of those who wait says how it comes to the count of missed limits: what is excused, and what another limit has taken over', async (t) => {
  const site = await testApp(t);
  await makeReal(site.db);
  const assess = [['REQUEST_RECEIVED', '2026-03-02'], ['DECISION_TO_ASSESS_NOTIFIED', '2026-04-09']] as const;
  await recordStory(site.db, assess);
  await recordStory(site.db, assess);
  await recordStory(site.db, [...assess, ['EXCEPTION_RECORDED', '2026-06-01', { limit: 'NA.FINAL_PLAN', category: 'EXCEPTIONAL_PERSONAL', why: 'Stay in hospital' }]]);
  await recordStory(site.db, [
    ['REQUEST_RECEIVED', '2026-03-02'], ['DECISION_NOT_TO_ASSESS_NOTIFIED', '2026-04-09', { reasons: 'Needs can be met' }],
    ['MEDIATION_REQUESTED', '2026-04-20'], ['MEDIATION_HELD', '2026-05-18'],
    ['MEDIATION_AGREEMENT_SIGNED', '2026-05-18', { effect: 'ASSESS', appealable: true }], ['DECISION_TO_ASSESS_NOTIFIED', '2026-05-27'],
  ]);
  const director = await site.signedIn('director');
  const { body } = await director.open('/line-of-sight');
  assert.match(body, /sl-chart__note">4 have waited longer than 20 weeks: 2 past the 20-week limit, 1 with a valid exception recorded, 1 assessed after all/);
  assert.match(text(body), /Children waiting past 20 weeks 2 .*?Left out: 1 \(a valid exception to this limit is recorded\)/);
  assert.match(text((await director.open('/figures/open_overdue.final_plan/explain')).body), /On the line of sight: “Children waiting past 20 weeks”/);
  assert.match(text((await director.open('/figures/phase_transfer.quoted/explain')).body), /On the line of sight: “By the quoted day”, beside “Phase transfers in time”/);
});
