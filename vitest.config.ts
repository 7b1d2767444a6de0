import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { reporters } from './test/reporters.ts';

// A dozen tests start the local system or the command line, in processes and threads that all load the same modules.
process.env['NODE_COMPILE_CACHE'] ??= join(tmpdir(), 'announcer-test-compiled');

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
    // Many of the tests wait for a server or a child process: a third worker has the processor meanwhile.
    maxWorkers: 3,
  },
});
