// The daily job of each role, from signing in with a password and a code to signing out, in one service with cases at every step.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { caseReference } from '../../src/case-history/case-reference.ts';
import { ROLES, type Role } from '../../src/staff/rights.ts';
import { type Desk, openDesk } from '../browser.ts';
import { recordStory, returned } from '../cases.ts';
import { addPersonWithApp, makeReal, PASSWORD, type PersonWithApp } from '../people.ts';
import { returnAsXml } from '../return-files.ts';
import { runImports } from '../sent-files.ts';

type Story = Parameters<typeof recordStory>[1];
const person = (surname: string, forename: string): Story[number] => ['PERSON', null, { surname, forename, dob: '2018-02-03', sex: 'F' }];

const service = await openDesk({ after });
const { site } = service;
await makeReal(site.db);
const people = new Map<Role, PersonWithApp>();
for (const role of Object.keys(ROLES) as Role[]) people.set(role, await addPersonWithApp(site, role));
const whois = (role: Role): PersonWithApp => people.get(role) ?? assert.fail(role);
const north = await teamOf('North', ['caseworker', 'senior-caseworker', 'team-manager']);
await sql`UPDATE staff SET service = 'EDUCATIONAL_PSYCHOLOGIST' WHERE id = ${whois('adviser').id}::uuid`.execute(site.db);
const mine: Story[number] = ['ALLOCATED', '2026-10-01', { caseworker: whois('caseworker').id, team: north }];
const late = await recordStory(site.db, [person('Quxworthy', 'Zuleika'), ['REQUEST_RECEIVED', '2026-10-05', { requestSource: '1' }], mine]);
const advised = await recordStory(site.db, [
  person('Vexmoor', 'Ottoline'), ['REQUEST_RECEIVED', '2026-09-28'], ['DECISION_TO_ASSESS_NOTIFIED', '2026-11-02'], ['ADVICE_REQUESTED', '2026-11-03', { body: 'EDUCATIONAL_PSYCHOLOGIST' }], mine,
]);
const nobodys = await recordStory(site.db, [person('Thistlethwaite', 'Oluwaseun'), ['REQUEST_RECEIVED', '2026-11-02'], ['ALLOCATED', '2026-11-02', { team: north }]]);

async function teamOf(name: string, roles: readonly Role[]): Promise<string> {
  const { rows: [team] } = await sql<{ id: string }>`INSERT INTO team (name, manager_id) VALUES (${name}, ${whois('team-manager').id}::uuid) RETURNING id`.execute(site.db);
  for (const role of roles) await sql`UPDATE staff SET team_id = ${team?.id ?? ''}::uuid WHERE id = ${whois(role).id}::uuid`.execute(site.db);
  return team?.id ?? '';
}

const atWorkToday = new Set<Role>();
const words = (desk: Desk): Promise<string> => desk.page.locator('main').innerText();

