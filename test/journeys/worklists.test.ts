// A caseworker's and a manager's morning: what needs attention, who has what, and giving cases to people.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import type { Database } from '../../src/platform/database.ts';
import { checkPage, checkTablesStack, type Desk, openDesk } from '../browser.ts';
import { recordStory } from '../cases.ts';

type Story = Parameters<typeof recordStory>[1];

const h1 = (page: Page): Promise<string> => page.locator('h1').innerText();
const person = (surname: string, forename: string): Story[number] => ['PERSON', null, { surname, forename, dob: '2018-02-03', sex: 'F' }];

/** The one person there is yet, whom the desk has just signed in. */
async function signedIn(db: Database): Promise<string> {
  const { rows } = await sql<{ id: string }>`SELECT id FROM staff`.execute(db);
  return rows[0]?.id ?? '';
}

/** Cases at every step, for somebody, or for a team. */
async function fillDesk({ site }: Desk, to: { caseworker: string } | { team: string }): Promise<void> {
  const given: Story = [['ALLOCATED', '2026-10-01', to]];
  const stories: Story[] = [
    [person('Quxworthy', 'Zuleika'), ['REQUEST_RECEIVED', '2026-10-05']],
    [person('Vexmoor-Hathersage', 'Ottoline'), ['REQUEST_RECEIVED', '2026-10-14'], ['DECISION_TO_ASSESS_NOTIFIED', '2026-11-02'], ['ADVICE_REQUESTED', '2026-11-03', { body: 'HEALTH' }], ['ADVICE_REQUESTED', '2026-10-14', { body: 'EDUCATIONAL_PSYCHOLOGIST' }]],
    [person('Thistlethwaite', 'Oluwaseun'), ['REQUEST_RECEIVED', '2026-07-10'], ['DECISION_TO_ASSESS_NOTIFIED', '2026-08-10'], ['ADVICE_REQUESTED', '2026-08-11', { body: 'HEALTH' }], ['ADVICE_RECEIVED', '2026-09-20', { body: 'HEALTH' }], ['DRAFT_PLAN_SERVED', '2026-11-13'], ['CONSULTATION_SENT', '2026-11-13', { setting: 'Elm Lane School' }]],
    [person('Abernathy', 'Bo'), ['PLAN_FIRST_MADE', '2025-11-28'], ['NEED_RECORDED', '2025-11-28', { need: 'ASD', rank: '1' }], ['REVIEW_MEETING_HELD', '2026-11-09']],
  ];
  for (const story of stories) await recordStory(site.db, [...story, ...given]);
}

