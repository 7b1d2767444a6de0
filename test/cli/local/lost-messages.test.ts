import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, request, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { runDemo } from '../../../cli/local/demo/run.ts';
import { contradictions } from '../../../cli/local/demo/verdict.ts';
import { listen, stopServer } from '../../../cli/local/http/listen.ts';
import { readBody } from '../../../cli/local/http/read-body.ts';
import { startSystem } from '../../../cli/local/system.ts';
import { VARIABLES } from '../../../lambdas/aws/environment.ts';
import type { Surroundings } from '../../../lambdas/aws/surroundings.ts';

const SUBSCRIBERS = 12;
/** Longer than the sweep leaves a planner alone: its clock is ahead, so that the test need not wait. */
const AHEAD_MS = 200_000;

const Sent = z.object({ MessageBody: z.string() });
const SentBatch = z.object({ Entries: z.array(z.object({ Id: z.string(), MessageBody: z.string() })) });

const taken = (MessageBody: string) => ({
  MessageId: 'lost',
  MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex'),
});

/** Says that it took the first message for each queue, and forgets it. */
const startForgetfulQueues = async (upstream: string) => {
  const lost = new Set<string>();
  const server: Server = createServer((asked, answer) => {
    void readBody(asked).then((body) => {
      const queue = asked.url ?? '';
      const operation = String(asked.headers['x-amz-target']).split('.').at(-1) ?? '';
      if (!operation.startsWith('SendMessage') || lost.has(queue)) return pass(body, upstream, asked, answer);
      lost.add(queue);
      answer.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' });
      return answer.end(JSON.stringify(answerTo(operation, JSON.parse(body.toString()))));
    });
  });
  return { url: await listen(server, 0), lost, stop: () => stopServer(server) };
};

const answerTo = (operation: string, asked: unknown): unknown =>
  operation === 'SendMessageBatch'
    ? {
        Successful: SentBatch.parse(asked).Entries.map(({ Id, MessageBody }) => ({
          Id,
          ...taken(MessageBody),
        })),
        Failed: [],
      }
    : taken(Sent.parse(asked).MessageBody);

const pass = (
  body: Buffer,
  upstream: string,
  asked: {
    readonly url?: string | undefined;
    readonly headers: Record<string, string | string[] | undefined>;
  },
  answer: ServerResponse,
): void => {
  const passed = request(
    new URL(asked.url ?? '/', upstream),
    { method: 'POST', headers: { ...asked.headers, host: new URL(upstream).host } },
    (given) => {
      answer.writeHead(given.statusCode ?? 500, given.headers);
      given.pipe(answer);
    },
  );
  passed.on('error', () => answer.destroy());
  passed.end(body);
};

test('the first message of each queue is lost, and everybody is mailed once all the same', {
  timeout: 90_000,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'announcer-lost-'));
  const stops: (() => Promise<void>)[] = [];
  const lost: ReadonlySet<string>[] = [];
  const forgetful = async (
    environment: Surroundings['environment'],
  ): Promise<Surroundings['environment']> => {
    const queues = await startForgetfulQueues(environment['AWS_ENDPOINT_URL_SQS'] ?? '');
    stops.push(queues.stop);
    lost.push(queues.lost);
    const through = (url: string | undefined): string => `${queues.url}${new URL(url ?? '').pathname}`;
    return {
      ...environment,
      AWS_ENDPOINT_URL_SQS: queues.url,
      [VARIABLES.planQueueUrl]: through(environment[VARIABLES.planQueueUrl]),
      [VARIABLES.sendQueueUrl]: through(environment[VARIABLES.sendQueueUrl]),
    };
  };
  const system = await startSystem({
    keysFile: join(folder, 'keys.json'),
    pagesPort: 0,
    inboxPort: 0,
    sweepEveryMs: 1_000,
    senders: 2,
    log: () => undefined,
    around: async (name, plain) => {
      if (name === 'announce' || name === 'plan')
        return { ...plain, environment: await forgetful(plain.environment) };
      if (name !== 'sweep') return plain;
      const { clock } = plain;
      return { ...plain, clock: { ...clock, now: () => clock.now() + AHEAD_MS } };
    },
  });
  try {
    const { outcome } = await runDemo(system, SUBSCRIBERS, () => undefined);
    expect(contradictions(outcome, SUBSCRIBERS)).toEqual([]);
    // Without this the test would pass by losing nothing: announce lost the plan, plan lost the batches.
    expect(lost.map(({ size }) => size)).toEqual([1, 1]);
  } finally {
    await system.stop();
    await Promise.all(stops.map((stop) => stop()));
    await rm(folder, { recursive: true, force: true });
  }
});
