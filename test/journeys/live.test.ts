// What one person records another one sees, on a page that is open.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { checkPage, type Desk, openDesk } from '../browser.ts';
import { recordStory } from '../cases.ts';
import { by } from '../casework.ts';
import { median } from '../median.ts';
import { ownDerive } from '../../src/casework/own-derive.file.ts';
import { beginRecording, record } from '../../src/casework/record.sql.ts';

const received = (desk: Desk): ReturnType<Desk['page']['locator']> => desk.page.locator('#tile-3 .sl-tile__value');
const seen = (desk: Desk, count: number): Promise<void> => received(desk).getByText(String(count), { exact: true }).waitFor();
const request = (desk: Desk): Promise<unknown> => recordStory(desk.site.db, [['REQUEST_RECEIVED', '2026-10-05']]);

async function openSight(t: Parameters<typeof openDesk>[0], options: Parameters<typeof openDesk>[1] = {}): Promise<Desk> {
  const desk = await openDesk(t, options);
  if (desk.scripts) await desk.page.clock.install();
  await desk.signIn('director');
  const live = desk.scripts ? desk.page.waitForResponse((one) => one.url().endsWith('?window=quarter') && one.request().headers()['x-unattended'] === '1') : null;
  await desk.open('/line-of-sight?window=quarter');
  await (await live)?.finished();
  return desk;
}

test('a change by another person shows on an open page, and keeps the focus and what is open', async (t) => {
  const desk = await openSight(t);
  const table = desk.page.locator('#chart-flow details');
  await table.locator('summary').click();
  await desk.page.locator('#tile-3').getByRole('link', { name: /Explain this number/ }).focus();
  await seen(desk, 0);
  await request(desk);
  await seen(desk, 1);
  assert.match(String(await desk.page.evaluate('document.activeElement.textContent')), /Explain this number/);
  assert.equal(await table.getAttribute('open'), '');
  await desk.page.getByRole('status').getByText(/Figures brought up to date/).waitFor();
  await checkPage(desk, 'live-line-of-sight');
});

test('each change shows on every page that is open, and within a second', async (t) => {
  const first = await openSight(t);
  const site = { site: first.site, url: first.url };
  const desks = [first, await openSight(t, { site }), await openSight(t, { site })];
  for (const desk of desks) await seen(desk, 0);
  const took: number[][] = [];
  // Every change has to show on every page: the next one waits for it, and nothing else would show it before. That each does within the second
  // a machine that is busy with other tests cannot keep; that most do, on the page that is last, it can but for a while. So more are made where the
  // first five were late: a busy machine comes to rest, a slow page stays slow.
  const last = (): number => median(took.map((each) => Math.max(...each)));
  while (took.length < 5 || (took.length < 25 && last() >= 1000)) {
    const count = took.length + 1;
    await request(first);
    const recorded = performance.now();
    took.push(await Promise.all(desks.map((desk) => seen(desk, count).then(() => performance.now() - recorded))));
  }
  const text = took.map((each) => each.map((one) => one.toFixed(0)).join(' ')).join(', ');
  t.diagnostic(`each change showed on ${desks.length} open pages after ms: ${text}`);
  assert.ok(last() < 1000, `most changes took longer than a second: ${text} ms`);
});

test('without scripts a reload shows it', async (t) => {
  const desk = await openSight(t, { scripts: false });
  await seen(desk, 0);
  await request(desk);
  const recorded = performance.now();
  // Answers are shared for a second; on a busy machine asking takes long too.
  do await desk.page.reload(); while (!/^1/.test(await received(desk).innerText()) && performance.now() - recorded < 20_000);
  await seen(desk, 1);
});

test('the page is left within a second of signing out elsewhere, and of being disabled', async (t) => {
  for (const act of [sql`DELETE FROM sign_in`, sql`UPDATE staff SET disabled_at = now()`]) {
    const desk = await openSight(t);
    const gone = desk.page.getByRole('button', { name: 'Sign in' }).waitFor();
    await act.execute(desk.site.db);
    await gone;
  }
});

