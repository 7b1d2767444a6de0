import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';

export type View = {
  readonly width: 600 | 375 | 320 | 1000;
  readonly scheme: 'light' | 'dark';
  readonly images: 'on' | 'off';
  /** Chromium's own inversion of light pages, the nearest thing to what Gmail's apps do to a light email. */
  readonly inverted?: boolean;
};

/** Opens HTML as a mail client would, with the network closed: images are drawn here or refused. */
export const openEmail = async (browser: Browser, html: string, view: View): Promise<Page> => {
  const context = await browser.newContext({
    viewport: { width: view.width, height: 900 },
    colorScheme: view.scheme,
    deviceScaleFactor: view.width < 600 ? 2 : 1,
  });
  const page = await context.newPage();
  await page.route('**/*', (route) =>
    view.images === 'on' && route.request().resourceType() === 'image'
      ? route.fulfill(pictureFor(route.request().url()))
      : route.abort(),
  );
  if (view.inverted === true) {
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setAutoDarkModeOverride', { enabled: true });
  }
  await page.setContent(html, { waitUntil: 'load' });
  return page;
};

const EXAMPLES = new URL('../../examples/artwork/', import.meta.url);

/** The examples' own artwork from their folder; for any other address something drawn here. */
const pictureFor = (url: string): { readonly contentType: string; readonly body: string | Buffer } => {
  const [, file] = /^https:\/\/artwork\.example\.org\/([\w-]+\.png)$/.exec(url) ?? [];
  if (file !== undefined) return { contentType: 'image/png', body: readFileSync(new URL(file, EXAMPLES)) };
  return { contentType: 'image/svg+xml', body: url.includes('logo') ? LOGO : ARTWORK };
};

const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" width="320" height="80"><rect width="320" height="80" rx="12" fill="#1a6b5c"/><text x="160" y="54" font-family="serif" font-size="40" fill="#fff" text-anchor="middle">Deep Time</text></svg>';

const ARTWORK = `<svg xmlns="http://www.w3.org/2000/svg" width="1400" height="1400" viewBox="0 0 1400 1400"><defs><linearGradient id="a" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#0b2a3c"/><stop offset="1" stop-color="#7fb6c6"/></linearGradient></defs><rect width="1400" height="1400" fill="url(#a)"/>${Array.from({ length: 22 }, (_, index) => `<path d="M0 ${160 + index * 58} C 400 ${100 + index * 61}, 900 ${240 + index * 55}, 1400 ${150 + index * 58}" stroke="#fff" stroke-opacity="${0.15 + index * 0.03}" stroke-width="${4 + index}" fill="none"/>`).join('')}<circle cx="1040" cy="330" r="120" fill="#f6e7c1"/></svg>`;
