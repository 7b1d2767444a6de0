import { defineConfig } from 'vitest/config';

// Needs Chromium and SpamAssassin (Debian: chromium, spamassassin); the tests say so when one is missing.
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
});
