import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { createHttpClient } from '../../cli/local/http/client.ts';
import type { Acceptance } from '../../cli/local/ses/acceptance.ts';
import type { Change } from '../../cli/local/ses/conditions.ts';

const Up = z.object({ url: z.url() });
const Record = z.object({
  refused: z.record(z.string(), z.number()),
  acceptances: z.array(
    z.object({
      at: z.number(),
      messageId: z.string(),
      to: z.array(z.string()),
      tags: z.record(z.string(), z.string()),
      answer: z.enum(['sent', 'lost']),
    }),
  ),
});

export type Endpoint = {
  readonly url: string;
  record(): Promise<{
    readonly refused: Readonly<Record<string, number>>;
    readonly acceptances: readonly Acceptance[];
  }>;
  stop(): Promise<void>;
};

/** The local SES endpoint in a process of its own, whose record nobody who is killed can spoil. */
export const startEndpoint = async (options: {
  readonly seed: number;
  readonly evidenceQueueUrl: string;
  readonly conditions: Change;
}): Promise<Endpoint> => {
  const conditions = JSON.stringify(options.conditions);
  const child = fork(
    fileURLToPath(new URL('../../cli/local/ses/main.ts', import.meta.url)),
    [
      '--seed',
      String(options.seed),
      '--evidence-queue',
      options.evidenceQueueUrl,
      '--conditions',
      conditions,
    ],
    { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] },
  );
  const gone = once(child, 'exit');
  if (child.stdout === null) throw new Error('the endpoint has no output to read its address from');
  const [line] = await once(createInterface(child.stdout), 'line');
  const { url } = Up.parse(JSON.parse(String(line)));
  const ask = createHttpClient();
  return {
    url,
    record: async () => Record.parse(JSON.parse((await ask({ url: `${url}/api/record` })).body.toString())),
    async stop() {
      child.kill('SIGTERM');
      await gone;
    },
  };
};
