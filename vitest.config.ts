import { defineConfig } from 'vitest/config';
import { reporters } from './test/reporters.ts';

/** What needs Node alone. The suites that need more have a configuration of their own in test/. */
export default defineConfig({
  test: {
    reporters: reporters(),
    testTimeout: 20_000,
    hookTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/browser/**', 'test/deploy/**', 'test/corpus/**', 'test/lib/**'],
        },
      },
      {
        extends: true,
        // CDK takes seconds to load, and its tests share nothing that one could spoil for another: one process.
        test: {
          name: 'lib',
          include: ['test/lib/**/*.test.ts'],
          isolate: false,
          fileParallelism: false,
        },
      },
    ],
  },
});
