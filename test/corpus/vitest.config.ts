import { defineConfig } from 'vitest/config';
import { reporters } from '../reporters.ts';

export default defineConfig({
  test: {
    include: ['test/corpus/**/*.test.ts'],
    reporters: reporters(),
    // One after the other: the suites bound time and memory.
    fileParallelism: false,
    testTimeout: 60_000,
  },
});
