import { defineConfig } from 'vitest/config';
import { reporters } from '../reporters.ts';

// Needs Chromium and SpamAssassin (Debian: chromium, spamassassin); the tests say so when one is missing.
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    reporters: reporters(),
    testTimeout: 120_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
});
