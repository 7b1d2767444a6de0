import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stampForm } from '../../lambdas/web/form-stamp.ts';
import { violationsIn } from './axe.ts';
import { launchChromium } from './chromium.ts';
import { ADA, openWindow, serveWebsite, type ServedWebsite } from './web-site.ts';

// `PICTURES=folder npm run test:browser` keeps a picture of every page that was looked at.
const pictures = process.env['PICTURES'];
if (pictures !== undefined) mkdirSync(pictures, { recursive: true });

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const shows: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ['English', {}],
  ['Hebrew', { language: 'he', name: 'זמן עמוק', brand: { colour: '#7a2e8f' } }],
  ['Ukrainian', { language: 'uk', name: 'Глибокий час', brand: { colour: '#f2c230' } }],
  [
    'German, with a long name',
    {
      language: 'de',
      name: 'Donaudampfschifffahrtsgesellschaftskapitänsmütze',
      brand: { colour: '#111111' },
    },
  ],
];

const pathsOf = (site: ServedWebsite): Readonly<Record<string, string>> => ({
  show: '/s/deep-time',
  'sign-up': '/s/deep-time/subscribe',
  confirm: `/s/deep-time/confirm/${site.token('confirm', ADA)}`,
  leave: `/s/deep-time/unsubscribe/${site.token('unsubscribe', ADA)}`,
  preferences: `/s/deep-time/preferences/${site.token('preferences', ADA)}`,
  data: `/s/deep-time/data/${site.token('preferences', ADA)}`,
  missing: '/s/deep-time/nothing',
  shows: '/',
});

/** What a press leads to: errors beside their fields, and what is said when it is done. */
const pressesOf = (site: ServedWebsite): Readonly<Record<string, readonly [string, object]>> => {
  const now = site.clock.now();
  const stamp = stampForm(site.ports.keys, site.show.showId, now - 60_000);
  const preferences = `/s/deep-time/preferences/${site.token('preferences', ADA)}`;
  const leave = `/s/deep-time/unsubscribe/${site.token('unsubscribe', 'eve@example.com')}`;
  return {
    'wrong address': ['/s/deep-time/subscribe', { address: 'ada@', stamp }],
    'one more press': ['/s/deep-time/subscribe', { address: 'a.long.name@a-long-domain.example' }],
    'check mail': ['/s/deep-time/subscribe', { address: 'a.long.name@a-long-domain.example', stamp }],
    'nothing to confirm': [`/s/deep-time/confirm/${site.token('confirm', 'eve@example.com')}`, {}],
    'wrong date': [preferences, { 'delivery:deep-time': 'paused', 'until:deep-time': '2020-01-01' }],
    saved: [preferences, { 'delivery:deep-time': 'on' }],
    unsure: [`/s/deep-time/data/${site.token('preferences', ADA)}`, {}],
    goodbye: [leave, { action: 'leave' }],
  };
};

/** Presses the button of a form as a page of any site may have it. */
const press = async (page: Page, action: string, fields: object): Promise<void> => {
  const inputs = Object.entries(fields).map(([name, value]) => `<input name="${name}" value="${value}">`);
  await page.goto('about:blank');
  await page.setContent(
    `<form method="post" action="${action}">${inputs.join('')}<button>Go</button></form>`,
  );
  await page.getByRole('button').click();
  await page.waitForURL(action);
};

const looked = async (page: Page, name: string): Promise<void> => {
  if (pictures !== undefined)
    await page.screenshot({ path: join(pictures, `${name.replaceAll(' ', '-')}.png`), fullPage: true });
  expect(await violationsIn(page), name).toEqual([]);
  expect(await sticksOut(page), name).toBeLessThanOrEqual(0);
};

/** Pixels that lie beyond the window. */
const sticksOut = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - innerWidth');

describe.each(shows)('bar 32: the pages of a show in %s', (name, fields) => {
  let site: ServedWebsite;
  beforeAll(async () => {
    site = await serveWebsite(fields);
  });
  afterAll(() => site.stop());

  test.each([
    ['light', 320],
    ['dark', 375],
    ['light', 1000],
    ['dark', 1000],
  ] as const)(
    'axe finds nothing, nothing sticks out, everything can be pressed: %s, %d pixels',
    async (colorScheme, width) => {
      const { page, strangers, complaints, context } = await openWindow(browser, site, {
        colorScheme,
        viewport: { width, height: 800 },
      });
      for (const [which, path] of Object.entries(pathsOf(site))) {
        await page.goto(path);
        for (const closed of await page.locator('details').all())
          await closed.evaluate('(element) => { element.open = true; }');
        await looked(page, `${name.slice(0, 2)}-${which}-${colorScheme}-${width}`);
        const small =
          await page.evaluate(`[...document.querySelectorAll('button, .button, summary, .masthead, .choice, input[type=email], input[type=date], select')]
        .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height < 44).map((element) => element.outerHTML)`);
        expect(small, which).toEqual([]);
      }
      expect(strangers).toEqual([]);
      expect(complaints.filter((text) => !text.includes('404'))).toEqual([]);
      await context.close();
    },
  );

  test('a day to pause until is asked for once a pause is chosen, so that none is set and forgotten', async () => {
    const { page, context } = await openWindow(browser, site);
    await page.goto(`/s/deep-time/preferences/${site.token('preferences', ADA)}`);
    const date = page.locator('input[type=date]');
    expect(await date.isVisible()).toBe(false);
    await page.locator('input[value=paused]').check();
    expect(await date.isVisible()).toBe(true);
    await context.close();
  });

  test('on paper, which has no background, everything is dark on white', async () => {
    const { page, context } = await openWindow(browser, site);
    await page.emulateMedia({ media: 'print' });
    for (const path of ['/s/deep-time', `/s/deep-time/data/${site.token('preferences', ADA)}`]) {
      await page.goto(path);
      const pale = await page.evaluate(`[...document.querySelectorAll('body *')]
        .filter((element) => element.checkVisibility())
        .map((element) => getComputedStyle(element).color)
        .filter((color) => Math.max(...color.match(/\\d+/g).map(Number)) > 190)`);
      expect(pale, path).toEqual([]);
    }
    await context.close();
  });

  test('nor in what a press leads to, on a phone by day and by night, with letters twice as large', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, strangers, context } = await openWindow(browser, site, {
        colorScheme,
        viewport: { width: 375, height: 800 },
      });
      for (const [which, [path, fields]] of Object.entries(pressesOf(site))) {
        await press(page, site.url + path, fields);
        await looked(page, `${name.slice(0, 2)}-${which}-${colorScheme}-375`);
        await page.evaluate(`document.documentElement.style.fontSize = '200%'`);
        expect(await sticksOut(page), `${which}, large`).toBeLessThanOrEqual(0);
      }
      expect(strangers).toEqual([]);
      await context.close();
    }
  });
});
