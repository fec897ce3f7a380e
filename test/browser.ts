// The real application in a real browser.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after } from 'node:test';
import axe from 'axe-core';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { knownProblems } from '../src/governance/accessibility.ts';
import type { Route } from '../src/platform/web-route.ts';
import type { Role } from '../src/staff/rights.ts';
import { browserPath } from './browser-path.ts';
import { openSignInOf } from './people.ts';
import { withWiderText } from './text-spacing.ts';
import { type Ending, testApp, type TestApp } from './visitor.ts';

/** A folder to keep screenshots in, for people to look at. */
const SCREENSHOTS = process.env['SIGHTLINE_TEST_SCREENSHOTS'];
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];
const QUIET = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update',
  '--disable-sync', '--no-first-run',
];
const WIDTHS = [320, 1280];

let browser: Promise<Browser> | null = null;
after(async () => (await browser)?.close());

async function launched(): Promise<Browser> {
  return chromium.launch({ executablePath: await browserPath(), args: QUIET });
}

/** The application listening on a port of its own, with somebody at a browser. */
export interface Desk {
  readonly site: TestApp;
  readonly url: string;
  readonly page: Page;
  /** False where the window runs no scripts; axe, which is one, is then left out of `checkPage`. */
  readonly scripts: boolean;
  /** What a page must never cause: requests to other hosts, refusals by the content policy, errors of scripts. */
  readonly trouble: string[];
  /** Opens a path of the application and returns the status. */
  open(path: string): Promise<number>;
  /** Makes the database real where it is empty, and opens the start page for somebody with this role who is signed in. */
  signIn(role: Role): Promise<void>;
}

/** How the browser is set. */
export interface DeskOptions {
  readonly scripts?: boolean;
  /** Routes planted beside the application's own. */
  readonly more?: readonly Route[];
  /** An application that another desk of this test uses already. */
  readonly site?: { readonly site: TestApp; readonly url: string };
  /** Another origin that pages lead to: the council's own sign-in. */
  readonly leadsTo?: string;
}

/** Starts the application on a fresh database and opens a browser window at it. */
export async function openDesk(t: Ending, options: DeskOptions = {}): Promise<Desk> {
  const scripts = options.scripts ?? true;
  const { site, url } = options.site ?? (await listening(t, options.more ?? []));
  browser ??= launched();
  const context = await (await browser).newContext({ javaScriptEnabled: scripts, reducedMotion: 'reduce' });
  t.after(() => context.close());
  const page = await context.newPage();
  waitForWholePages(page);
  const trouble = watched(page, [url, ...(options.leadsTo === undefined ? [] : [options.leadsTo])]);
  const open = async (path: string): Promise<number> => (await page.goto(url + path))?.status() ?? 0;
  return { site, url, page, scripts, trouble, open, signIn: (role) => signIn({ site, url, page, open }, role) };
}

const patient = new WeakSet<object>();

// A click waits for the answer to begin, not to end: without this what is read next could be read of half a page.
function waitForWholePages(page: Page): void {
  const locators = Object.getPrototypeOf(page.locator('html')) as Locator;
  if (patient.has(locators)) return;
  patient.add(locators);
  const { click } = locators;
  locators.click = async function (this: Locator, options) {
    await click.call(this, options);
    await this.page().waitForLoadState();
  };
}

async function listening(t: Ending, more: readonly Route[]): Promise<{ site: TestApp; url: string }> {
  const site = await testApp(t, more);
  const url = await site.app.listen({ host: '127.0.0.1', port: 0 });
  return { site, url };
}

async function signIn({ site, url, page, open }: Pick<Desk, 'site' | 'url' | 'page' | 'open'>, role: Role): Promise<void> {
  const { cookie } = await openSignInOf({ db: site.db, now: site.clock.now }, role);
  await page.context().addCookies([{ ...cookie, url }]);
  await open('/');
}

