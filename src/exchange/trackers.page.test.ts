import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { sql } from 'kysely';
import { ownDerive } from '../casework/derivation.job.ts';
import { textOf } from '../../test/cases.ts';
import { recordNow, of } from '../../test/casework.ts';
import { columnsForm, postFields, runTrackerJobs, sendTracker } from '../../test/sent-trackers.ts';
import { jobRoom } from '../../test/sent-files.ts';
import { trackerAsWorkbook } from '../../test/trackers.ts';
import { EICAR, startScanner } from '../../test/virus-scanner.ts';
import { testApp, type TestApp, tokenIn, type Visitor } from '../../test/visitor.ts';
import {
  importAddress, importProblemAddress, importsAddress, newTrackerAddress, trackerAddress, trackerApproveAddress, trackerColumnsAddress, trackerDifferencesAddress, trackerDifferencesFileAddress, trackerDropAddress, trackerMappingAddress,
  trackerPeopleAddress, trackerProblemsAddress, trackerValuesAddress,
} from './import-addresses.ts';
import { prepareTrackerJob } from './tracker.job.ts';
import { readMapping } from './tracker-mapping.ts';

const example = readFileSync(new URL('../../reference/example-tracker.csv', import.meta.url), 'utf8');
const asAt: [string, string][] = [['asAt-day', '31'], ['asAt-month', '3'], ['asAt-year', '2026']];

async function prepared(t: Parameters<typeof testApp>[0], content: string | Buffer = example): Promise<{ site: TestApp; visitor: Visitor; batch: string }> {
  const site = await testApp(t);
  const visitor = await site.signedIn('data-officer');
  const { batch } = await sendTracker(visitor, content);
  await runTrackerJobs(site);
  return { site, visitor, batch };
}

async function matched(t: Parameters<typeof testApp>[0], content?: string | Buffer): Promise<{ site: TestApp; visitor: Visitor; batch: string }> {
  const found = await prepared(t, content);
  const { visitor, batch, site } = found;
  const page = await visitor.open(trackerColumnsAddress({ batch }));
  const sent = await postFields(visitor, trackerColumnsAddress({ batch }), [...columnsForm(page.body), ['tracker', 'Panel list'], ...asAt]);
  assert.equal(sent.location, trackerAddress({ batch }), textOf(sent.body).slice(0, 400));
  await runTrackerJobs(site);
  return found;
}

const approvalIn = (html: string): [string, string][] => [['token', tokenIn(html)], ['compared', /name="compared" value="([^"]+)"/.exec(html)?.[1] ?? '']];
const read = async (visitor: Visitor, path: string): Promise<string> => textOf((await visitor.open(path)).body);

test('the steps of a tracker, from sending it to its result', async (t) => {
  const { site, visitor, batch } = await matched(t);
  const steps = await read(visitor, trackerAddress({ batch }));
  assert.match(steps, /Upload Completed Match columns Completed Check values \d+ values not taken Match people Completed Review differences \d rows are not as in the record Approve Not yet started Result Cannot start yet/);
  assert.match(await read(visitor, importsAddress()), /Panel list .*Waits for approval: nothing is loaded yet\. Kept until/);
  assert.equal((await sql<{ n: number }>`SELECT count(*) AS n FROM history`.execute(site.db)).rows[0]?.n, 0, 'nothing is loaded by looking');
  assert.match(await read(visitor, trackerPeopleAddress({ batch })), /New: not in the record, so a record would be begun 6 .* Excluded: not about a child, or nothing tells about whom 3 All rows 10/);
  const approve = await visitor.open(trackerApproveAddress({ batch }));
  assert.match(textOf(approve.body), /6 children who are not in the record get a record.*What will change in figures as at 31 March 2026 Figure Before After Why Plans issued within 20 weeks, including exceptions None 1 of 1 .*Plans in force 0 1 1 row of new children , for Plans in force : \+1/);
  const causes = [...approve.body.matchAll(/href="([^"]*figure=[^"]*)">(\d+) rows? of/g)];
  assert.ok(causes.length > 2);
  for (const [, to = '', count] of causes) assert.match(await read(visitor, to.replaceAll('&amp;', '&')), new RegExp(`Rows that change “[^”]*”: ${count} Rows of new children\\. In the figure: \\+.*A record would be begun`));
  const sent = await postFields(visitor, trackerApproveAddress({ batch }), approvalIn(approve.body));
  assert.equal(sent.location, importAddress({ batch }));
  await runTrackerJobs(site);
  assert.match(await read(visitor, importAddress({ batch })), /Panel list: loaded.*New .* 6 .*As at 31 March 2026/);
  assert.deepEqual(await readdir(join(site.dataDir, 'imports')), [], 'its file is removed');
  assert.equal((await postFields(visitor, trackerApproveAddress({ batch }), approvalIn(approve.body))).location, importAddress({ batch }), 'sent twice is once');
});