/** Signs somebody in, has them do their job, and signs them out; nobody gets in where they were. */
async function atWork(t: { after(done: () => Promise<void>): void }, role: Role, begin: RegExp, job: (desk: Desk) => Promise<void>): Promise<void> {
  atWorkToday.add(role);
  const desk = await openDesk(t, { site: service });
  const { page } = desk;
  await desk.open('/');
  await page.getByLabel('E-mail address').fill(whois(role).email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('Code from your app').fill(whois(role).codeAt(site.clock.now));
  await page.getByRole('button', { name: 'Continue' }).click();
  assert.match(await page.locator('h1').innerText(), begin);
  await job(desk);
  await page.getByRole('link', { name: 'Sign out' }).or(page.getByRole('button', { name: 'Sign out' })).click();
  await desk.open('/line-of-sight');
  assert.equal(await page.locator('h1').innerText(), 'Sign in');
  assert.deepEqual(desk.trouble, []);
}

async function enterDay(desk: Desk, legend: string, [day, month, year]: readonly [string, string, string]): Promise<void> {
  const group = desk.page.getByRole('group', { name: legend });
  await group.getByLabel('Day').fill(day);
  await group.getByLabel('Month').fill(month);
  await group.getByLabel('Year').fill(year);
}

test('a caseworker takes the first case of the list, and records the decision that was late', (t) => atWork(t, 'caseworker', /My work/, async (desk) => {
  const { page } = desk;
  const first = page.locator('tbody tr').first();
  assert.match(await first.innerText(), /Quxworthy[\s\S]*Overdue/);
  await first.getByRole('link').first().click();
  assert.match(await page.locator('.sl-subject').innerText(), new RegExp(`Caseworker\\s+${whois('caseworker').name}`));
  await page.getByRole('button', { name: 'Record an event' }).click();
  await page.getByRole('link', { name: /will assess|Decision to assess/ }).first().click();
  await enterDay(desk, 'Day the notice was sent', ['20', '11', '2026']);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Record this event' }).click();
  assert.match(await page.locator('.govuk-notification-banner').innerText(), /Recorded/);
  await page.getByRole('link', { name: 'My work' }).click();
  assert.doesNotMatch(await page.locator('tbody tr').first().innerText(), /Quxworthy[\s\S]*Overdue/);
}));

test('a senior caseworker gives a case to somebody', (t) => atWork(t, 'senior-caseworker', /My work/, async ({ page }) => {
  await page.getByRole('link', { name: 'Team', exact: true }).click();
  await page.getByRole('row', { name: /Unallocated/ }).getByRole('link').first().click();
  await page.getByRole('checkbox', { name: /Thistlethwaite/ }).check();
  await page.getByLabel('Allocate to').selectOption({ label: whois('caseworker').name });
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Allocate 1 case' }).click();
  assert.equal(await page.locator('h1').innerText(), 'Allocated');
}));

test('a team manager looks at who has what, and opens what is overdue', (t) => atWork(t, 'team-manager', /North/, async (desk) => {
  const { page } = desk;
  await page.getByRole('link', { name: 'Team', exact: true }).click();
  const row = page.getByRole('row', { name: new RegExp(whois('caseworker').name) });
  const cases = Number(await row.getByRole('cell').first().innerText());
  await row.getByRole('link').first().click();
  assert.equal(await page.locator('tbody tr').count(), cases);
  assert.match(await words(desk), /Quxworthy[\s\S]*Vexmoor|Vexmoor[\s\S]*Quxworthy/);
}));

test('a head of service goes from a figure to the children behind it, and takes them away', (t) => atWork(t, 'head-of-service', /All teams/, async (desk) => {
  const { page } = desk;
  await page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Line of sight' }).click();
  await page.getByRole('link', { name: /^Explain/ }).first().click();
  assert.match(await words(desk), /Definition/);
  await page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Line of sight' }).click();
  await page.getByRole('link', { name: /Show 2 requests/ }).first().click();
  assert.match(await words(desk), /Quxworthy/);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /CSV/ }).click()]);
  assert.match(download.suggestedFilename(), /\.csv$/);
}));

test('a director keeps a report for the board, and sees no names', (t) => atWork(t, 'director', /Line of sight/, async (desk) => {
  const { page } = desk;
  await page.getByRole('link', { name: /Show 2 requests/ }).first().click();
  assert.match(await words(desk), new RegExp(caseReference(late)));
  assert.doesNotMatch(await words(desk), /Quxworthy|Vexmoor/);
  await page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Line of sight' }).click();
  await page.getByRole('link', { name: /^Explain/ }).first().click();
  await page.getByRole('link', { name: 'Fix this report' }).click();
  await page.getByLabel('Title').fill('Board, November');
  await page.getByRole('button', { name: 'Fix this report' }).click();
  assert.match(await words(desk), /R-[0-9A-Z]{4}-[0-9A-Z]{4}/);
}));