function watched(page: Page, known: readonly string[]): string[] {
  const trouble: string[] = [];
  page.on('request', (request) => {
    if (!known.some((url) => request.url().startsWith(`${url}/`))) trouble.push(`request to ${request.url()}`);
  });
  page.on('pageerror', (error) => trouble.push(`error of a script: ${error.message}`));
  page.on('console', (message) => {
    // That the server answered 404 or 422 is what some tests are about.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) trouble.push(message.text());
  });
  return trouble;
}

// In the page: by how much it is wider than the window, or a table whose rows stack wider than its frame, with all opened that can be;
// then it is as it was.
const sideways = `(() => {
  const closed = [...document.querySelectorAll('details:not([open])')];
  closed.forEach((one) => { one.open = true; });
  const narrow = document.documentElement.clientWidth <= 640;
  const frames = narrow ? [...document.querySelectorAll('.sl-scroll:has(> .sl-stacked)')] : [];
  const wider = Math.max(...[document.documentElement, ...frames].map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth));
  closed.forEach((one) => { one.open = false; });
  return wider;
})()`;

/** Checks that on a telephone no table of the page that is open has columns out of sight. */
export async function checkTablesStack({ page }: Desk): Promise<void> {
  await page.setViewportSize({ width: 320, height: 800 });
  assert.deepEqual(await page.evaluate(`[...document.querySelectorAll('.sl-scroll')].filter((frame) => frame.scrollWidth > frame.clientWidth).map((frame) => frame.getAttribute('aria-label'))`), [], 'tables of which columns are out of sight');
  await page.setViewportSize({ width: 1280, height: 800 });
}

/**
 * Checks the page that is open: no finding of axe but what the accessibility statement publishes, and nothing sideways at 320 and 1280 px, nor cut off with wider text (UI-02, UI-04), every
 * control reached by Tab in reading order with its focus to be seen (UI-03), one h1, and no trouble. With
 * SIGHTLINE_TEST_SCREENSHOTS it keeps pictures under `name`.
 */
export async function checkPage(desk: Desk, name: string): Promise<void> {
  const { page } = desk;
  await page.waitForLoadState();
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    // The menu of a narrow page goes, and comes, with the first picture that is drawn at the other width.
    if (desk.scripts) await page.evaluate('new Promise(requestAnimationFrame)');
    await keepPicture(page, `${name}-${width}.png`);
    if (desk.scripts) assert.deepEqual(await axeFindings(page), [], `axe on ${name} at ${width} px`);
    assert.equal(await page.evaluate(sideways), 0, `${name} scrolls sideways at ${width} px, or does with all opened`);
    assert.deepEqual(await page.evaluate(withWiderText), [], `${name} at ${width} px with wider text`);
  }
  assert.equal(await page.locator('h1').count(), 1, `one h1 on ${name}`);
  const names = await page.locator('[id]').evaluateAll((all) => all.map(({ id }) => id));
  assert.deepEqual(names.filter((id, at) => names.indexOf(id) < at), [], `two things with one id on ${name}: a label would lead to the wrong one`);
  await checkKeyboard(page, name);
  assert.deepEqual(desk.trouble, [], `trouble on ${name}`);
}

// Into a page once: most of what it costs is to read axe anew. Pages have no frames, into which it would have to go besides.
const looked = `axe.run({ runOnly: ${JSON.stringify(RULES)}, resultTypes: ['violations'] }).then(({ violations, passes }) => ({
  rules: passes.length, violations: violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) })),
}))`;

async function axeFindings(page: Page): Promise<string[]> {
  if (await page.evaluate('typeof axe') === 'undefined') await page.evaluate(axe.source);
  const { rules, violations } = await page.evaluate<{ rules: number; violations: { id: string; nodes: string[] }[] }>(looked);
  assert.ok(rules > 10, 'axe looked at the page');
  const published = new Set(knownProblems.map(({ rule }) => rule));
  return violations.filter(({ id }) => !published.has(id)).map(({ id, nodes }) => `${id}: ${nodes.join(' | ')}`);
}

