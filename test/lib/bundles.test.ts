import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleFunctions } from '../../lib/bundles.ts';

const run = promisify(execFile);

let folder: string;
let sizes: ReadonlyMap<string, number>;
let contents: ReadonlyMap<string, readonly string[]>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bundles-'));
  const { outputs } = await bundleFunctions(folder);
  const modules = Object.entries(outputs).filter(([path]) => path.endsWith('.mjs'));
  const entryOf = (path: string): string => path.split('/').at(-2) ?? path;
  sizes = new Map(modules.map(([path, { bytes }]) => [entryOf(path), bytes]));
  contents = new Map(modules.map(([path, { inputs }]) => [entryOf(path), Object.keys(inputs)]));
}, 120_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

/** A megabyte as Lambda's console counts. Before compression: this is what a cold start parses. */
const MB = 1_000_000;

describe('the bundles', () => {
  it.each([
    ['web', 1],
    ['send', 1],
    ['announce', 4],
    ['sweep', 4],
    ['plan', 1],
    ['evidence', 1],
    ['publish', 1],
    ['feed-poll', 1],
    ['preview', 4],
  ])('%s stays under %d MB', (entry, megabytes) => {
    expect(sizes.get(entry)).toBeLessThan(megabytes * MB);
  });

  it('carry a source map each, without the sources', async () => {
    for (const entry of sizes.keys()) {
      const map = JSON.parse(await readFile(join(folder, entry, 'index.mjs.map'), 'utf8'));
      expect(map.sources.join(), entry).toContain(`lambdas/functions/${entry}.ts`);
      expect(map).not.toHaveProperty('sourcesContent');
    }
  });

  it('start in a fresh process, without an environment, and give a handler', async () => {
    for (const entry of sizes.keys()) {
      const file = pathToFileURL(join(folder, entry, 'index.mjs')).href;
      const script = `const { handler } = await import('${file}'); console.log(typeof handler)`;
      const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], { env: {} });
      expect(stdout.trim(), entry).toBe('function');
    }
  });

  it('carry MJML only where an email is rendered', () => {
    const withMjml = [...contents].filter(([, inputs]) =>
      inputs.some((path) => path.includes('/mjml-core/')),
    );
    expect(withMjml.map(([entry]) => entry).sort()).toEqual(expect.arrayContaining(['announce', 'sweep']));
    for (const entry of ['web', 'send', 'plan', 'evidence', 'publish'])
      expect(withMjml.map(([name]) => name)).not.toContain(entry);
  });
});
