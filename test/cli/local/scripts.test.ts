import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readLocalSystem } from '../../../cli/local-system.ts';

const script = (name: string): string =>
  fileURLToPath(new URL(`../../../cli/local/${name}`, import.meta.url));
const execute = promisify(execFile);

const run = (name: string, args: readonly string[], cwd = folder) =>
  execute(process.execPath, [script(name), ...args], { cwd });

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scripts-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const started = async () => {
  const child = spawn(process.execPath, [script('start.ts'), '--data', folder], { stdio: 'pipe' });
  let output = '';
  child.stdout.on('data', (text) => (output += String(text)));
  child.stderr.on('data', (text) => (output += String(text)));
  await expect.poll(() => output, { timeout: 30_000 }).toContain('Try it');
  return {
    output: () => output,
    async stop(signal: NodeJS.Signals) {
      child.kill(signal);
      const [code] = await once(child, 'exit');
      return code;
    },
  };
};

test('npm start comes up, keeps others out, stops in order, and knows everything after the next start', async () => {
  const first = await started();
  const { addresses } = await readLocalSystem(folder);
  expect((await fetch(`${addresses.pages}/s/80000-hours/subscribe`)).status).toBe(200);
  await expect(run('start.ts', ['--data', folder])).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('is in use'),
  });
  expect(await first.stop('SIGINT')).toBe(0);
  expect(existsSync(join(folder, 'local.json'))).toBe(false);

  const second = await started();
  const again = await readLocalSystem(folder);
  expect(again.addresses).toEqual(addresses);
  expect((await fetch(`${addresses.pages}/s/80000-hours`)).status).toBe(200);
  expect(await second.stop('SIGTERM')).toBe(0);
}, 90_000);

test('npm start says in a sentence what is wrong with a data folder', async () => {
  const refusals = [
    ['a folder that is a file', '', 'not a folder', 'cannot be a folder to keep things in'],
    ['damaged keys', 'keys.json', 'not keys', 'it is not JSON'],
    ['damaged tables', 'tables/CURRENT', 'no manifest', 'cannot be opened'],
  ] as const;
  // At once: each of them is a process that has to load the whole system first.
  await Promise.all(
    refusals.map(async ([what, file, content, told]) => {
      const data = join(folder, what);
      mkdirSync(join(data, file, '..'), { recursive: true });
      writeFileSync(join(data, file), content);
      const refused = await run('start.ts', ['--data', data]).catch((error: unknown) => error);
      expect(refused, what).toMatchObject({ code: 1, stderr: expect.stringContaining(told) });
      expect(refused, what).toMatchObject({ stderr: expect.not.stringContaining('    at ') });
    }),
  );
}, 60_000);

test('a number out of bounds is told with its bounds', async () => {
  await expect(run('start.ts', ['--port', '80'])).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--port: must be a whole number from 1024 to 65534'),
  });
});

test('npm run demo ends with a line of JSON, the mail in out/, and 0 when the books balance', async () => {
  const { stdout } = await run('demo.ts', ['--subscribers', '3', '--json']);
  expect(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({
    audience: 3,
    accepted: 3,
    excluded: 0,
    rejected: 0,
    unknown: 0,
    mailed: 3,
    mailedTwice: 0,
    mailedWrongly: 0,
    notMailed: 0,
    mailsSpoilt: 0,
    firstMailMs: expect.any(Number),
    totalMs: expect.any(Number),
  });
  const written = (name: string): string => readFileSync(join(folder, 'out', name), 'utf8');
  expect(written('episode.eml')).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m);
  expect(written('episode.html')).toContain('https://artwork.example.org/');
  expect(written('episode.txt')).toContain('Chris Olah');
  expect(written('confirmation.eml')).toMatch(/^Auto-Submitted: auto-generated\r$/m);
  expect(written('preview.html')).toContain('data:image/png;base64,');
}, 60_000);

test('a wrong command line is refused with every fault and the usage', async () => {
  await expect(run('demo.ts', ['--subscribers', 'many'])).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/--subscribers: .*number[\s\S]*npm run demo/),
  });
});
