import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
        if (pictures !== undefined)
          await page.screenshot({
            path: join(pictures, `${name.slice(0, 2)}-${which}-${colorScheme}-${width}.png`),
            fullPage: true,
          });
        expect(await violationsIn(page), which).toEqual([]);
        expect(
          await page.evaluate('document.documentElement.scrollWidth - innerWidth'),
          which,
        ).toBeLessThanOrEqual(0);
        const small =
          await page.evaluate(`[...document.querySelectorAll('button, .button, summary, .masthead, .choice, input[type=email], input[type=date], select')]
        .filter((element) => element.getBoundingClientRect().height < 44).map((element) => element.outerHTML)`);
        expect(small, which).toEqual([]);
      }
      expect(strangers).toEqual([]);
      expect(complaints.filter((text) => !text.includes('404'))).toEqual([]);
      await context.close();
    },
  );
});