interface Stop {
  readonly order: number;
  readonly seen: boolean;
  readonly html: string;
}

/** Checks that Tab reaches every control of the page that is open in reading order, and that its focus is to be seen. */
export async function checkKeyboard(page: Page, name: string): Promise<void> {
  const expected = Number(await page.evaluate(`(${markStops.toString()})()`));
  const stops: Stop[] = [];
  for (let index = 0; index < expected; index += 1) {
    await page.keyboard.press('Tab');
    stops.push(await page.evaluate(`(${currentStop.toString()})()`));
  }
  const orders = stops.map(({ order }) => order);
  assert.deepEqual(orders, [...Array(expected).keys()], `Tab reaches every control of ${name} in reading order`);
  assert.deepEqual(stops.filter(({ seen }) => !seen).map(({ html }) => html), [], `focus is to be seen on ${name}`);
}

// These two run in the page, as text; so they are written without types of the browser.
function markStops(): number {
  const page = globalThis as unknown as BrowserPage;
  page.document.body.setAttribute('tabindex', '-1');
  page.document.body.focus();
  page.document.body.removeAttribute('tabindex');
  const selector = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
  const stops = [...page.document.querySelectorAll(selector)].filter((stop) => stop.checkVisibility() && !stop.disabled);
  // Of a group of radio buttons the keyboard stops at one: the one that is chosen, else the first.
  const reached = stops.filter((stop) => {
    const group = stop.type === 'radio' ? stops.filter((other) => other.name === stop.name) : [stop];
    return stop === (group.find((other) => other.checked) ?? group[0]);
  });
  // Not as an attribute: parts that differ from what was sent are put in anew on pages that keep themselves up to date.
  reached.forEach((stop, index) => { stop.place = index; });
  return reached.length;
}

function currentStop(): Stop {
  const page = globalThis as unknown as BrowserPage;
  const stop = page.document.activeElement ?? page.document.body;
  const { outlineStyle, boxShadow, backgroundColor } = page.getComputedStyle(stop);
  const label = page.getComputedStyle(stop.nextElementSibling ?? stop, '::before');
  const box = stop.getBoundingClientRect();
  const marked = outlineStyle !== 'none' || boxShadow !== 'none' || backgroundColor === 'rgb(255, 221, 0)' || label.boxShadow !== 'none' || label.outlineStyle !== 'none';
  const onScreen = box.bottom > 0 && box.top < page.innerHeight;
  return { order: stop.place ?? -1, seen: marked && onScreen, html: stop.outerHTML.slice(0, 120) };
}

interface BrowserElement {
  focus(): void;
  removeAttribute(name: string): void;
  checkVisibility(): boolean;
  setAttribute(name: string, value: string): void;
  /** Among the stops of the keyboard, as `markStops` counted. */
  place?: number;
  getBoundingClientRect(): { top: number; bottom: number };
  readonly disabled?: boolean;
  readonly type?: string;
  readonly name?: string;
  readonly checked?: boolean;
  readonly outerHTML: string;
  readonly nextElementSibling: BrowserElement | null;
}

interface BrowserPage {
  readonly document: {
    readonly body: BrowserElement;
    readonly activeElement: BrowserElement | null;
    querySelectorAll(selector: string): Iterable<BrowserElement>;
  };
  readonly innerHeight: number;
  getComputedStyle(element: BrowserElement, part?: string): { outlineStyle: string; boxShadow: string; backgroundColor: string };
}

/** Keeps a picture of the page where SIGHTLINE_TEST_SCREENSHOTS names a folder. */
export async function keepPicture(page: Page, file: string): Promise<void> {
  if (SCREENSHOTS === undefined) return;
  await mkdir(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: join(SCREENSHOTS, file), fullPage: true });
}
