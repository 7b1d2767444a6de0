import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from './chromium.ts';
import { ADA, openWindow, serveWebsite, type ServedWebsite } from './web-site.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const PHONE: BrowserContextOptions = {
  viewport: { width: 375, height: 720 },
  hasTouch: true,
  isMobile: true,
};

const windows: readonly (readonly [string, BrowserContextOptions, Readonly<Record<string, unknown>>])[] = [
  ['with script', {}, {}],
  ['without script', { javaScriptEnabled: false }, {}],
  ['on a phone, without script', { ...PHONE, javaScriptEnabled: false }, {}],
  ['with script, where the show asks for proof of work', {}, { signUp: { proofOfWork: true } }],
  [
    'on a phone in Hebrew, in the dark',
    { ...PHONE, colorScheme: 'dark' },
    { language: 'he', name: 'זמן עמוק' },
  ],
];

test('bar 32: whoever types for longer than the proof of work takes presses once', async () => {
  const site = await serveWebsite({ signUp: { proofOfWork: true } });
  const { page, context } = await openWindow(browser, site, {});
  await page.goto('/s/deep-time');
  await page.locator('#address').fill('late@example.com');
  await expect.poll(() => page.locator('[name=altcha]').inputValue(), { timeout: 30_000 }).not.toBe('');
  await page.locator('form button').click();
  await page.waitForURL('**/subscribe');
  expect(site.row('late@example.com')).toMatchObject({ status: 'pending' });
  await context.close();
  await site.stop();
});

describe.each(windows)('bar 32: subscribing and leaving %s', (_, options, fields) => {
  let site: ServedWebsite;
  beforeAll(async () => {
    site = await serveWebsite(fields);
  });
  afterAll(() => site.stop());

  test('goes all the way, by pressing what is there', async () => {
    const { page, strangers, complaints, context } = await openWindow(browser, site, options);
    const address = 'grace@example.com';
    await page.goto('/s/deep-time');
    await page.locator('#address').fill(address);
    await page.locator('form button').click();
    await page.waitForURL('**/subscribe');
    expect(await page.locator('.lead').textContent()).toContain(address);
    expect(site.row(address)).toMatchObject({ status: 'pending' });

    await page.goto(`/s/deep-time/confirm/${site.mails.at(-1)?.token}`);
    expect(site.row(address)).toMatchObject({ status: 'pending' });
    await page.locator('form button').click();
    await page.locator('.episodes').waitFor();
    expect(site.row(address)).toMatchObject({ status: 'confirmed' });

    await page.locator('a[href*="/preferences/"]').click();
    await page.locator('input[value=paused]').check();
    await page.locator('input[type=date]').fill('2026-12-24');
    await page.locator('button[value=save]').click();
    await page.locator('[role=status]').waitFor();
    expect(site.row(address)).toMatchObject({ pausedUntil: '2026-12-24T00:00:00.000Z' });

    await page.goto(`/s/deep-time/unsubscribe/${site.token('unsubscribe', address)}`);
    await page.locator('summary').click();
    await page.locator('input[value=too-many]').check();
    await page.locator('textarea').fill('Twice a day!');
    await page.locator('fieldset button').click();
    await page.locator('button[value=return]').waitFor();
    expect(site.row(address)).toMatchObject({
      status: 'unsubscribed',
      leftBy: 'page',
      reason: 'too-many: Twice a day!',
    });

    await page.goto(`/s/deep-time/data/${site.token('preferences', address)}`);
    await page.locator('input[name=sure]').check();
    await page.locator('button[value=erase]').click();
    await page.locator('form').waitFor({ state: 'detached' });
    expect(site.row(address)).toBe('erased');
    expect(strangers).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });
});

describe('bar 32: with the keyboard alone', () => {
  let site: ServedWebsite;
  beforeAll(async () => {
    site = await serveWebsite();
  });
  afterAll(() => site.stop());

  test('everything is reached in the order it is read, can be seen to be reached, and the trap is not', async () => {
    const { page, context } = await openWindow(browser, site);
    await page.goto('/s/deep-time');
    const stops: string[] = [];
    for (let press = 0; press < 8; press += 1) {
      await page.keyboard.press('Tab');
      const stop = await page.evaluate(
        `(() => { const at = document.activeElement; const style = getComputedStyle(at); const box = at.getBoundingClientRect();
          return { name: at.id || at.className || at.textContent, outline: style.outlineStyle + ' ' + style.outlineWidth, seen: box.width > 20 && box.top >= 0 && box.left >= 0 }; })()`,
      );
      const { name, outline, seen } = stop as { name: string; outline: string; seen: boolean };
      expect(outline, name).toBe('solid 3px');
      expect(seen, name).toBe(true);
      stops.push(name.trim());
    }
    expect(stops.slice(0, 4)).toEqual(['skip', 'masthead', 'address', 'Subscribe']);
    expect(stops).not.toContain('website');
    await context.close();
  });

  test('one signs up, confirms, chooses and leaves', async () => {
    const { page, context } = await openWindow(browser, site);
    const press = async (...keys: readonly string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    await page.goto('/s/deep-time');
    await press('Tab', 'Tab', 'Tab');
    await page.keyboard.type('linus@example.com');
    await press('Enter');
    await page.waitForURL('**/subscribe');
    await page.goto(`/s/deep-time/confirm/${site.mails.at(-1)?.token}`);
    await press('Tab', 'Tab', 'Tab', 'Space');
    await page.locator('.episodes').waitFor();
    expect(site.row('linus@example.com')).toMatchObject({ status: 'confirmed' });

    await page.goto(`/s/deep-time/preferences/${site.token('preferences', 'linus@example.com')}`);
    await press('Tab', 'Tab', 'Tab', 'ArrowDown', 'ArrowDown', 'Tab', 'Tab', 'Enter');
    await page.locator('[role=status]').waitFor();
    expect(site.row('linus@example.com')).toMatchObject({ status: 'unsubscribed', leftBy: 'preferences' });
    await context.close();
  });

  test('the skip link leads past the masthead', async () => {
    const { page, context } = await openWindow(browser, site);
    await page.goto(`/s/deep-time/unsubscribe/${site.token('unsubscribe', ADA)}`);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Unsubscribe');
    await context.close();
  });
});

test('a sign-up that comes back says what is wrong beside the field, to screen readers too', async () => {
  const site = await serveWebsite({ signUp: { refuseDisposable: true } });
  const { page, context } = await openWindow(browser, site);
  await page.goto('/s/deep-time');
  await page.locator('#address').fill('ada@mailinator.com');
  await page.locator('form button').click();
  const field = page.locator('#address');
  await page.locator('#fault').waitFor();
  expect(await field.getAttribute('aria-invalid')).toBe('true');
  expect(await field.getAttribute('aria-describedby')).toContain('fault');
  expect(await field.inputValue()).toBe('ada@mailinator.com');
  expect(await page.title()).toMatch(/^Error: /);
  await context.close();
  await site.stop();
});
