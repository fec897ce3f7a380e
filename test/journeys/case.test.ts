// A caseworker finds a case, sees where it is, and records what happened; with scripts, without, and by keyboard alone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { checkPage, openDesk } from '../browser.ts';
import { recordReturn, recordStory, returned, zuleika } from '../cases.ts';

async function enterDay(page: Page, legend: string, [day, month, year]: readonly [string, string, string]): Promise<void> {
  const group = page.getByRole('group', { name: legend });
  await group.getByLabel('Day').fill(day);
  await group.getByLabel('Month').fill(month);
  await group.getByLabel('Year').fill(year);
}

const h1 = (page: Page): Promise<string> => page.locator('h1').innerText();

for (const scripts of [true, false]) {
  const how = scripts ? '' : ', without scripts';

  test(`a new child, found by nobody before, gets a request${how}`, async (t) => {
    const desk = await openDesk(t, { scripts });
    const { page } = desk;
    await desk.signIn('caseworker');
    await desk.open('/children');
    await checkPage(desk, `cases-none${how}`);
    await page.getByRole('button', { name: 'Search' }).click();
    await checkPage(desk, `cases-nothing-typed${how}`);
    await page.getByLabel('Find a child or young person').fill('quxworthy');
    await page.getByRole('button', { name: 'Search' }).click();
    await checkPage(desk, `cases-nobody-found${how}`);
    await page.getByRole('button', { name: 'Add a child or young person' }).click();
    await checkPage(desk, `new-child${how}`);
    await page.getByLabel('Surname').fill('Quxworthy');
    await page.getByLabel('Forename').fill('Zuleika');
    await enterDay(page, 'Date of birth', ['27', 'march', '2017']);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.goBack();
    assert.equal(await page.getByLabel('Surname').inputValue(), 'Quxworthy', 'the way back keeps what was typed');
    assert.doesNotMatch(page.url(), /uxworthy/);
    await page.getByLabel('Forename').fill('');
    await enterDay(page, 'Date of birth', ['', '', '']);
    await page.getByRole('button', { name: 'Continue' }).click();
    await checkPage(desk, `new-child-errors${how}`);
    await page.getByLabel('Forename').fill('Zuleika');
    await enterDay(page, 'Date of birth', ['27', 'march', '2017']);
    await page.getByRole('button', { name: 'Continue' }).click();
    await checkPage(desk, `new-child-check${how}`);
    await page.getByRole('button', { name: 'Add this child or young person' }).click();
    assert.equal(await h1(page), 'No request recorded');
    await checkPage(desk, `case-new${how}`);
    await page.getByRole('button', { name: 'Record an event' }).click();
    await checkPage(desk, `choose-event${how}`);
    await page.getByRole('link', { name: 'Request received' }).click();
    await checkPage(desk, `event-form${how}`);
    await enterDay(page, 'Day it was received', ['31', 'September', '2026']);
    await page.getByRole('button', { name: 'Continue' }).click();
    assert.match(await page.locator('.govuk-error-summary').innerText(), /Day it was received must be a real date/);
    await checkPage(desk, `event-form-errors${how}`);
    await enterDay(page, 'Day it was received', ['15', 'September', '2026']);
    await page.getByLabel('Young person or parent').check();
    await page.getByRole('button', { name: 'Continue' }).click();
    await checkPage(desk, `event-check${how}`);
    await page.getByRole('button', { name: 'Change Who asked' }).click();
    await page.getByLabel('Health professional').check();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'Record this event' }).click();
    assert.equal(await h1(page), 'Request: decision whether to assess to come');
    assert.match(await page.locator('.govuk-notification-banner').innerText(), /Recorded: request received, 15 September 2026/);
    assert.ok(!(await page.title()).includes('Quxworthy'));
    await checkPage(desk, `case-recorded${how}`);
  });

  test(`a case with a history${how}`, async (t) => {
    const desk = await openDesk(t, { scripts });
    const { page } = desk;
    const child = await recordStory(desk.site.db, [
      zuleika, ['REQUEST_RECEIVED', '2026-05-11', { requestSource: '2' }], ['DECISION_TO_ASSESS_NOTIFIED', '2026-06-29'],
      ['ADVICE_REQUESTED', '2026-07-01', { body: 'HEAD_TEACHER' }], ['ADVICE_REQUESTED', '2026-07-01', { body: 'EDUCATIONAL_PSYCHOLOGIST' }],
      ['ADVICE_RECEIVED', '2026-08-05', { body: 'HEAD_TEACHER' }],
      ['EXCEPTION_RECORDED', '2026-07-20', { limit: 'NA.ADVICE/EDUCATIONAL_PSYCHOLOGIST', category: 'EXCEPTIONAL_PERSONAL', why: 'In hospital' }],
      ['DRAFT_PLAN_SERVED', '2026-11-16'], ['CONSULTATION_SENT', '2026-11-16', { setting: 'Invented Academy' }],
    ]);
    await desk.signIn('administrator');
    await desk.open(`/children/${child}`);
    assert.equal(await h1(page), 'Assessment: draft plan sent to the family');
    await checkPage(desk, `case-overview${how}`);
    const limit = page.locator('.sl-line', { has: page.getByRole('heading', { name: 'Send the final plan', exact: true }) });
    await limit.locator('summary').click();
    assert.match(await limit.locator('.govuk-details__text').innerText(), /Request received Monday 11 May 2026\. .*regulation 13\(2\)/);
    await checkPage(desk, `case-overview-working${how}`);
    await page.getByRole('link', { name: 'Timeline' }).click();
    await checkPage(desk, `case-timeline${how}`);
    await page.getByRole('link', { name: /Correct “Request received”/ }).click();
    await checkPage(desk, `event-correct${how}`);
    await enterDay(page, 'Day it was received', ['12', '5', '2026']);
    await page.getByLabel('Why is it corrected?').fill('Stamp on the letter');
    await page.getByRole('button', { name: 'Continue', exact: true }).click();
    await checkPage(desk, `event-correct-check${how}`);
    await page.getByRole('button', { name: 'Record the correction' }).click();
    await page.getByRole('link', { name: 'Timeline' }).click();
    await checkPage(desk, `case-timeline-corrected${how}`);
    await page.getByRole('link', { name: 'Data and history' }).click();
    await checkPage(desk, `case-data${how}`);
    await desk.open(`/children/${child}/record?kind=EXCEPTION_RECORDED`);
    await checkPage(desk, `event-exception${how}`);
    await desk.open(`/children/${child}/record?kind=REPRESENTATIONS_RECEIVED`);
    await recordStory(desk.site.db, [['REPRESENTATIONS_RECEIVED', '2026-11-18', { waiver: false }]], { child, recordedBy: 'Other officer' });
    await enterDay(page, 'Day they came', ['19', '11', '2026']);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'Record this event' }).click();
    await checkPage(desk, `event-conflict${how}`);
    assert.match(await h1(page), /^Something was recorded/);
  });

  test(`a case from a return, and the list it stands in${how}`, async (t) => {
    const desk = await openDesk(t, { scripts });
    const { page } = desk;
    const child = await recordReturn(desk.site.db, returned(2025, '2025-03-04'));
    await recordReturn(desk.site.db, returned(), child);
    await recordStory(desk.site.db, [zuleika, ['REQUEST_RECEIVED', '2026-05-11', {}]]);
    await desk.signIn('team-manager');
    await desk.open('/children');
    await checkPage(desk, `cases${how}`);
    await page.getByLabel('Find a child or young person').fill('ottoline vex');
    await page.getByRole('button', { name: 'Search' }).click();
    await checkPage(desk, `cases-found${how}`);
    await page.getByRole('link', { name: 'Ottoline Vexmoor' }).click();
    await checkPage(desk, `case-returned${how}`);
    await page.getByRole('link', { name: 'Timeline' }).click();
    await checkPage(desk, `case-returned-timeline${how}`);
    await page.getByRole('link', { name: 'Data and history' }).click();
    await page.getByText('SEN2 return 2026, loaded').click();
    await checkPage(desk, `case-returned-data${how}`);
  });
}

