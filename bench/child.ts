import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Change } from '../cli/local/ses/conditions.ts';

export type Child = { readonly url: string; readonly stop: () => Promise<void> };

const Up = z.object({ url: z.url() });

/** Starts a server in a process of its own; its first line of output says where it answers. */
const startServer = async (file: string, args: readonly string[]): Promise<Child> => {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const child = spawn(process.execPath, [path, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  for await (const line of createInterface(child.stdout)) {
    const { url } = Up.parse(JSON.parse(line));
    child.stdout.resume();
    return {
      url,
      stop: async () => {
        child.kill('SIGTERM');
        await exited;
      },
    };
  }
  throw new Error(`${file} ended before it was up`);
};

/** The local SES endpoint. It keeps no message, so that its memory and its pages do not count. */
export const startSes = (conditions: Change): Promise<Child> =>
  startServer('../cli/local/ses/main.ts', [
    '--conditions',
    JSON.stringify({ evidence: false, keep: 0, quotaCallsPerSecond: 0, ...conditions }),
  ]);

export const startDatabase = (): Promise<Child> => startServer('./database.ts', []);
