import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aShow, createWebsite, type Website } from '../web/website.ts';
import { launchChromium } from './chromium.ts';

// The snippets of the documentation, pasted into a page of another site.
const [form = '', script = ''] = [
  ...readFileSync(new URL('../../docs/subscribing.md', import.meta.url), 'utf8').matchAll(
    /```html\n([\s\S]*?)```/g,
  ),
].map(([, snippet = '']) => snippet);

const FOREIGN = 'https://deep-time.example';
const PAGES = 'https://pages.example.org';
const ADA = 'ada@example.com';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** Both sites under their https names, with the network closed: the show's pages are answered by the handler. */
const openForeignPage = async (site: Website, html: string): Promise<Page> => {
  const page = await (await browser.newContext()).newPage();
  await page.route(`${FOREIGN}/**`, (route) =>
    route.fulfill({ contentType: 'text/html', body: `<!doctype html><title>Ours</title>${html}` }),
  );
  await page.route(`${PAGES}/**`, async (route) => {
    const request = route.request();
    const body = request.postData();
    const {
      statusCode,
      headers,
      body: answer,
    } = await site.visit(request.url().slice(PAGES.length), {
      method: request.method(),
      headers: await request.allHeaders(),
      ...(body === null ? {} : { body }),
    });
    await route.fulfill({ status: statusCode, headers: { ...headers }, body: answer });
  });
  await page.goto(`${FOREIGN}/about`);
  await page.locator('input[name=address]').fill(ADA);
  return page;
};

test('the HTML form leads to one more press, with the address kept', async () => {
  const site = await createWebsite();
  const page = await openForeignPage(site, form);
  await page.locator('button').click();
  await page.waitForURL('**/subscribe');
  expect(await page.locator('#address').inputValue()).toBe(ADA);
  site.clock.advance(5000);
  await page.locator('form button').click();
  await page.getByRole('heading', { name: 'Check your email' }).waitFor();
  expect(site.row(ADA)).toMatchObject({ status: 'pending', request: { source: 'form' } });
});

test('the script stays on the page, where the show lists its origin', async () => {
  const site = await createWebsite([aShow({ origins: [FOREIGN] })]);
  const page = await openForeignPage(site, form + script);
  await page.waitForLoadState('networkidle');
  site.clock.advance(5000);
  await page.locator('button').click();
  await page.getByText('Check your email and press the button in it.').waitFor();
  expect(page.url()).toBe(`${FOREIGN}/about`);
  expect(site.row(ADA)).toMatchObject({ status: 'pending', request: { source: 'api' } });
});

// That an origin which is not listed gets nowhere is held by test/web/api.test.ts: routed answers skip CORS here.
test('the script goes the plain way where the show asks for proof of work', async () => {
  const site = await createWebsite([aShow({ origins: [FOREIGN], signUp: { proofOfWork: true } })]);
  const page = await openForeignPage(site, form + script);
  await page.waitForLoadState('networkidle');
  site.clock.advance(5000);
  await page.locator('button').click();
  await page.waitForURL('**/subscribe');
  await page.getByRole('heading', { name: 'One more press' }).waitFor();
  expect(site.rows()).toEqual([]);
});

test('the script is no longer than twenty lines', () => {
  expect(script.trim().split('\n').length - 2).toBeLessThanOrEqual(20);
});
