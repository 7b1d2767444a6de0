import { defineConfig } from 'vitest/config';
import { reporters } from '../reporters.ts';

/**
 * Deploys the stack to an emulator of AWS. Needs Python 3.10 or newer with venv, from which it installs MiniStack; or
 * AWS_ENDPOINT_URL, where another emulator answers. Nothing is skipped when that is missing: it fails and says so.
 */
export default defineConfig({
  test: {
    include: ['test/deploy/**/*.test.ts'],
    reporters: reporters(),
    testTimeout: 180_000,
    hookTimeout: 240_000,
    fileParallelism: false,
  },
});
