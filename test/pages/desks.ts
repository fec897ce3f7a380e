// One window for each application, in which people take turns; and what of a page goes on paper.
import assert from 'node:assert/strict';
import { checkPage, type Desk, openDesk } from '../browser.ts';
import type { Ending, TestApp } from '../visitor.ts';
import type { Visit } from './visits.ts';

/** What is pressed, what of a list is ticked, its filters, and the ways to other pages. */
const TO_PRESS = 'button, nav, input[type=submit], [role=button], .govuk-back-link, .govuk-pagination, form[method=get], main table input';
/** A4 between its margins, in pixels as browsers count them on paper. */
const PAPER = { width: 703, height: 980 };

const addresses = new WeakMap<TestApp, Promise<string>>();

/** Windows of browsers with or without scripts, each opened when it is first needed. */
export class Desks {
  readonly #scripts: boolean;
  readonly #endings: (() => Promise<void>)[] = [];
  readonly #open = new Map<TestApp, Promise<Desk>>();

  constructor(t: Ending, scripts: boolean) {
    this.#scripts = scripts;
    t.after(async () => {
      for (const end of this.#endings) await end();
    });
  }

  /** Opens a page as somebody, and fails unless it is that page which is seen, or the trouble that is expected of it. */
  async see({ site, visitor, path, url, status = 200 }: Visit): Promise<Desk> {
    if (url !== undefined) addresses.set(site, Promise.resolve(url));
    const desk = await this.#deskAt(site);
    const { page } = desk;
    desk.trouble.length = 0;
    await page.emulateMedia({ media: null });
    await page.context().clearCookies();
    const [name = '', ...value] = visitor.cookie.split('=');
    if (name !== '') await page.context().addCookies([{ name, value: value.join('='), url: desk.url }]);
    assert.equal(await desk.open(path), status, `what ${path} answers`);
    assert.equal(new URL(page.url()).pathname, path.split('?')[0], 'led on to another page');
    return desk;
  }

  #deskAt(site: TestApp): Promise<Desk> {
    const known = this.#open.get(site) ?? this.#newDesk(site);
    this.#open.set(site, known);
    return known;
  }

  async #newDesk(site: TestApp): Promise<Desk> {
    const listening = addresses.get(site) ?? site.app.listen({ host: '127.0.0.1', port: 0 });
    addresses.set(site, listening);
    const url = await listening;
    return openDesk({ after: (end) => void this.#endings.push(end) }, { scripts: this.#scripts, site: { site, url } });
  }
}

// In the page: sends the form whose address is of this shape, as somebody does who fills nothing in; false where there is none.
const sendEmpty = (shape: string): string => `(() => {
  const form = [...document.querySelectorAll('form[method=post]')].find((one) => new RegExp(${JSON.stringify(shape)}).test(new URL(one.getAttribute('action') ?? '', location.href).pathname));
  for (const one of form?.querySelectorAll('input:not([type=hidden]):not([type=file]), textarea') ?? []) ['checkbox', 'radio'].includes(one.type) ? one.checked = false : one.value = '';
  for (const one of form?.querySelectorAll('select') ?? []) if ([...one.options].some(({ value }) => value === '')) one.value = '';
  form?.requestSubmit(form.querySelector('button:not([hidden], [type=button])'));
  return form !== undefined;
})()`;

/** Sends the form of a route from the page that is open, with nothing filled in; fails unless the page comes again and says what is missing. */
export async function sendNothing({ page }: Desk, pattern: string): Promise<void> {
  // A search is answered at an address of its own.
  const answered = page.waitForEvent('response', { predicate: (one) => one.request().isNavigationRequest() && one.status() !== 303 });
  const loaded = page.waitForEvent('load');
  const none = (): never => assert.fail(`no form of the page posts to ${pattern}`);
  const [answer] = await Promise.all([answered, loaded, page.evaluate<boolean>(sendEmpty(`^${pattern.replaceAll(/:\w+/g, '[^/]+')}$`)).then((sent) => sent || none())]);
  assert.equal(answer.status(), 422, `the form to ${pattern} was taken with nothing in it`);
  assert.equal(await page.locator('.govuk-error-summary').count(), 1, 'a summary of what is missing');
}

// In the page: what does not fit on the paper, or is cut off on it.
const overPaper = `(() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  const cut = [...document.querySelectorAll('main *')].filter((one) => one.checkVisibility() && getComputedStyle(one).overflowX !== 'visible'
    && one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 2);
  return [...(scrollWidth > clientWidth ? ['wider than the paper by ' + (scrollWidth - clientWidth)] : []), ...cut.map(({ outerHTML }) => 'cut: ' + outerHTML.slice(0, 120))];
})()`;

/** Checks the page that is open as it is printed (UI-14): nothing to press, nothing cut off, no wider than A4, and who printed it and how to handle it. */
async function checkPaper({ page }: Desk, name: string): Promise<void> {
  await page.setViewportSize(PAPER);
  await page.emulateMedia({ media: 'print' });
  const shown = await page.locator(TO_PRESS).filter({ visible: true }).evaluateAll((all) => all.map(({ outerHTML }) => outerHTML.slice(0, 120)));
  assert.deepEqual(shown, [], `on paper ${name} has things to press`);
  assert.deepEqual(await page.evaluate(overPaper), [], `${name} on paper`);
}

/** Checks what a visit shows, after what is done there first: in a window, on paper, and once more without scripts. */
export async function checkEachWay([scripted, plain]: readonly [Desks, Desks], visit: Visit, name: string, first: (desk: Desk) => Promise<void> = async () => {}): Promise<void> {
  const desk = await scripted.see(visit);
  await first(desk);
  await checkPage(desk, name);
  await checkPaper(desk, name);
  const without = await plain.see(visit);
  await first(without);
  await checkPage(without, `${name}, without scripts`);
}
