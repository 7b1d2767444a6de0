import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contrast, TEXT_CONTRAST } from '../../lambdas/email/palette.ts';
import { aShow } from '../email/builders.ts';
import { announced, asked } from '../email/reading.ts';
import { violationsIn } from './axe.ts';
import { CASES } from './cases.ts';
import { launchChromium } from './chromium.ts';
import { coloursOf, inverted, looksIn } from './looks.ts';
import { openEmail, type View } from './opening.ts';

const SCREENSHOTS = new URL('../../out/screenshots/', import.meta.url);

let browser: Browser;
beforeAll(async () => {
  mkdirSync(SCREENSHOTS, { recursive: true });
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
});

const nameOf = ({ width, scheme, images, inverted: turned }: View): string =>
  [width, scheme, ...(images === 'off' ? ['images-off'] : []), ...(turned === true ? ['inverted'] : [])].join(
    '-',
  );

/** Opens, looks, and keeps a picture in out/screenshots. */
const looked = async (
  name: string,
  html: string,
  view: View,
  look: (page: Page) => Promise<void>,
): Promise<void> => {
  const page = await openEmail(browser, html, view);
  try {
    const path = new URL(`${name.replaceAll(' ', '-')}-${nameOf(view)}.png`, SCREENSHOTS).pathname;
    await page.screenshot({ path, fullPage: true });
    await look(page);
  } finally {
    await page.context().close();
  }
};

const widthOf = (page: Page): Promise<number> => page.evaluate('document.documentElement.scrollWidth');

const names = Object.keys(CASES) as (keyof typeof CASES)[];

const CHECKED: readonly View[] = ([600, 320] as const).flatMap((width) =>
  (['light', 'dark'] as const).map((scheme): View => ({ width, scheme, images: 'on' })),
);

describe.each(names)('the email in Chromium: %s', (name) => {
  it.each(CHECKED)(
    'bar 19: has no WCAG 2.2 AA violation and no sideways scroll at $width, $scheme',
    async (view) => {
      const { html } = await announced(CASES[name]());
      await looked(name, html, view, async (page) => {
        expect(await violationsIn(page)).toEqual([]);
        expect(await widthOf(page)).toBeLessThanOrEqual(view.width);
      });
    },
  );

  it('bar 17: reads well with images blocked', async () => {
    const { html } = await announced(CASES[name]());
    for (const scheme of ['light', 'dark'] as const)
      await looked(name, html, { width: 375, scheme, images: 'off' }, async (page) => {
        expect(await violationsIn(page)).toEqual([]);
        expect(await widthOf(page)).toBeLessThanOrEqual(375);
      });
  });

  it('bar 20: stays readable where a client inverts light colours', async () => {
    const { html } = await announced(CASES[name]());
    await looked(name, html, { width: 375, scheme: 'light', images: 'on' }, async (page) => {
      for (const { text, colour, background } of await looksIn(page))
        expect(
          contrast(inverted(colour), inverted(background)),
          `${text.slice(0, 40)}: ${colour} on ${background}`,
        ).toBeGreaterThanOrEqual(TEXT_CONTRAST);
    });
  });

  it('bar 20: keeps the label of its button readable in Chromium’s automatic dark mode', async () => {
    const { html } = await announced(CASES[name]());
    await looked(name, html, { width: 375, scheme: 'light', images: 'on', inverted: true }, async (page) => {
      const png = await page.locator('.button a').screenshot();
      const colours = await coloursOf(await page.context().newPage(), png);
      const fill = colours[0]?.colour ?? '';
      const label = Math.max(...colours.slice(1, 20).map(({ colour }) => contrast(colour, fill)));
      expect(label, JSON.stringify(colours.slice(0, 5))).toBeGreaterThanOrEqual(TEXT_CONTRAST);
    });
  });

  it('bar 20: stays readable where Outlook marks what it has darkened', async () => {
    const { html } = await announced(CASES[name]());
    const marked = html.replace('<html ', '<html data-ogsc data-ogsb ');
    await looked(`${name}-outlook`, marked, { width: 600, scheme: 'light', images: 'on' }, async (page) => {
      expect(await violationsIn(page)).toEqual([]);
    });
  });
});

