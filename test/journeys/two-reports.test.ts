// The story of 2019, told of an invented quarter: the return says one thing of the third quarter of 2025, the tracker another, and
// two windows a third. The pages show each figure with its window, what it leaves out and its rows, and then what changed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textOf } from '../cases.ts';
import { loadReturn, momentNow } from '../changing-record.ts';
import { checkPage, checkTablesStack, type Desk, keepPicture, openDesk } from '../browser.ts';
import { loadTracker, mappingOf } from '../trackers.ts';
import type { Day } from '../../src/calendar/day.ts';
import type { ReturnRecord } from '../../src/case-history/return-record.ts';
import type { Database } from '../../src/platform/database.ts';

const q3 = 'window=quarter:2025-Q3&asAt=2025-09-30';
const twenty = '/figures/twenty_weeks.all.within';

interface Known { readonly upn: string; readonly surname: string; readonly received: string; readonly issued: string; readonly exception?: true }

/** What the return says: five plans issued in the quarter, three of them within 140 days, one of these under an exception. */
const returned: readonly Known[] = [
  { upn: 'Z999000000101', surname: 'Ashgrove', received: '2025-03-03', issued: '2025-07-15' },
  { upn: 'Z999000000102', surname: 'Brindlebury', received: '2025-03-10', issued: '2025-07-25' },
  { upn: 'Z999000000103', surname: 'Coppershaw', received: '2025-02-03', issued: '2025-08-20' },
  { upn: 'Z999000000104', surname: 'Dunmarsh', received: '2025-05-12', issued: '2025-09-26', exception: true },
  { upn: 'Z999000000105', surname: 'Eaglethorn', received: '2025-01-13', issued: '2025-09-12' },
];

/** Where the tracker has it otherwise: one plan went out later, one in another quarter, and one the return does not have. */
const tracked: readonly Known[] = [
  { upn: 'Z999000000102', surname: 'Brindlebury', received: '2025-03-10', issued: '2025-08-29' },
  { upn: 'Z999000000104', surname: 'Dunmarsh', received: '2025-05-12', issued: '2025-10-10' },
  { upn: 'Z999000000106', surname: 'Fennimore', received: '2025-01-20', issued: '2025-08-08' },
];

/** Loads the tracker as the team keeps it, as at a day after census day. */
async function loadTheirTracker(db: Database): Promise<void> {
  const mapping = mappingOf(JSON.stringify({
    tracker: 'The tracker of the SEND team', asAt: '2026-02-02',
    columns: {
      UPN: { to: 'upn' }, Child: { to: 'fullName' }, DOB: { to: 'dob' }, Received: { to: 'REQUEST_RECEIVED' },
      Decision: { to: 'decision', values: { Assess: 'Y' } }, Decided: { to: 'decisionOn' }, Plan: { to: 'outcome', values: { Issued: 'Y' } }, Sent: { to: 'FINAL_PLAN_SENT' },
    },
  }));
  const lines = tracked.map(({ upn, surname, received, issued }) => [upn, `"${surname}, Oriel"`, '05/04/2017', received, 'Assess', '20/05/2025', 'Issued', issued].join(','));
  await loadTracker(db, ['UPN,Child,DOB,Received,Decision,Decided,Plan,Sent', ...lines].join('\n'), { mapping, asAt: '2026-02-02' as Day });
}

const none = { otherMediation: null, otherTribunal: null, assessmentMediation: null, assessmentTribunal: null } as const;

function recordOf({ upn, surname, received, issued, exception }: Known): ReturnRecord {
  const namedPlan = { startDate: issued as Day, planRes: null, planWbp: null, pb: null, oa: null, dp: null, ceaseDate: null, ceaseReason: null, planDetails: [] };
  return {
    year: 2026, referenceDate: '2026-01-15' as Day,
    person: { surname, forename: 'Oriel', personBirthDate: '2017-04-05' as Day, sex: null, ethnicity: null, postCode: null, upn, uniqueLearnerNumber: null, upnUnknown: null },
    requests: [{
      receivedDate: received as Day, requestSource: '1', rya: false, requestOutcomeDate: '2025-05-20' as Day, requestOutcome: 'Y', requestMediation: null, requestTribunal: null, exported: null,
      assessment: { ...none, week20: exception ?? null, assessmentOutcome: 'Y', assessmentOutcomeDate: issued as Day, namedPlan }, activePlan: null,
    }],
  };
}

