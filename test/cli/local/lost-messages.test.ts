import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, request, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { listen, stopServer } from '../../../cli/local/http/listen.ts';
import { readBody } from '../../../cli/local/http/read-body.ts';
import type { Change } from '../../../cli/local/ses/conditions.ts';
import { startSystem, type System } from '../../../cli/local/system.ts';
import { VARIABLES } from '../../../lambdas/aws/environment.ts';
import type { Surroundings } from '../../../lambdas/aws/surroundings.ts';
import { Episode } from '../../../lambdas/episodes/episode.ts';
import { Show } from '../../../lambdas/episodes/show.ts';
import { announcementIdOf } from '../../../lambdas/ids.ts';
import { readersOf } from './readers.ts';

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

const MINUTE = 60_000;

let folder: string;
let system: System;
let readers: Awaited<ReturnType<typeof readersOf>>;
const stops: (() => Promise<void>)[] = [];
const lost: ReadonlySet<string>[] = [];
/** The sweep's clock is ahead, so that nobody need wait: in milliseconds. */
let ahead = 0;
let streamLoses = false;

const forgetful = async (environment: Surroundings['environment']) => {
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

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'announcer-lost-'));
  system = await startSystem({
    keysFile: join(folder, 'keys.json'),
    pagesPort: 0,
    inboxPort: 0,
    // The tests call it themselves.
    sweepEveryMs: 600_000,
    senders: 2,
    conditions: { evidence: { delayMs: 0 } },
    log: () => undefined,
    heard: (records) => (streamLoses ? [] : records),
    around: async (name, plain) => {
      if (name === 'announce' || name === 'plan')
        return { ...plain, environment: await forgetful(plain.environment) };
      if (name !== 'sweep') return plain;
      const { clock } = plain;
      return { ...plain, clock: { ...clock, now: () => clock.now() + ahead } };
    },
  });
  readers = await readersOf(system);
}, 60_000);
afterAll(async () => {
  readers?.stop();
  await system?.stop();
  await Promise.all(stops.map((stop) => stop()));
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => {
  ahead = 0;
  streamLoses = false;
});

const weather = async (change: Change): Promise<void> => {
  const changed = await fetch(`${system.addresses.inbox}/api/conditions`, {
    method: 'PUT',
    body: JSON.stringify(change),
  });
  expect(changed.status).toBe(200);
};

const givenReaders = async (show: string, addresses: readonly string[]): Promise<Show> => {
  const made = Show.parse({
    showId: show,
    name: show,
    sender: { name: show, address: 'show@example.com' },
    website: 'https://example.com/',
  });
  await system.catalog.putShow(made);
  await readers.add(made.showId, addresses);
  return made;
};

/** Gives the id of what will be its announcement. */
const publish = async ({ showId }: Show, episodeId: string) => {
  const episode = Episode.parse({
    showId,
    episodeId,
    title: `Episode ${episodeId}`,
    summary: ['What it is about.'],
    pageUrl: 'https://example.com/',
    status: 'published',
    publishedAt: new Date().toISOString(),
  });
  await system.catalog.putEpisode(episode, { statusWas: 'missing' });
  return announcementIdOf(showId, episode.episodeId);
};
type Announced = Awaited<ReturnType<typeof publish>>;

const booksOf = async (id: Announced) => {
  const state = (await system.announcements.read(id))?.state;
  return state?.kind === 'closed' ? state.books : undefined;
};
const closed = (id: Announced, betweenLooks: () => Promise<void> = async () => {}) =>
  expect
    .poll(async () => (await betweenLooks(), booksOf(id)), { timeout: 30_000, interval: 200 })
    .toBeDefined();

const mailedBy = async (id: Announced): Promise<readonly string[]> =>
  (await system.inbox.messages())
    .filter(({ tags }) => tags['announcement'] === id)
    .flatMap(({ to }) => to)
    .toSorted();

test('the first message of each queue is lost, and everybody is mailed once all the same', async () => {
  const everybody = ['a@example.com', 'b@example.com', 'c@example.com'];
  const id = await publish(await givenReaders('queues', everybody), 'one');
  // Longer than the sweep leaves a planner alone.
  ahead = 3 * MINUTE;
  await closed(id, () => system.sweep());
  expect(await booksOf(id)).toMatchObject({ audience: 3, accepted: 3 });
  expect(await mailedBy(id)).toEqual(everybody);
  // Without this the test would pass by losing nothing: announce lost the plan, plan lost the batches.
  expect(lost.map(({ size }) => size)).toEqual([1, 1]);
}, 60_000);

test('the stream record of a published episode is lost, and the next sweep announces it', async () => {
  const show = await givenReaders('stream', ['a@example.com']);
  streamLoses = true;
  const id = await publish(show, 'one');
  await sleep(300);
  expect(await system.announcements.read(id)).toBeUndefined();
  await system.sweep();
  await closed(id);
  expect(await mailedBy(id)).toEqual(['a@example.com']);
}, 60_000);

test('evidence that would settle a doubt is lost: the doubt is listed in the books, and nobody mailed twice', async () => {
  const show = await givenReaders('doubt', ['a@example.com']);
  await weather({ mishaps: { resetAfter: 1 }, evidence: { delayMs: 0, lost: 1 } });
  const id = await publish(show, 'one');
  await expect.poll(() => mailedBy(id), { timeout: 15_000 }).toEqual(['a@example.com']);
  await weather({ mishaps: { resetAfter: 0 } });
  await system.sweep();
  expect(await booksOf(id)).toBeUndefined();
  // Longer than evidence is waited for.
  ahead = 90 * MINUTE;
  await closed(id, () => system.sweep());
  expect(await booksOf(id)).toMatchObject({ audience: 1, accepted: 0, unknown: 1 });
  expect(await mailedBy(id)).toEqual(['a@example.com']);
}, 60_000);

test('the evidence of a bounce is lost: the announcement closes, and the next one has the person suppressed', async () => {
  const bounces = 'bounce@simulator.amazonses.com';
  const show = await givenReaders('bounce', [bounces]);
  await weather({ evidence: { delayMs: 0, lost: 1 } });
  const first = await publish(show, 'one');
  await closed(first);
  expect(await readers.statusOf(show.showId, bounces)).toBe('confirmed');
  await weather({ evidence: { delayMs: 0, lost: 0 } });
  await closed(await publish(show, 'two'));
  await expect.poll(() => readers.statusOf(show.showId, bounces), { timeout: 15_000 }).toBe('suppressed');
}, 60_000);
