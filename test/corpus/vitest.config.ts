import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/corpus/**/*.test.ts'],
    // One after the other: the suites bound time and memory.
    fileParallelism: false,
    testTimeout: 60_000,
  },
});
