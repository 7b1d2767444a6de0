// The cold start of the web function: its bundle, as it is deployed, loaded in a fresh process.
//
//   node bench/cold-start.ts
import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { bundleFunctions } from '../lib/bundles.ts';
import { give, median } from './report.ts';

const STARTS = 40;
const run = promisify(execFile);

type Start = { readonly wall: number; readonly processor: number };

/** Milliseconds from starting a process to its end, and what it used of the processor. */
const start = async (script: string): Promise<Start> => {
  const told = `${script}; const { user, system } = process.cpuUsage(); console.log((user + system) / 1000)`;
  const began = performance.now();
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', told], { env: {} });
  return { wall: performance.now() - began, processor: Number(stdout) };
};

const least = (starts: readonly Start[], of: keyof Start): number =>
  Math.min(...starts.map((each) => each[of]));

const folder = await mkdtemp(join(tmpdir(), 'announcer-cold-start-'));
try {
  await bundleFunctions(folder);
  const file = join(folder, 'web', 'index.mjs');
  const load = `const { handler } = await import('${pathToFileURL(file).href}'); if (!handler) throw new Error('no handler');`;
  const [whole, bare]: [Start[], Start[]] = [[], []];
  // In turns, so that whatever else the machine does weighs on both.
  for (let count = 0; count < STARTS; count += 1) {
    bare.push(await start(''));
    whole.push(await start(load));
  }
  const { size } = await stat(file);
  give({
    title: 'The cold start of the web function',
    method: [
      `Node starts and loads the bundle as deployed, ${STARTS} times, each in a fresh process; the same with nothing to load. Other work on the machine only adds: the least of the times is the nearest to the truth.`,
    ],
    figures: [
      { what: 'least', value: least(whole, 'wall'), unit: 'ms', bar: { atMost: 150 } },
      { what: 'median', value: median(whole.map(({ wall }) => wall)), unit: 'ms' },
      { what: 'least processor time', value: least(whole, 'processor'), unit: 'ms' },
      { what: 'least of Node alone', value: least(bare, 'wall'), unit: 'ms' },
      { what: 'the bundle', value: size / 1000, unit: 'KB', bar: { atMost: 1000 } },
    ],
  });
} finally {
  await rm(folder, { recursive: true, force: true });
}