test('nothing that a page does by itself counts as use of the sign-in', async (t) => {
  const desk = await openSight(t);
  desk.site.clock.now = '2026-11-21T11:00:00.000Z';
  await request(desk);
  await seen(desk, 1);
  const { rows } = await sql<{ used: string }>`SELECT max(used_at) AS used FROM sign_in`.execute(desk.site.db);
  assert.ok((rows[0]?.used ?? '') < '2026-11-21T10:50');
});

test('pages that are open together are each told, and what they fetch counts nothing that waits elsewhere', async (t) => {
  const first = await openSight(t);
  const site = { site: first.site, url: first.url };
  const other = await openSight(t, { site });
  for (const desk of [first, other]) await seen(desk, 0);
  const fetched = other.page.waitForResponse((one) => one.request().headers()['x-unattended'] === '1');
  await request(first);
  for (const desk of [first, other]) await seen(desk, 1);
  const html = await (await fetched).text();
  assert.match(html, /data-live-part/);
  assert.doesNotMatch(html, /govuk-service-navigation/);
});

test('a page that hears nothing for a minute says so and greys its figures, until it hears again', async (t) => {
  const desk = await openSight(t);
  // Once a change shows, all that was under way when the page opened has been read.
  await request(desk);
  await seen(desk, 1);
  await desk.page.route('**/*', (route) => route.abort());
  desk.site.app.server.closeAllConnections();
  const behind = desk.page.getByText('These figures are behind');
  await desk.page.clock.fastForward('00:50');
  assert.equal(await behind.isVisible(), false);
  await desk.page.clock.fastForward('00:20');
  await behind.waitFor();
  await desk.page.unroute('**/*');
  await desk.page.clock.fastForward('00:06');
  await behind.waitFor({ state: 'hidden' });
});

test('as many pages as anybody needs are live, and no more; strangers have none', async (t) => {
  const { site, url } = await openSight(t);
  const anna = await site.signedIn('director');
  const ask = (): Promise<Response> => fetch(`${url}/live`, { headers: { cookie: anna.cookie, accept: 'text/event-stream' } });
  const answers = [];
  for (let one = 0; one < 9; one += 1) answers.push(await ask());
  assert.deepEqual(answers.map(({ status }) => status), [...Array(8).fill(200), 429]);
  assert.equal(answers[0]?.headers.get('cache-control'), 'no-store');
  assert.equal((await site.visitor().open('/live')).headers.location, '/sign-in?next=%2Flive');
  for (const { body } of answers) await body?.cancel();
});

test('a burst of changes is told once, then at most every half second', async (t) => {
  const { site, url } = await openSight(t);
  const { cookie } = await site.signedIn('director');
  const stream = (await fetch(`${url}/live`, { headers: { cookie } })).body?.pipeThrough(new TextDecoderStream()).getReader();
  assert.match(String((await stream?.read())?.value), /event: changed/);
  const began = performance.now();
  let told = 0;
  for (let one = 0; one < 40; one += 1) {
    await site.db.transaction().execute(async (tx) => {
      const id = '8a5b1c9e-2f60-4a35-9b6e-0f1d2c3b4a59';
      const recording = await beginRecording(tx, by(), [{ kind: 'child', id }]);
      await record(tx, ownDerive(), recording, [{ subjectKind: 'child', subjectId: id, kind: 'REQUEST_RECEIVED', occurredOn: null, facts: {} }]);
    });
  }
  const text = [];
  while (performance.now() - began < 2500 && told < 2) {
    const { value = '' } = await stream?.read() ?? {};
    text.push(value);
    told += value.match(/event: changed/g)?.length ?? 0;
  }
  const seconds = (performance.now() - began) / 1000;
  assert.ok(told <= 2 + Math.ceil(seconds * 2), `${told} in ${seconds.toFixed(1)} s: ${text.join('')}`);
  await stream?.cancel();
});