async function words(desk: Desk): Promise<string> {
  return textOf(await desk.page.content());
}

/** Opens where a report is fixed, gives it a title and fixes it; gives back its code. */
async function fix(desk: Desk, query: string, title: string): Promise<string> {
  await desk.open(`/figures/${query.replace('?', '/explain?')}`);
  await desk.page.getByRole('link', { name: 'Fix this report' }).click();
  await desk.page.getByLabel('Title').fill(title);
  await desk.page.getByRole('button', { name: 'Fix this report' }).click();
  const [code = ''] = /R-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await words(desk)) ?? [];
  return code;
}

const nowKnown = async (desk: Desk): Promise<string> => `knownAt=${encodeURIComponent(await momentNow(desk.site.db))}`;

test('a return and a tracker that disagree about a quarter are laid side by side, row by row', async (t) => {
  const desk = await openDesk(t);
  desk.site.clock.now = '2030-01-01T09:00:00.000Z';
  await loadReturn(desk.site.db, 2026, returned.map(recordOf));
  await desk.signIn('director');

  const codes = { quarter: await fix(desk, `twenty_weeks.all.within?${q3}`, 'Board, from the return'), month: await fix(desk, 'twenty_weeks.all.within?window=rolling-month:2025-09-30&asAt=2025-09-30', 'Scrutiny, the rolling month'), excl: await fix(desk, `twenty_weeks.excl.within?${q3}`, 'Press office') };
  await checkPage(desk, 'report');
  await desk.open(`/reports/${codes.quarter}`);
  assert.match(await words(desk), /Board, from the return.*3 of 5 \. 1 July 2025 to 30 September 2025 \(quarter 2025-Q3\)/);
  await desk.open(`/reports/${codes.month}`);
  assert.match(await words(desk), /1 of 2 \. 31 August 2025 to 30 September 2025 \(rolling month\)/);
  await desk.open(`/reports/${codes.excl}`);
  assert.match(await words(desk), /2 of 4 \..*Of those left out: 1 \(An exception applied to the 20-week limit\)/);

  await t.test('two windows differ by the rows that lie in one alone', async () => {
    await desk.open(`${twenty}/changed?before=${codes.quarter}&after=${codes.month}`);
    assert.match(await words(desk), /Figure 3 of 5 1 of 2 .*Period 1 July 2025 to 30 September 2025 \(quarter 2025-Q3\) 31 August 2025 to 30 September 2025 \(rolling month\).*Days passing .* 3 rows: Days passing −2 −3 0 The report after 1 2 0/);
  });

  await loadTheirTracker(desk.site.db);

  await t.test('the figure that was given is said to be revised, with a way to the reasons', async () => {
    await desk.open(`${twenty}/explain?${q3}&${await nowKnown(desk)}`);
    assert.match(await words(desk), /1 of 5 is 20\.0% Revised It was 3 of 5 when it was fixed as/);
    await checkPage(desk, 'explain-revised');
    await desk.open(`/line-of-sight?${q3}&${await nowKnown(desk)}`);
    await keepPicture(desk.page, 'line-of-sight-fixed.png');
    await desk.open(`${twenty}/explain?${q3}&${await nowKnown(desk)}`);
    await desk.page.getByRole('link', { name: 'See what changed since' }).click();
    assert.match(await words(desk), /Figure 3 of 5 1 of 5/);
  });

  const changed = `${twenty}/changed?before=${codes.quarter}&${await nowKnown(desk)}`;
  await t.test('opening figure, lines and closing figure add up, and each line opens its rows', async () => {
    await desk.open(changed);
    t.diagnostic(/The report before.*?The report after \d+ \d+ \d+/.exec(await words(desk))?.[0] ?? '');
    assert.match(await words(desk), /The report before 3 5 0 Corrections .* 2 rows: Corrections −2 −1 0 Late records .* 1 rows: Late records 0 \+1 0 The report after 1 5 0/);
    await checkPage(desk, 'what-changed');
    await checkTablesStack(desk);
    await desk.page.getByRole('link', { name: '2 rows: Corrections' }).click();
    const rows = await words(desk);
    assert.match(rows, /2 rows: corrections/);
    assert.match(rows, /Yes Not among the rows Stated in a tracker, from a file loaded by data officer at/);
    assert.match(rows, /Yes No Stated in a tracker, from a file loaded by data officer at/);
    assert.doesNotMatch(rows, /Dunmarsh/, 'a director sees no names');
    assert.equal(await desk.page.locator('tbody tr').count(), 2);
    await checkPage(desk, 'what-changed-rows');
  });

  await t.test('those who may see names see them, and the same rows can be taken away', async () => {
    const officer = await desk.site.signedIn('caseworker');
    const list = await officer.open(changed.replace('/changed?', '/changed/rows?'));
    assert.match(textOf(list.body), /3 rows: all rows that changed.*Oriel (Dunmarsh|Brindlebury|Fennimore)/);
    const csv = await officer.open(changed.replace('/changed?', '/changed/file/csv?'));
    assert.equal(csv.body.trim().split('\r\n').length, 4);
    const xlsx = await officer.open(changed.replace('/changed?', '/changed/file/xlsx?'));
    assert.equal(xlsx.rawPayload.subarray(0, 2).toString(), 'PK');
  });

  await t.test('what leaves cases out says which', async () => {
    await desk.open(`/figures/twenty_weeks.excl.within/changed?before=${codes.excl}&${await nowKnown(desk)}`);
    assert.match(await words(desk), /Left out 1: An exception applied to the 20-week limit None/);
  });

  await t.test('the fixed report still says what it said', async () => {
    await desk.open('/reports');
    await checkPage(desk, 'fixed-reports');
    await desk.page.getByLabel('Open a report by its code').fill(codes.quarter.toLowerCase().replaceAll('-', ' '));
    await desk.page.getByRole('button', { name: 'Open' }).click();
    assert.match(await words(desk), /3 of 5/);
    await desk.page.getByRole('link', { name: /^5 rows/ }).click();
    assert.equal(await desk.page.locator('tbody tr').count(), 5);
    await checkPage(desk, 'fixed-report-rows');
  });
});

