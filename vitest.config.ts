import { defineConfig } from 'vitest/config';

// One project per kind of machine: `unit` needs Node alone; the others say what they need when it is missing.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/browser/**', 'test/deploy/**', 'test/corpus/**'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
