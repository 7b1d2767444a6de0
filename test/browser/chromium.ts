import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Debian's, and where other systems put it; CHROMIUM_PATH says where else. */
const PATHS = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * Fails, rather than skips, when there is no browser: a suite that quietly tests nothing is worse than none.
 */
export const launchChromium = (): Promise<Browser> => {
  const path = PATHS.find((candidate) => candidate !== undefined && existsSync(candidate));
  if (path === undefined)
    throw new Error(
      'npm run test:browser needs Chromium and installs nothing by itself: apt-get install chromium, or set CHROMIUM_PATH to a Chrome that is there',
    );
  return chromium.launch({
    executablePath: path,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--font-render-hinting=none',
    ],
  });
};