test('by keyboard alone: recording that a request was received', async (t) => {
  const desk = await openDesk(t);
  const { page } = desk;
  const child = await recordStory(desk.site.db, [zuleika]);
  await desk.signIn('caseworker');
  await desk.open(`/children/${child}`);
  const tabTo = async (name: RegExp): Promise<void> => {
    for (let presses = 0; presses < 40; presses += 1) {
      await page.keyboard.press('Tab');
      const words = String(await page.evaluate('document.activeElement.labels?.[0]?.innerText ?? document.activeElement.innerText'));
      if (name.test(words)) return;
    }
    assert.fail(`Tab does not reach ${name}`);
  };
  const follow = async (name: RegExp): Promise<void> => {
    await tabTo(name);
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
  };
  await follow(/^Record an event$/);
  await follow(/^Request received$/);
  for (const [box, typed] of [['Day', '2'], ['Month', 'November'], ['Year', '2026']] as const) {
    await tabTo(new RegExp(`^${box}$`));
    await page.keyboard.type(typed);
  }
  // The group is reached at the answer that is chosen; the arrow goes round to the first.
  await tabTo(/^Not recorded$/);
  await page.keyboard.press('ArrowDown');
  await follow(/^Continue$/);
  assert.match(await page.locator('main').innerText(), /Monday 2 November 2026/);
  assert.match(await page.locator('main').innerText(), /New: Decide whether to assess, and tell the family, due 14 December 2026/);
  await follow(/^Record this event$/);
  assert.match(await page.locator('.govuk-notification-banner').innerText(), /Recorded: request received, 2 November 2026/);
  await page.reload();
  assert.equal(await page.locator('.govuk-notification-banner').count(), 0);
});
