import { execFile } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { commandFor } from '../../cli/connection.ts';
import { outputNameOf } from '../../cli/stack.ts';
import { createConsole } from './console.ts';

const bin = fileURLToPath(new URL('../../cli/announcer.js', import.meta.url));

const announcer = (words: readonly string[], cwd: string, environment: Record<string, string> = {}) =>
  new Promise<{ exit: number; stdout: string; stderr: string }>((resolve) => {
    const env = { PATH: process.env['PATH'], HOME: cwd, ...environment };
    execFile(process.execPath, [bin, ...words], { cwd, env }, (error, stdout, stderr) => {
      resolve({ exit: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });
/** A port that was just given up: nobody listens there. */
const closedPort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
};
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

  test('a local system that has died since is told from one that never was', async () => {
    const folder = await emptyFolder();
    const environment = {
      CATALOG_TABLE: 'catalog',
      AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${await closedPort()}`,
      AWS_REGION: 'local',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
    };
    const addresses = { pages: 'http://127.0.0.1:1', inbox: 'http://127.0.0.1:2' };
    await writeFile(join(folder, 'local.json'), JSON.stringify({ environment, addresses }));
    const { exit, stderr } = await announcer(['--local', folder, 'episode', 'list'], folder);
    expect(exit).toBe(5);
    expect(stderr).toContain('not running any more');
    expect(stderr).not.toContain('    at ');
  });

  test('without credentials or a region for AWS it says what to set', async () => {
    const folder = await emptyFolder();
    const unset = { AWS_EC2_METADATA_DISABLED: 'true' };
    const noRegion = await announcer(['episode', 'list'], folder, unset);
    expect(noRegion.exit).toBe(5);
    expect(noRegion.stderr).toContain('AWS_REGION');
    const noLogin = await announcer(['episode', 'list'], folder, { ...unset, AWS_REGION: 'eu-west-1' });
    expect(noLogin.exit).toBe(5);
    expect(noLogin.stderr).toContain('AWS_PROFILE');
    expect(noLogin.stderr).not.toContain('    at ');
  });

  test('with --json stdout is JSON also where something fails, and stderr is for people', async () => {
    const folder = await emptyFolder();
    const nowhere = await announcer(['--local', 'episode', 'list', '--json'], folder);
    expect(JSON.parse(nowhere.stdout)).toMatchObject({ error: { code: 'Unreachable' } });
    expect(nowhere.stderr).toMatch(/^announcer: no local system/);
    const misspelt = await announcer(['--json', 'episode', 'lst'], folder);
    expect(misspelt.exit).toBe(2);
    expect(JSON.parse(misspelt.stdout)).toMatchObject({
      error: { code: 'Usage', message: expect.stringContaining("unknown command 'lst'") },
    });
    const alone = await announcer(['episode', '--json'], folder);
    expect(JSON.parse(alone.stdout)).toEqual({ error: { code: 'Usage', message: 'a command is missing' } });
  });

  test('--local does not swallow the word after it', async () => {
    const terminal = createConsole();
    const { exit, stderr } = await terminal.run('--local episode list');
    expect(exit).toBe(3);
    expect(stderr).toContain('no show here yet');
  });

  test('a folder after --local that is not there is missed by its name', async () => {
    const { exit, stderr } = await announcer(
      ['--local', './nowhere', 'episode', 'list'],
      await emptyFolder(),
    );
    expect(exit).toBe(5);
    expect(stderr).toContain('no local system in ./nowhere');
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

describe('what a person is told to run next', () => {
  test('is for the same system, and can be pasted', () => {
    expect(commandFor({ kind: 'local', folder: '.announcer' })).toBe('npx announcer --local');
    expect(commandFor({ kind: 'local', folder: '/tmp/my data' })).toBe(
      'npx announcer --local="/tmp/my data"',
    );
    expect(commandFor({ kind: 'stack', name: 'EpisodeAnnouncer' })).toBe('npx announcer');
    expect(commandFor({ kind: 'stack', name: 'Second' })).toBe('npx announcer --stack Second');
  });
});
