// What a council meets first: the first screen, set-up, signing in and out, the notes; and looking round.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkPage, openDesk } from '../browser.ts';
import { codeAt, secretFrom } from '../people.ts';

for (const scripts of [true, false]) {
  const how = scripts ? '' : ', without scripts';

  test(`setting up for a council${how}`, async (t) => {
    const desk = await openDesk(t, { scripts });
    const { page } = desk;
    assert.equal(await desk.open('/'), 200);
    assert.equal(await page.locator('h1').innerText(), 'Sightline is running');
    await checkPage(desk, `first-screen${how}`);
    const link = await desk.site.setUpLink();
    await desk.open(link);
    await checkPage(desk, `set-up${how}`);
    await page.getByRole('button', { name: 'Set up Sightline for our council' }).click();
    await checkPage(desk, `set-up-council${how}`);
    await page.getByLabel('Choose a password').fill('password1234');
    await page.getByRole('button', { name: 'Set up Sightline' }).click();
    assert.match(await page.title(), /^Error: Set up/);
    await checkPage(desk, `set-up-council-errors${how}`);
    await page.getByLabel('Name of the council').fill('Wexcombe County Council');
    await page.getByLabel('Your name').fill('Odile Tester');
    await page.getByLabel('Your e-mail address').fill('odile@council.invalid');
    await page.getByLabel('Choose a password').fill('copper lantern forty');
    await page.getByRole('button', { name: 'Set up Sightline' }).click();
    assert.equal(await page.locator('h1').innerText(), 'Set up your second step');
    await checkPage(desk, `second-step${how}`);
    await page.getByText('I cannot scan it').click();
    const secret = secretFrom(await page.content());
    await page.getByLabel('Code from your app').fill('000000');
    await page.getByRole('button', { name: 'Continue' }).click();
    await checkPage(desk, `second-step-errors${how}`);
    await page.getByLabel('Code from your app').fill(codeAt(secret, desk.site.clock.now));
    await page.getByRole('button', { name: 'Continue' }).click();
    await checkPage(desk, `recovery-codes${how}`);
    const [recovery = ''] = await page.getByRole('list', { name: 'Recovery codes' }).locator('li').allInnerTexts();
    await page.getByRole('button', { name: 'I have kept them' }).click();
    assert.equal(new URL(page.url()).pathname, '/imports/new');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await checkPage(desk, `signed-out${how}`);
    assert.equal(await desk.open(link), 404);
    await desk.open('/sign-in');
    await page.getByLabel('E-mail address').fill('odile@council.invalid');
    await page.getByLabel('Password', { exact: true }).fill('copper lantern forty');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await checkPage(desk, `sign-in-code${how}`);
    await page.getByLabel('Code from your app').fill(codeAt(secret, desk.site.clock.now));
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('Each code works once').first().waitFor();
    await checkPage(desk, `sign-in-code-errors${how}`);
    await page.getByLabel('Code from your app').fill(recovery);
    await page.getByRole('button', { name: 'Continue' }).click();
    assert.match(await page.locator('header').innerText(), /Odile Tester, administrator/);
    await desk.open('/account');
    await checkPage(desk, `account${how}`);
  });

  test(`looking round an invented council${how}`, async (t) => {
    const desk = await openDesk(t, { scripts });
    const { page } = desk;
    await desk.open(await desk.site.setUpLink());
    await page.getByRole('button', { name: 'Look round an invented council' }).click();
    assert.equal(await page.locator('h1').innerText(), 'Making up a council');
    await checkPage(desk, `making-up${how}`);
    await desk.open('/sign-in');
    assert.equal(await page.locator('h1').innerText(), 'Who do you want to sign in as?');
    await checkPage(desk, `choose-person${how}`);
    await page.getByText('Others who work here').click();
    await checkPage(desk, `choose-person-others${how}`);
    await page.getByText('Others who work here').click();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await checkPage(desk, `choose-person-errors${how}`);
    await page.getByLabel('Ruth Aldwinckle').check();
    await page.getByRole('button', { name: 'Sign in' }).click();
    assert.match(await page.locator('header').innerText(), /Ruth Aldwinckle, director/);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await desk.open('/sign-in');
    await page.getByText('Others who work here').click();
    await page.getByLabel('Hephzibah Lorne').check();
    await page.getByRole('button', { name: 'Sign in' }).click();
    assert.match(await page.locator('header').innerText(), /Hephzibah Lorne, adviser/);
  });

  test(`signing in, and the notes at the foot of every page${how}`, async (t) => {
    const desk = await openDesk(t, { scripts });
    await desk.signIn('caseworker');
    for (const path of ['/help', '/help/my-work', '/help/glossary', '/privacy', '/accessibility', '/data-notes']) {
      assert.equal(await desk.open(path), 200);
      await checkPage(desk, `${path.slice(1).replace('/', '-')}${how}`);
    }
    await desk.open('/help');
    await desk.page.getByLabel('Search the help').fill('late advice');
    await desk.page.keyboard.press('Enter');
    await desk.page.getByRole('heading', { name: /results? for “late advice”/ }).waitFor();
    await checkPage(desk, `help-found${how}`);
    await desk.page.getByLabel('Search the help').fill('xylophone');
    await desk.page.getByRole('button', { name: 'Search the help' }).click();
    await desk.page.getByRole('heading', { name: 'Nothing found' }).waitFor();
    await checkPage(desk, `help-nothing${how}`);
    await desk.open('/my-work');
    await desk.page.getByText('New to this page?').click();
    await checkPage(desk, `guide${how}`);
    await desk.page.getByRole('button', { name: 'Hide this guide' }).click();
    assert.equal(await desk.page.getByText('New to this page?').count(), 0);
    await desk.page.getByRole('contentinfo').getByRole('link', { name: 'Help' }).click();
    await checkPage(desk, `guide-hidden${how}`);
    await desk.page.getByRole('button', { name: 'Show the guide at the top of the page again' }).click();
    await desk.open('/my-work');
    assert.equal(await desk.page.getByText('New to this page?').count(), 1);
    assert.equal(await desk.open('/no-such-page'), 404);
    await checkPage(desk, `not-found${how}`);
    await desk.page.getByRole('button', { name: 'Sign out' }).click();
    await desk.open('/sign-in');
    await desk.page.getByRole('button', { name: 'Sign in' }).click();
    await checkPage(desk, `sign-in-errors${how}`);
  });
}