test('a lead member sees figures and lists without names, and can open no case', (t) => atWork(t, 'lead-member', /Line of sight/, async (desk) => {
  await desk.page.getByRole('link', { name: /Show 2 requests/ }).first().click();
  assert.doesNotMatch(await words(desk), /Quxworthy|Zuleika|2018/);
  assert.equal(await desk.open(`/children/${late}`), 404);
}));

test('a performance officer compares a kept report with now', (t) => atWork(t, 'performance-officer', /Line of sight/, async (desk) => {
  const { page } = desk;
  await page.getByRole('link', { name: /fixed reports/ }).click();
  await page.getByRole('row', { name: /Board, November/ }).getByRole('link').first().click();
  await page.getByRole('link', { name: /[Ww]hat changed/ }).first().click();
  assert.match(await words(desk), /The report before[\s\S]*The report after/);
}));

test('a finance officer sees how many plans are in force', (t) => atWork(t, 'finance', /Line of sight/, async (desk) => {
  await desk.page.getByRole('link', { name: /^Show \d+ plans in force/ }).or(desk.page.getByRole('link', { name: /Plans in force/ })).first().click();
  assert.match(await words(desk), /[Pp]lans in force/);
}));

test('a data officer compares a return with the record, approves it, and it balances', (t) => atWork(t, 'data-officer', /Files loaded/, async (desk) => {
  const folder = await mkdtemp(join(tmpdir(), 'returns-'));
  const path = join(folder, 'sen2-2026.xml');
  await writeFile(path, returnAsXml([returned()], 2026));
  const { page } = desk;
  await page.getByRole('link', { name: 'Files loaded' }).click();
  await page.getByRole('button', { name: /Load/ }).or(page.getByRole('link', { name: /^Load/ })).first().click();
  await page.getByLabel('File, or files').setInputFiles(path);
  await page.getByRole('button', { name: 'Load', exact: true }).click();
  await runImports(site);
  await page.reload();
  await page.getByRole('link', { name: 'Approve' }).click();
  await page.getByRole('button', { name: 'Load it', exact: true }).click();
  await runImports(site);
  await page.reload();
  assert.match(await words(desk), /New[\s\S]*1[\s\S]*In the file[\s\S]*1/);
  await rm(folder, { recursive: true });
}));

test('an adviser sees which advice is due, opens that case, and no other', (t) => atWork(t, 'adviser', /Advice/, async (desk) => {
  const { page } = desk;
  await page.getByRole('link', { name: /Vexmoor/ }).click();
  assert.match(await words(desk), /Vexmoor/);
  assert.equal(await page.getByRole('button', { name: 'Record an event' }).count(), 0);
  assert.equal(await desk.open(`/children/${nobodys}`), 404);
  await desk.open('/advice');
}));

test('information governance asks who looked at a child', (t) => atWork(t, 'information-governance', /Access log/, async (desk) => {
  const { page } = desk;
  await page.getByLabel('Case reference').fill(caseReference(advised));
  await page.getByRole('button', { name: 'Apply filters' }).click();
  assert.match(await words(desk), new RegExp(whois('adviser').name));
}));

test('an administrator adds somebody, and sees how backups stand', (t) => atWork(t, 'administrator', /People/, async (desk) => {
  const { page } = desk;
  await page.getByRole('link', { name: 'Administration' }).click();
  await page.getByRole('button', { name: 'Add a person' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Zuleika Quillfeather');
  await page.getByLabel('E-mail address').fill('zuleika@council.invalid');
  await page.getByLabel('Role').selectOption('Caseworker');
  await page.getByRole('button', { name: 'Add and make the link' }).click();
  assert.match(await page.locator('.govuk-inset-text').innerText(), /http/);
  await page.getByRole('link', { name: 'Administration' }).click();
  await page.getByRole('link', { name: 'Backups' }).click();
  assert.match(await words(desk), /Backups/);
}));

test('no role is without a daily job', (t) => {
  t.diagnostic(`${atWorkToday.size} roles did their daily job`);
  assert.deepEqual([...atWorkToday].sort(), Object.keys(ROLES).sort());
});