test('columns are proposed by their headings with three values each; what may be names is shown in part', async (t) => {
  const { visitor, batch } = await prepared(t);
  assert.match(await read(visitor, importsAddress()), /Waits for its columns to be matched: nothing is loaded yet/);
  const { body } = await visitor.open(trackerColumnsAddress({ batch }));
  const form = columnsForm(body);
  assert.deepEqual(form.filter(([name]) => name === 'to').map(([, value]) => value), [
    'upn', 'fullName', 'dob', 'nhsNumber', 'knownAs', 'formerNames', 'lookedAfter', 'REQUEST_RECEIVED', 'requestSource', 'decision', 'decisionOn', 'ADVICE_REQUESTED body=EDUCATIONAL_PSYCHOLOGIST', 'ADVICE_RECEIVED body=EDUCATIONAL_PSYCHOLOGIST', 'DRAFT_PLAN_SERVED', 'FINAL_PLAN_SENT', 'week20', '', '']);
  assert.doesNotMatch(body, /Zuleika|Quxworthy|Z999000000123/);
  assert.match(textOf(body), /Q••••••••, Z••••••.*Not matched: Officer, Notes/);
});

test('a heading that goes on to explain itself is matched by its beginning, however long it is', async (t) => {
  const { visitor, batch } = await matched(t, example.replace('Date received', `Date received ${'the day on which any part of the council had it '.repeat(2000)}`));
  const { body } = await visitor.open(trackerColumnsAddress({ batch }));
  assert.doesNotMatch(body, /(?:the day on which any part of the council had it ){9}/);
  assert.match(await read(visitor, trackerAddress({ batch })), /Match columns Completed Check values \d+ values not taken Match people Completed/);
});

test('a mapping made on the page can be taken to the command line, and is remembered for the next state of the tracker', async (t) => {
  const { site, visitor, batch } = await matched(t);
  const made = readMapping((await visitor.open(trackerMappingAddress({ batch }))).body);
  assert.ok('mapping' in made);
  assert.deepEqual(made.mapping.columns['EP advice in'], { to: 'ADVICE_RECEIVED', facts: { body: 'EDUCATIONAL_PSYCHOLOGIST' } });
  const next = await sendTracker(visitor, example.replace('Ottoline', 'Otto'));
  await runTrackerJobs(site);
  const page = await visitor.open(trackerColumnsAddress({ batch: next.batch }));
  assert.match(textOf(page.body), /The columns are those of “Panel list”, as it was matched last time/);
  assert.match(page.body, /name="tracker"[^>]* value="Panel list"/);
});

test('what words mean is said once for all cells alike, and the values that are left can be taken away as a list', async (t) => {
  const { site, visitor, batch } = await matched(t);
  const page = await visitor.open(trackerValuesAddress({ batch }));
  const values = [...page.body.matchAll(/name="column" value="([^"]*)"><input type="hidden" name="value" value="([^"]*)"/g)].map(([, column, value]) => [column ?? '', value ?? ''] as const);
  assert.ok(values.some(([column, value]) => column === 'EP advice in' && value === 'TBC'));
  const meanings = new Map([['EP advice in/TBC', '-'], ['Date received/w/c 16/2', '18/2/2026'], ['Exception?/?', 'no'], ['Asked by/GP', '3']]);
  const answer = (column: string, value: string): string => meanings.get(`${column}/${value}`) ?? '';
  const fields = values.flatMap(([column, value]): [string, string][] => [['column', column], ['value', value], ['means', answer(column, value)]]);
  assert.match((await visitor.open(trackerProblemsAddress({ batch, format: 'csv' }))).body, /,GP,[^\n]*,Health professional,,\r\n[^]*,07\/04\/2026,[^\n]*,7\/4\/2026,,\r\n/);
  const wrong = await postFields(visitor, trackerValuesAddress({ batch }), [['token', tokenIn(page.body)], ...fields.map(([name, value]): [string, string] => [name, value === '18/2/2026' ? 'soon' : value])]);
  assert.match(textOf(wrong.body), /There is a problem Enter a day for “w\/c 16\/2”, such as 3\/2\/2026/);
  assert.equal((await postFields(visitor, trackerValuesAddress({ batch }), [['token', tokenIn(page.body)], ...fields])).statusCode, 303);
  await runTrackerJobs(site);
  const after = await read(visitor, trackerValuesAddress({ batch }));
  assert.doesNotMatch(after, /\bTBC\b|w\/c 16\/2/);
  assert.match(after, /12\/13\/2025 .*There is no month 13/);
  assert.match((await visitor.open(trackerProblemsAddress({ batch, format: 'csv' }))).body, /place,column,value,what to do,proposed meaning,who has it,since[^]*12\/13\/2025/);
});

