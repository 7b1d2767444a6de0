import { defineConfig } from 'vitest/config';
import { reporters } from './test/reporters.ts';

/** What needs Node alone. The suites that need more have a configuration of their own in test/. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/browser/**', 'test/deploy/**', 'test/corpus/**'],
    reporters: reporters(),
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
