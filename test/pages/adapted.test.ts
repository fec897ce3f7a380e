// A handful of kinds of page as people have them who set their own colours, or who work by keyboard alone.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { checkKeyboard, keepPicture } from '../browser.ts';
import { withWiderText } from '../text-spacing.ts';
import { Desks } from './desks.ts';
import { fullCouncil, pages, type Visit, visitOf } from './visits.ts';

const full = await fullCouncil({ after });
const desks = new Desks({ after }, true);
const kinds = ['/line-of-sight', '/my-work', '/children/:childId', '/children/:childId/timeline', '/reports/new', '/alerts'];

async function visitTo(pattern: string): Promise<Visit> {
  return visitOf(full, pages.find((route) => route.pattern === pattern) ?? assert.fail(pattern));
}

const focused = (page: Page): Promise<string> => page.evaluate<string>('document.activeElement.outerHTML.slice(0, 120)');

// In the page: what stands out from the paper too little (WCAG 1.4.11 asks for 3 to 1): bars and lines of charts, the mark of the page that is open, words.
const invisible = `(() => {
  const light = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  const paper = light(getComputedStyle(document.documentElement).backgroundColor.replace('rgba(0, 0, 0, 0)', matchMedia('(prefers-color-scheme: dark)').matches ? 'rgb(0, 0, 0)' : 'rgb(255, 255, 255)'));
  const seen = (colour) => colour !== 'none' && Math.max(light(colour), paper) / Math.min(light(colour), paper) >= 3;
  const all = (selector) => [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility());
  const unseen = [
    ...all('.sl-chart__drawing :is(rect, path)').filter((one) => ![getComputedStyle(one).fill, getComputedStyle(one).stroke].some(seen)),
    ...all('.moj-sub-navigation__link[aria-current]').filter((one) => !seen(getComputedStyle(one, '::before').backgroundColor)),
    ...all('.govuk-tag, main a, main button').filter((one) => !seen(getComputedStyle(one).color)),
  ];
  return unseen.map(({ outerHTML }) => outerHTML.slice(0, 160));
})()`;

for (const pattern of kinds) {
  test(`${pattern}: in colours of one’s own everything is to be seen, the focus too`, async () => {
    const { page } = await desks.see(await visitTo(pattern));
    try {
      await page.setViewportSize({ width: 1280, height: 800 });
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ forcedColors: 'active', colorScheme });
        assert.ok(await page.evaluate('matchMedia("(forced-colors: active)").matches'));
        await keepPicture(page, `forced-${colorScheme}${pattern.replaceAll(/\W/g, '-')}.png`);
        assert.deepEqual(await page.evaluate(invisible), [], colorScheme);
      }
      await checkKeyboard(page, pattern);
    } finally {
      await page.emulateMedia({ forcedColors: null, colorScheme: null });
    }
  });

  test(`${pattern}: by keyboard back again, and what opens is opened and closed`, async () => {
    const { page } = await desks.see(await visitTo(pattern));
    await page.setViewportSize({ width: 1280, height: 800 });
    const there: string[] = [];
    for (let stop = 0; stop < 12; stop += 1) {
      await page.keyboard.press('Tab');
      there.push(await focused(page));
    }
    const back: string[] = [there.at(-1) ?? ''];
    while (back.length < there.length) {
      await page.keyboard.press('Shift+Tab');
      back.push(await focused(page));
    }
    assert.deepEqual(back.reverse(), there);
    const details = page.locator('summary').filter({ visible: true }).first();
    if (await details.count() === 0) return;
    await details.focus();
    for (const key of ['Enter', 'Space']) {
      for (const open of [true, false]) {
        await page.keyboard.press(key);
        assert.equal(await page.evaluate('document.activeElement.parentElement.open'), open, `${key} on ${await focused(page)}`);
      }
    }
  });
}

test('the menu of a narrow page opens by keyboard, and its links are reached', async () => {
  const { page } = await desks.see(await visitTo('/line-of-sight'));
  await page.setViewportSize({ width: 320, height: 800 });
  const menu = page.getByRole('button', { name: 'Menu' });
  await menu.waitFor();
  await menu.focus();
  const links = page.locator('#navigation a');
  assert.equal(await links.first().isVisible(), false);
  await page.keyboard.press('Enter');
  assert.equal(await menu.getAttribute('aria-expanded'), 'true');
  for (let link = 0; link < await links.count(); link += 1) {
    await page.keyboard.press('Tab');
    assert.equal(await focused(page), await links.nth(link).evaluate(({ outerHTML }) => outerHTML.slice(0, 120)));
  }
  await menu.focus();
  await page.keyboard.press('Space');
  assert.equal(await links.first().isVisible(), false);
});

test('text that has no room to be wider is found', async () => {
  const { page } = await desks.see(await visitTo('/alerts'));
  await page.evaluate(`document.querySelector('main').insertAdjacentHTML('beforeend', '<p id="tight">Words that have just the room</p><p id="low">Words that have just the room</p>')`);
  await page.evaluate(`for (const [id, side] of [['tight', 'width'], ['low', 'height']]) { const one = document.getElementById(id); one.style.display = 'inline-block'; one.style.whiteSpace = 'nowrap'; one.style[side] = one.getBoundingClientRect()[side] + 'px'; }`);
  const found = await page.evaluate<string[]>(withWiderText);
  assert.ok(found.some((one) => one.includes('tight')) && found.some((one) => one.includes('low')), found.join(' '));
});
