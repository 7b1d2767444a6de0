import { Buffer } from 'node:buffer';
import { announce } from '../../lambdas/announcements/announce.ts';
import { newBatch } from '../../lambdas/announcements/batch.ts';
import { createSharedPace, PERMITTED } from '../../lambdas/announcements/pace.ts';
import type { SendDeps } from '../../lambdas/announcements/sender.ts';
import type { BatchMessage } from '../../lambdas/announcements/ports.ts';
import { sendBatch } from '../../lambdas/announcements/send.ts';
import { announcementIdOf, SubscriberId } from '../../lambdas/ids.ts';
import { EmailAddress } from '../../lambdas/subscribers/address.ts';
import { createInMemoryAnnouncements } from '../in-memory/announcements.ts';
import { createInMemoryCatalog } from '../in-memory/catalog.ts';
import { createInMemoryPace } from '../in-memory/pace.ts';
import { createChance } from './chance.ts';
import { EPISODES, SHOWS } from './fixtures.ts';
import { createVirtualTime } from './virtual-time.ts';

/** A road without accidents: what is left of the permitted pace is lost by the senders themselves. */
export type Road = {
  readonly rate: number;
  readonly senders: number;
  readonly batches: number;
  readonly batchSize: number;
  /** When each sender starts (ms), by its number. */
  readonly startsAt: (sender: number) => number;
  /** How long a call takes (ms): to a table, to SES; and from a function's end to the start of its next. */
  readonly tableMs: number;
  readonly sesMs: number;
  readonly betweenMs: number;
  /** Every so often all machines stand still at once (ms), and wake together. */
  readonly freezes?: { readonly everyMs: number; readonly forMs: number };
};

const START = Date.parse('2026-12-01T09:00:00Z');
const ADDRESS = EmailAddress.parse('reader@example.com');

/** When each message was let go (ms), in order. */
export const drive = async (road: Road): Promise<readonly number[]> => {
  const time = createVirtualTime(START);
  const chance = createChance(road.rate * 100 + road.senders);
  const sleep = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => void time.after(milliseconds, resolve));
  /** Calls take between two thirds and four thirds of their time. */
  const after = (milliseconds: number): Promise<void> =>
    sleep(milliseconds * (2 / 3 + (chance.fraction() * 2) / 3));
  const slowly = <T extends object>(port: T): T =>
    new Proxy(port, {
      get: (target, name, receiver) => {
        const method: unknown = Reflect.get(target, name, receiver);
        if (typeof method !== 'function' || name === 'batches') return method;
        return async (...args: unknown[]) => {
          await after(road.tableMs / 2);
          const result: unknown = await Reflect.apply(method, target, args);
          await after(road.tableMs / 2);
          return result;
        };
      },
    });

  const store = createInMemoryAnnouncements();
  const announcements = slowly(store);
  const catalog = createInMemoryCatalog();
  const times: number[] = [];
  const [show, episode] = [SHOWS[0], EPISODES[0]];
  if (show === undefined || episode === undefined) throw new Error('no fixtures');
  const log = () => undefined;
  await catalog.putShow(show);
  await catalog.putEpisode(episode, { statusWas: 'missing' });
  const frozenUntil = (at: number): number => {
    const { everyMs, forMs } = road.freezes ?? { everyMs: 1, forMs: 0 };
    return Math.max(at, at - (at % everyMs) + forMs);
  };
  const clock = {
    now: () => Math.floor(time.now()),
    sleep: (milliseconds: number) => {
      const wakes = time.now() + Math.ceil(milliseconds) + chance.fraction();
      return sleep(frozenUntil(wakes) - time.now());
    },
  };
  await announce(
    {
      catalog,
      announcements: store,
      queues: { plan: async () => undefined },
      compose: async () => ({ message: { bytes: Buffer.from(''), slots: [], source: ADDRESS }, page: '' }),
      clock,
      log,
    },
    show.showId,
    episode.episodeId,
  );
  const id = announcementIdOf(show.showId, episode.episodeId);
  const queue: BatchMessage[] = [];
  for (let number = 0; number < road.batches; number += 1) {
    const members = Array.from({ length: road.batchSize }, (_, index) =>
      SubscriberId.parse((number * road.batchSize + index).toString(16).padStart(32, '0')),
    );
    await store.addBatch(newBatch(id, number, members));
    queue.push({ announcementId: id, batch: number });
  }
  const paceStore = slowly(createInMemoryPace());
  const depsOf = (sender: number): SendDeps => {
    let holders = 0;
    const mailer = {
      send: async () => {
        times.push(time.now());
        await after(road.sesMs);
        return { kind: 'accepted', messageId: String(times.length) } as const;
      },
      quota: async () => ({ max24Hours: undefined, sentLast24Hours: 0, maxSendRate: road.rate }),
    };
    return {
      announcements,
      audience: slowly({
        mailable: async (_: unknown, members: readonly SubscriberId[]) =>
          new Map(members.map((member) => [member, ADDRESS])),
      }),
      mailer,
      pace: createSharedPace({ store: paceStore, mailer, clock, log, senders: road.senders }),
      queues: {
        send: async (messages, delaySeconds = 0) =>
          void time.after(delaySeconds * 1000, () => queue.push(...messages)),
      },
      clock,
      log,
      personalise: ({ bytes }) => bytes,
      newHolder: () => `${sender}.${(holders += 1)}`,
    };
  };
  const working = Array.from({ length: road.senders }, async (_, sender) => {
    const deps = depsOf(sender);
    await sleep(road.startsAt(sender));
    for (let message = queue.shift(); message !== undefined; message = queue.shift()) {
      const end = time.now() + 300_000;
      await sendBatch(deps, message, () => end - time.now());
      await sleep(road.betweenMs);
    }
  });
  await time.run(Infinity, () => false);
  await Promise.all(working);
  return times;
};

/** Of the permitted pace, from an instant after the start until one before the end (ms), when some have ended. */
export const steadyShare = (
  { rate }: Road,
  times: readonly number[],
  afterStart: number,
  beforeEnd: number,
): number => {
  const from = START + afterStart;
  const until = (times.at(-1) ?? START) - beforeEnd;
  const sent = times.filter((at) => at >= from && at < until).length;
  return (sent * 1000) / (until - from) / (rate * PERMITTED);
};

/** In a second that begins anywhere. */
export const mostInASecond = (times: readonly number[]): number => {
  let first = 0;
  let most = 0;
  for (const [index, at] of times.entries()) {
    while ((times[first] ?? at) <= at - 1000) first += 1;
    most = Math.max(most, index - first + 1);
  }
  return most;
};
