import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, run, waitFor } from './commands.ts';

/** From PyPI. The newest that was tried; a change here is a change of what the test stands on. */
const MINISTACK = 'ministack==1.5.33';

export type Emulator = {
  readonly endpoint: string;
  /** What SDK and CDK need to find it and nothing else. */
  readonly env: NodeJS.ProcessEnv;
  stop(): Promise<void>;
};

/** MiniStack on a free port, or whatever AWS_ENDPOINT_URL names, which then relays mail to the port given. */
export const startEmulator = async (smtpPort: number): Promise<Emulator> => {
  const named = process.env['AWS_ENDPOINT_URL'];
  if (named !== undefined) {
    if (process.env['MAIL_SINK_PORT'] === undefined)
      throw new Error(
        'AWS_ENDPOINT_URL names an emulator: set MAIL_SINK_PORT too, to the port of 127.0.0.1 to which it relays mail by SMTP',
      );
    return { endpoint: named, env: environmentFor(named), stop: async () => undefined };
  }
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const process_ = spawn(await ministack(), [], {
    env: settings(port, smtpPort),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await keepLog(process_);
  await waitFor('MiniStack answers', 60, async () => {
    if (process_.exitCode !== null)
      throw new Error(`MiniStack ended with ${process_.exitCode}; see out/ministack.log`);
    return fetch(`${endpoint}/_ministack/health`).then(
      () => true,
      () => undefined,
    );
  });
  return { endpoint, env: environmentFor(endpoint), stop: () => end(process_) };
};

const settings = (port: number, smtpPort: number): NodeJS.ProcessEnv => ({
  ...process.env,
  BIND_HOST: '127.0.0.1',
  GATEWAY_PORT: String(port),
  MINISTACK_REGION: REGION,
  SMTP_HOST: `127.0.0.1:${smtpPort}`,
  IOT_MTLS_ENABLED: '0',
  SFTP_ENABLED: '0',
  PERSIST_STATE: '0',
});

export const REGION = 'eu-west-1';
export const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' };

const environmentFor = (endpoint: string): NodeJS.ProcessEnv => ({
  ...process.env,
  AWS_ENDPOINT_URL: endpoint,
  AWS_REGION: REGION,
  AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
  AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
  // A profile of the machine must not take part.
  AWS_PROFILE: undefined,
  CDK_DISABLE_VERSION_CHECK: '1',
});

/** Installed once a machine, into a virtual environment of its own. */
const ministack = async (): Promise<string> => {
  const folder = join(tmpdir(), `episode-announcer-${MINISTACK.replace('==', '-')}`);
  const program = join(folder, 'bin', 'ministack');
  if (existsSync(program)) return program;
  await run('python3', ['-m', 'venv', folder]).catch((error: unknown) => {
    throw new Error(
      'the deploy test needs Python 3.10 or newer with venv (Debian: python3-venv), or AWS_ENDPOINT_URL',
      {
        cause: error,
      },
    );
  });
  await run(join(folder, 'bin', 'pip'), ['install', '--quiet', '--disable-pip-version-check', MINISTACK]);
  return program;
};

const keepLog = async (child: ChildProcess): Promise<void> => {
  await mkdir(join(root, 'out'), { recursive: true });
  const log = createWriteStream(join(root, 'out', 'ministack.log'));
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
};

const end = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null) return;
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await once(child, 'exit');
  clearTimeout(killer);
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
};