describe('the ordinary email in Chromium', () => {
  it('bar 19: has a button of at least 44 pixels, text of 16/24 and a footer of at least 14', async () => {
    const { html } = await announced();
    for (const width of [600, 320] as const)
      await looked('ordinary', html, { width, scheme: 'light', images: 'on' }, async (page) => {
        const button = await page.getByRole('link', { name: 'Listen to the episode' }).boundingBox();
        expect(button?.height).toBeGreaterThanOrEqual(44);
        const looks = await looksIn(page);
        const summary = looks.find(({ text }) => text.startsWith('Snow that fell'));
        expect(summary).toMatchObject({ fontSize: 16, lineHeight: 24 });
        const smallest = Math.min(...looks.map(({ fontSize }) => fontSize));
        expect(smallest).toBeGreaterThanOrEqual(14);
        for (const { fontSize, lineHeight } of looks)
          expect(lineHeight / fontSize).toBeGreaterThanOrEqual(1.2);
      });
  });

  it('bar 20: is dark to its edges on a wide screen', async () => {
    const { html } = await announced();
    await looked('ordinary', html, { width: 1000, scheme: 'dark', images: 'on' }, async (page) => {
      for (const { background, text } of await looksIn(page))
        if (!text.startsWith('Listen')) expect(contrast(background, '#000000'), text).toBeLessThan(1.5);
      const edge: unknown = await page.evaluate(
        `getComputedStyle(document.elementFromPoint(10, 400)).backgroundColor`,
      );
      expect(edge).toBe('rgb(19, 19, 18)');
    });
    await looked('ordinary', html, { width: 1000, scheme: 'light', images: 'on' }, async () => undefined);
  });

  it('bar 15: aligns and runs every text of a right-to-left show from the right', async () => {
    for (const name of ['hebrew', 'arabic'] as const) {
      const { html } = await announced(CASES[name]());
      await looked(name, html, { width: 600, scheme: 'light', images: 'on' }, async (page) => {
        for (const { text, align, direction } of await looksIn(page)) {
          expect(direction, text).toBe('rtl');
          expect(['right', 'start', 'center', '-webkit-center'], text).toContain(align);
        }
      });
    }
  });

  it('is a page too, under a policy that allows its styles and images and nothing else', async () => {
    const { page: html } = await announced();
    const policed = html.replace(
      '<head>',
      `<head><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src https:">`,
    );
    for (const scheme of ['light', 'dark'] as const)
      await looked('page', policed, { width: 1000, scheme, images: 'on' }, async (page) => {
        // axe itself is a script: what it needs is that the policy took none of the page away.
        expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
        const looks = await looksIn(page);
        expect(looks.find(({ text }) => text.startsWith('Snow'))?.fontSize).toBe(16);
      });
  });
});

describe('the pictures of the README', () => {
  it('are kept in out/screenshots, to be copied to docs/images after a change of the design', async () => {
    const { html } = await announced(CASES.example());
    for (const scheme of ['light', 'dark'] as const) {
      const page = await openEmail(browser, html, { width: 1000, scheme, images: 'on' });
      await page.setViewportSize({ width: 664, height: 700 });
      const path = new URL(`email-${scheme}.png`, SCREENSHOTS).pathname;
      expect((await page.screenshot({ path })).length).toBeGreaterThan(20_000);
      await page.context().close();
    }
  });
});

describe('the confirmation in Chromium', () => {
  it.each(['en', 'de', 'ja', 'he', 'ar'] as const)(
    'bar 13, 19: has no violation in %s, light and dark',
    async (language) => {
      const { html } = await asked({ show: aShow({ language }), language });
      for (const view of CHECKED)
        await looked(`confirmation-${language}`, html, view, async (page) => {
          expect(await violationsIn(page)).toEqual([]);
          expect(await widthOf(page)).toBeLessThanOrEqual(view.width);
        });
    },
  );
});