for (const scripts of [true, false]) {
  const how = scripts ? '' : ', without scripts';

  test(`a caseworker looks through the day’s work, filters it and keeps a view${how}`, async (t) => {
    const desk = await openDesk(t, { scripts });
    const { page } = desk;
    await desk.signIn('caseworker');
    await desk.open('/my-work');
    await checkPage(desk, `my-work-empty${how}`);
    await fillDesk(desk, { caseworker: await signedIn(desk.site.db) });
    await desk.open('/my-work');
    assert.equal(await h1(page), 'My work');
    await checkPage(desk, `my-work${how}`);
    assert.match(await page.locator('tbody tr').first().innerText(), /Quxworthy[\s\S]*Overdue 5 days/);
    await page.getByRole('link', { name: /^Stage/ }).click();
    assert.equal(await page.locator('th[aria-sort]').getAttribute('aria-sort'), 'ascending');
    await page.getByLabel('Search this list').fill('vexm');
    await page.getByRole('button', { name: 'Search', exact: true }).click();
    assert.match(await page.locator('h2').first().innerText(), /1 of 4 cases/);
    assert.doesNotMatch(page.url(), /vexm/);
    await checkPage(desk, `my-work-searched${how}`);
    await page.getByRole('button', { name: /^Stage/ }).click();
    assert.equal(await page.getByLabel('Search this list').inputValue(), 'vexm');
    assert.equal(await page.locator('th[aria-sort]').getAttribute('aria-sort'), 'descending');
    assert.equal(await page.locator('tbody tr').count(), 1);
    await page.locator('tbody a').first().click();
    await page.goBack();
    assert.equal(await page.getByLabel('Search this list').inputValue(), 'vexm', 'the way back leads to what was found');
    await page.getByRole('link', { name: /Search: “vexm”/ }).click();
    await page.getByText('Filter this list').click();
    await page.getByLabel('Who has the ball').selectOption('adviser');
    await page.getByRole('button', { name: 'Apply filters' }).click();
    assert.equal(await page.locator('tbody tr').count(), 1);
    await checkPage(desk, `my-work-filtered${how}`);
    await page.getByText('Keep this list as a view').click();
    await page.getByLabel('Name of the view').fill('Waiting for advisers');
    await page.getByRole('button', { name: 'Keep this view' }).click();
    assert.match(await page.locator('.govuk-notification-banner').innerText(), /“Waiting for advisers” is kept/);
    await page.getByRole('link', { name: 'Change saved views' }).click();
    await checkPage(desk, `saved-views${how}`);
    await desk.open('/my-work?view=inevitable&phase=post-19');
    await checkPage(desk, `my-work-none${how}`);
  });

  test(`a caseworker deals with an alert, and puts one off${how}`, async (t) => {
    const desk = await openDesk(t, { scripts });
    const { page } = desk;
    await desk.signIn('caseworker');
    await desk.open('/alerts');
    await checkPage(desk, `alerts-none${how}`);
    await fillDesk(desk, { caseworker: await signedIn(desk.site.db) });
    await desk.open('/alerts');
    await checkPage(desk, `alerts${how}`);
    assert.ok(await page.getByText('Legal basis', { exact: true }).first().isVisible(), 'a wide screen shows it, also without scripts');
    await page.setViewportSize({ width: 320, height: 800 });
    assert.ok(!(await page.getByText('Legal basis', { exact: true }).first().isVisible()));
    await page.getByText('Legal basis and who else has it').first().click();
    assert.ok(await page.getByText('Legal basis', { exact: true }).first().isVisible(), 'a narrow one when it is asked for');
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole('link', { name: /^Put off/ }).first().click();
    await checkPage(desk, `put-off${how}`);
    await page.getByRole('button', { name: 'Put off' }).click();
    await checkPage(desk, `put-off-errors${how}`);
    await page.getByRole('radio').first().check();
    await page.getByLabel('Why?').fill('The panel meets on Thursday');
    await page.getByRole('button', { name: 'Put off' }).click();
    assert.match(await page.locator('.govuk-notification-banner').innerText(), /Put off until/);
  });

  test(`a manager sees who has what, allocates by hand and shares the rest${how}`, async (t) => {
    const desk = await openDesk(t, { scripts });
    const { page, site } = desk;
    await desk.signIn('team-manager');
    const manager = await signedIn(site.db);
    await desk.open('/team');
    await checkPage(desk, `team-empty${how}`);
    const { rows } = await sql<{ id: string }>`INSERT INTO team (name, manager_id) VALUES ('North', ${manager}::uuid) RETURNING id`.execute(site.db);
    const team = rows[0]?.id ?? '';
    const workers = await sql<{ id: string }>`INSERT INTO staff (name, email, role, added_at, team_id)
      SELECT name, name || '@council.invalid', 'caseworker', now(), ${team}::uuid FROM unnest(ARRAY['Betsy Ormandroyd', 'Tomasz Wherry']) AS name RETURNING id`.execute(site.db);
    await fillDesk(desk, { caseworker: workers.rows[0]?.id ?? '' });
    await recordStory(site.db, [person('Ravensbourne', 'Idris'), ['REQUEST_RECEIVED', '2026-09-30'], ['ALLOCATED', '2026-10-01', { caseworker: workers.rows[0]?.id ?? '' }]]);
    await fillDesk(desk, { team });
    await desk.open('/team');
    await checkPage(desk, `team${how}`);
    await checkTablesStack(desk);
    await desk.open('/alerts');
    await checkPage(desk, `alerts-manager${how}`);
    assert.match(await page.getByRole('row', { name: /Betsy/ }).innerText(), /Betsy Ormandroyd\s+1/);
    await page.getByRole('link', { name: 'Unallocated cases' }).click();
    assert.equal(await h1(page), 'Alerts of unallocated cases');
    await checkPage(desk, `alerts-nobody${how}`);
    await page.goBack();
    await page.getByRole('link', { name: 'Betsy Ormandroyd' }).click();
    assert.equal(await page.getByRole('listitem').filter({ hasText: 'Legal basis' }).count(), 1);
    await checkPage(desk, `alerts-of-caseworker${how}`);
    await desk.open('/team');
    await page.getByRole('row', { name: /Unallocated/ }).getByRole('link').first().click();
    await checkPage(desk, `team-cases${how}`);
    await page.getByRole('button', { name: 'Continue' }).click();
    assert.match(await page.locator('.govuk-error-summary').innerText(), /Select at least one case/);
    await checkPage(desk, `team-cases-errors${how}`);
    if (scripts) await page.getByLabel(/Select all 4 on this page/).check();
    else for (const box of await page.locator('tbody input').all()) await box.check();
    if (scripts) assert.match(await page.locator('[data-selected-count]').innerText(), /4 selected/);
    await page.getByLabel('Allocate to').selectOption({ label: 'Tomasz Wherry' });
    await page.getByRole('button', { name: 'Continue' }).click();
    await checkPage(desk, `allocation-check${how}`);
    await page.getByRole('button', { name: 'Allocate 4 cases' }).click();
    assert.equal(await h1(page), 'Allocated');
    await checkPage(desk, `allocation-done${how}`);
    await fillDesk(desk, { team });
    await desk.open('/team');
    await page.getByRole('link', { name: 'Share them out evenly' }).or(page.getByRole('button', { name: 'Share them out evenly' })).click();
    await checkPage(desk, `share${how}`);
    await page.getByLabel(/Betsy/).check();
    await page.getByRole('button', { name: 'Continue' }).click();
    assert.match(await page.locator('main').innerText(), /4 cases will change hands, shared/);
    await desk.open('/alerts/mail');
    await checkPage(desk, `mail-and-calendar${how}`);
    await page.getByRole('button', { name: 'Make an address' }).click();
    await checkPage(desk, `calendar-address${how}`);
    await desk.open('/advice?service=HEALTH');
    await checkPage(desk, `advice${how}`);
  });
}