test('what was typed as a meaning is kept while a value is given to somebody, and goes once it is saved', async (t) => {
  const { site, visitor, batch } = await matched(t);
  const here = trackerValuesAddress({ batch });
  const { body } = await visitor.open(here);
  assert.doesNotMatch(textOf(body), /typed and are not saved/);
  const fields: [string, string][] = [['token', tokenIn(body)], ['column', 'Date received'], ['value', 'w/c 16/2'], ['means', '18/2/20'], ['column', 'EP advice in'], ['value', 'TBC'], ['means', '']];
  const place = /name="give" value="(\d+)"/.exec(body)?.[1] ?? '';
  assert.equal((await postFields(visitor, here, [...fields, ['give', place]])).location, importProblemAddress({ batch, place }));
  const kept = await visitor.open(here);
  assert.match(textOf(kept.body), /Some meanings were typed and are not saved yet/);
  assert.match(kept.body, /name="means" value="18\/2\/20"/);
  assert.doesNotMatch(kept.body, /name="means" value="-" aria-label="The day that “TBC”/, 'what was emptied stays empty');
  assert.equal((await postFields(visitor, here, [...fields.slice(0, 3), ['means', '18/2/2026']])).location, trackerAddress({ batch }));
  await runTrackerJobs(site);
  const after = await visitor.open(here);
  assert.doesNotMatch(after.body, /w\/c 16\/2|18\/2\/20/);
  assert.doesNotMatch(after.body, /name="means" value="-" aria-label="The day that “TBC”/, 'what was not on the form stays as typed');
});

test('what was typed on a page of the list is kept while its other pages are looked at', async (t) => {
  const [title = '', headings = '', first = ''] = example.split(/\r?\n/);
  const rows = Array.from({ length: 30 }, (_, i) => first.replace('03/02/2026', `some time ${i}`));
  const { visitor, batch } = await matched(t, [title, headings, ...rows].join('\n'));
  const here = trackerValuesAddress({ batch });
  const { body } = await visitor.open(here);
  const fields: [string, string][] = [['token', tokenIn(body)], ['column', 'Date received'], ['value', 'some time 3'], ['means', 'the third of']];
  assert.match(body, /<button class="[^"]*" type="submit" name="turn" value="2" aria-label="Page 2">2<\/button>/);
  assert.doesNotMatch(body, /href="[^"]*page=2"/, 'a link would leave what was typed behind');
  const second = trackerValuesAddress({ batch }, { page: 2 });
  assert.equal((await postFields(visitor, here, [...fields, ['turn', '2']])).location, second);
  const next = await visitor.open(second);
  assert.match(textOf(next.body), /Some meanings were typed and are not saved yet/);
  assert.equal((await postFields(visitor, second, [['token', tokenIn(next.body)], ['turn', '1']])).location, trackerValuesAddress({ batch }, { page: 1 }));
  assert.match((await visitor.open(here)).body, /name="means" value="the third of"/);
});

test('differences are listed by what they are, field by field, and can be taken away; whom they show is in the access log', async (t) => {
  const site = await testApp(t);
  const visitor = await site.signedIn('data-officer');
  await recordNow(site.db, [
    of('00000000-0000-4000-8000-00000000cafe', 'PERSON', null, { surname: 'Quxworthy', forename: 'Isolde', dob: '2017-03-27', upn: 'Z999000000166' }), of('00000000-0000-4000-8000-00000000cafe', 'REQUEST_RECEIVED', '2026-03-03'),
    of('00000000-0000-4000-8000-00000000f00d', 'PERSON', null, { surname: 'Absent', forename: 'Aloysius', dob: '2016-05-05', upn: 'Z999000000190' }), of('00000000-0000-4000-8000-00000000f00d', 'REQUEST_RECEIVED', '2026-03-04'),
  ]);
  const { batch } = await sendTracker(visitor, example);
  await runTrackerJobs(site);
  const page = await visitor.open(trackerColumnsAddress({ batch }));
  await postFields(visitor, trackerColumnsAddress({ batch }), [...columnsForm(page.body), ['tracker', 'Panel list'], ...asAt]);
  await runTrackerJobs(site);
  assert.match(await read(visitor, trackerDifferencesAddress({ batch })), /Changed \(disagrees\) \(listed below\) 1 .*Quxworthy, Isolde.*Request: day the request was received, or the authority became responsible 2 March 2026 3 March 2026 Staff/);
  assert.match(await read(visitor, trackerDifferencesAddress({ batch }, { show: 'only-record' })), /Only in the record: 1 Children with an open request on the day of the tracker, or one that ended since the first end in it, of whom it has no row\..*Absent, Aloysius .* 4 March 2026/);
  assert.match((await visitor.open(trackerDifferencesFileAddress({ batch, format: 'csv' }))).body, /Only in the record,"Absent, Aloysius"/);
  const { rows } = await sql<{ what: string; n: number }>`SELECT what, count(DISTINCT child_id) AS n FROM access_child JOIN access_view ON id = view_id GROUP BY what ORDER BY what`.execute(site.db);
  assert.deepEqual(rows, [{ what: 'differences of a tracker', n: 2 }, { what: 'differences of a tracker, as a file', n: 2 }]);
  for (const file of [trackerDifferencesFileAddress, trackerProblemsAddress]) {
    for (const format of ['ods', 'xlsx']) assert.equal((await visitor.open(file({ batch, format }))).rawPayload.subarray(0, 2).toString(), 'PK', format);
    assert.equal((await visitor.open(file({ batch, format: 'exe' }))).statusCode, 404);
  }
});

test('a workbook of several sheets: the one with most rows is proposed, and another can be chosen', async (t) => {
  const { visitor, batch } = await prepared(t, trackerAsWorkbook(example, ['Requests', 'Copy']));
  const page = textOf((await visitor.open(trackerColumnsAddress({ batch }, { sheet: 1 }))).body);
  assert.match(page, /Requests \(10 rows\) Copy \(10 rows\)/);
});

test('what is missing or wrong is said, and what was chosen is shown again', async (t) => {
  const { visitor, batch } = await prepared(t);
  const page = await visitor.open(trackerColumnsAddress({ batch }));
  const fields = columnsForm(page.body);
  const wrong: readonly [change: readonly (readonly [string, string])[], says: RegExp][] = [
    [[['tracker', ''], ...asAt], /Enter what you call this tracker/], [[['tracker', 'x'], ['asAt-day', '31'], ['asAt-month', '2'], ['asAt-year', '2026']], /Enter the day as at which the tracker speaks/],
    [[['tracker', 'x'], ['asAt-day', '1'], ['asAt-month', '1'], ['asAt-year', '2030']], /must not be in the future/],
  ];
  for (const [change, says] of wrong) assert.match(textOf((await postFields(visitor, trackerColumnsAddress({ batch }), [...fields, ...change])).body), says);
  const nobody = fields.map(([name, value]): [string, string] => [name, ['upn', 'fullName', 'nhsNumber'].includes(value) ? '' : value]);
  assert.match(textOf((await postFields(visitor, trackerColumnsAddress({ batch }), [...nobody, ['tracker', 'x'], ...asAt])).body), /Say which column tells who a row is about/);
});

test('today is the day in London, also in the first hour of a summer day', async (t) => {
  const { site, visitor, batch } = await prepared(t);
  site.clock.now = '2026-07-01T23:30:00.000Z';
  const fields = columnsForm((await visitor.open(trackerColumnsAddress({ batch }))).body);
  const on = (day: string): [string, string][] => [['tracker', 'x'], ['asAt-day', day], ['asAt-month', '7'], ['asAt-year', '2026']];
  assert.match(textOf((await postFields(visitor, trackerColumnsAddress({ batch }), [...fields, ...on('3')])).body), /must not be in the future/);
  assert.equal((await postFields(visitor, trackerColumnsAddress({ batch }), [...fields, ...on('2')])).location, trackerAddress({ batch }));
});

test('given up while it is compared, it stays so, and that its file is gone is no fault', async (t) => {
  const { site, visitor, batch } = await prepared(t);
  const page = await visitor.open(trackerColumnsAddress({ batch }));
  await postFields(visitor, trackerColumnsAddress({ batch }), [...columnsForm(page.body), ['tracker', 'Panel list'], ...asAt]);
  const lines: string[] = [];
  let asked = 0;
  const figures = async (): Promise<[]> => {
    asked += 1;
    if (asked === 2) await visitor.fill(trackerAddress({ batch }), {}, trackerDropAddress({ batch }));
    return [];
  };
  await prepareTrackerJob({ derive: ownDerive, figures }).run(jobRoom(site, 'nowhere', lines), { batch });
  assert.match(await read(visitor, importAddress({ batch })), /It was given up before it was loaded/);
  assert.deepEqual([asked, lines], [2, []]);
});

test('a file that is no tracker is refused; a tracker can be given up; nobody else sees any of it', async (t) => {
  const { site, visitor, batch } = await prepared(t, '%PDF-1.7 no tracker');
  assert.match(await read(visitor, trackerAddress({ batch })) + await read(visitor, importAddress({ batch })), /refused.*not a workbook/);
  const other = await sendTracker(visitor, example);
  await runTrackerJobs(site);
  const paths = [newTrackerAddress(), trackerAddress({ batch: other.batch }), trackerColumnsAddress({ batch: other.batch }), trackerMappingAddress({ batch: other.batch })];
  for (const role of ['caseworker', 'team-manager', 'director'] as const) {
    const stranger = await site.signedIn(role);
    for (const path of paths) assert.equal((await stranger.open(path)).statusCode, 404, `${role} ${path}`);
  }
  const page = await visitor.open(trackerAddress({ batch: other.batch }));
  assert.equal((await postFields(visitor, trackerDropAddress({ batch: other.batch }), [['token', tokenIn(page.body)]])).location, importsAddress());
  assert.deepEqual(await readdir(join(site.dataDir, 'imports')), []);
});

test('nothing of a tracker is read before it is checked for viruses; while it cannot be, it is kept and can be tried again', async (t) => {
  const scanner = await startScanner(t);
  const site = await testApp(t, [], { config: { scanning: scanner.address } });
  const visitor = await site.signedIn('data-officer');
  scanner.behaviour = 'hangs up';
  const { batch } = await sendTracker(visitor, example);
  await runTrackerJobs(site, jobRoom(site, scanner.address));
  assert.match(await read(visitor, importAddress({ batch })), /Tracker: not yet checked for viruses: nothing was read/);
  scanner.behaviour = 'looks';
  await visitor.fill(importAddress({ batch }), {}, `${importAddress({ batch })}/start-again`);
  await runTrackerJobs(site, jobRoom(site, scanner.address));
  assert.match(await read(visitor, trackerAddress({ batch })), /Match columns Not yet started/);
  const bad = await sendTracker(visitor, `${example}${EICAR},,,,,,,,,,,,,\n`);
  await runTrackerJobs(site, jobRoom(site, scanner.address));
  assert.match(await read(visitor, importAddress({ batch: bad.batch })), /refused The selected file contains a virus: the scanner found "Eicar-Test-Signature"/);
});

test('a second tab leads on to where the tracker is by now, and approves nothing that it has not shown', async (t) => {
  const { site, visitor, batch } = await matched(t);
  const [approve, columns] = [await visitor.open(trackerApproveAddress({ batch })), await visitor.open(trackerColumnsAddress({ batch }))];
  const fields = columnsForm(columns.body).map(([name, value]): [string, string] => [name, value === 'DRAFT_PLAN_SERVED' ? '' : value]);
  await postFields(visitor, trackerColumnsAddress({ batch }), [...fields, ['tracker', 'Panel list'], ...asAt]);
  assert.equal((await postFields(visitor, trackerApproveAddress({ batch }), approvalIn(approve.body))).location, trackerAddress({ batch }), 'compared again first');
  await runTrackerJobs(site);
  const stale = await postFields(visitor, trackerApproveAddress({ batch }), approvalIn(approve.body));
  assert.match(textOf(stale.body), /was changed since you opened this page, perhaps in another tab\. Nothing was loaded/);
  assert.equal((await sql<{ n: number }>`SELECT count(*) AS n FROM history`.execute(site.db)).rows[0]?.n, 0);
  await postFields(visitor, trackerApproveAddress({ batch }), approvalIn(stale.body));
  await runTrackerJobs(site);
  for (const address of [trackerApproveAddress, trackerColumnsAddress, trackerValuesAddress, trackerPeopleAddress, trackerDifferencesAddress]) {
    assert.equal((await visitor.open(address({ batch }))).headers.location, trackerAddress({ batch }), address({ batch }));
  }
  assert.equal((await postFields(visitor, trackerDropAddress({ batch }), [['token', tokenIn(approve.body)]])).location, trackerAddress({ batch }));
  assert.equal((await visitor.open(trackerAddress({ batch }))).headers.location, importAddress({ batch }));
});
