import { defineConfig } from 'vitest/config';
import { LongFirst } from './test/long-first.ts';
import { reporters } from './test/reporters.ts';

/** What needs Node alone. The suites that need more have a configuration of their own in test/. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/browser/**', 'test/deploy/**', 'test/corpus/**'],
    reporters: reporters(),
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // Loading MJML, the SDK and CDK anew for each file would take longer than the tests. What a test changes in its
    // process it puts back.
    isolate: false,
    // Node loads the files itself, as everywhere else; translating each of them first lengthened a first run.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    // Many of the tests wait for a server or a child process: a third worker has the processor meanwhile.
    maxWorkers: 3,
    sequence: { sequencer: LongFirst },
  },
});
