import { execFile } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { outputNameOf } from '../../cli/stack.ts';
import { createConsole } from './console.ts';

const bin = fileURLToPath(new URL('../../cli/announcer.js', import.meta.url));

const announcer = (words: readonly string[], cwd: string, node = process.execPath) =>
  new Promise<{ exit: number; stdout: string; stderr: string }>((resolve) => {
    execFile(node, [bin, ...words], { cwd, env: { PATH: process.env['PATH'] } }, (error, stdout, stderr) => {
      resolve({ exit: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });
const emptyFolder = () => mkdtemp(join(tmpdir(), 'announcer-test-'));

describe('the announcer command', () => {
  test('--help names every group and the exit statuses', async () => {
    const { exit, stdout } = await announcer(['--help'], await emptyFolder());
    expect(exit).toBe(0);
    for (const word of ['show', 'episode', '--local', '--json', 'Exit status'])
      expect(stdout).toContain(word);
  });

  test('without a running local system it says how to start one', async () => {
    const { exit, stderr } = await announcer(['--local', 'episode', 'list'], await emptyFolder());
    expect(exit).toBe(5);
    expect(stderr).toContain('npm start');
    expect(stderr).not.toContain('    at ');
  });

  test('a local.json that is damaged is told with its faults', async () => {
    const folder = await emptyFolder();
    await writeFile(join(folder, 'local.json'), '{"environment": 3}');
    const { exit, stderr } = await announcer(['episode', 'list', `--local=${folder}`], folder);
    expect(exit).toBe(5);
    expect(stderr).toContain('environment');
  });

  test('with --json an error is JSON on stderr', async () => {
    const { stderr } = await announcer(['--local', 'episode', 'list', '--json'], await emptyFolder());
    expect(JSON.parse(stderr)).toMatchObject({ error: { code: 'Unreachable' } });
  });

  test('--local does not swallow the word after it', async () => {
    const terminal = createConsole();
    const { exit, stderr } = await terminal.run('--local episode list');
    expect(exit).toBe(3);
    expect(stderr).toContain('no show here yet');
  });

  test('a misspelt verb and a missing argument are usage errors', async () => {
    const terminal = createConsole();
    const misspelt = await terminal.run('episode lst');
    expect(misspelt.exit).toBe(2);
    expect(misspelt.stderr).toContain('Did you mean list');
    expect((await terminal.run('episode show')).exit).toBe(2);
  });

  test('stack outputs have the names of the variables in PascalCase', () => {
    expect(outputNameOf('PLAN_QUEUE_URL')).toBe('PlanQueueUrl');
  });
});