test('the pages of reports are sound without JavaScript, and say what cannot be compared', async (t) => {
  const desk = await openDesk(t, { scripts: false });
  desk.site.clock.now = '2030-01-01T09:00:00.000Z';
  await loadTheirTracker(desk.site.db);
  await desk.signIn('director');
  for (const [name, path] of [['what-changed-plain', `${twenty}/changed?asAt=2026-10-31`], ['new-report-plain', '/reports/new'], ['fixed-reports-empty', '/reports']] as const) {
    assert.equal(await desk.open(path), 200, path);
    await checkPage(desk, name);
  }
  const wrong: [string, RegExp][] = [
    [`${twenty}/changed?before=R-2222-2222`, /There is no fixed report "R-2222-2222" that holds this figure/],
    [`${twenty}/changed?beforeAsAt=banana`, /The report before: "banana" is not a day/],
    [`${twenty}/changed?knownAt=2020-01-01&beforeKnownAt=2021-01-01`, /must be as known no later than the report after/],
    ['/reports?code=nonsense', /There is no report "nonsense"/],
  ];
  for (const [path, message] of wrong) {
    await desk.open(path);
    assert.match((await words(desk)).replaceAll('&quot;', '"'), message);
  }
  await checkPage(desk, 'fixed-reports-error');
});
