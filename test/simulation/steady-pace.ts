import { Buffer } from 'node:buffer';
import { newBatch } from '../../lambdas/announcements/batch.ts';
import { createSharedPace, PERMITTED } from '../../lambdas/announcements/pace.ts';
import type { BatchMessage, Mailer } from '../../lambdas/announcements/ports.ts';
import { sendBatch } from '../../lambdas/announcements/send.ts';
import type { SendDeps } from '../../lambdas/announcements/sender.ts';
import { type AnnouncementId, announcementIdOf, partsOf, SubscriberId } from '../../lambdas/ids.ts';
import { EmailAddress } from '../../lambdas/subscribers/address.ts';
import { createInMemoryAnnouncements, type InMemoryAnnouncements } from '../in-memory/announcements.ts';
import { createInMemoryPace } from '../in-memory/pace.ts';
import { type Chance, createChance } from './chance.ts';
import { EPISODES } from './fixtures.ts';
import { createVirtualTime, type VirtualTime } from './virtual-time.ts';

/** Something that happens every so often and lasts for a while (ms). */
export type Spells = { readonly everyMs: number; readonly forMs: number };

/** Senders at work undisturbed: what is missing of the permitted pace they have lost themselves. */
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
  /** All machines stand still, and wake together. */
  readonly standstills?: Spells;
  /** SES throttles whatever comes. */
  readonly throttling?: Spells;
};

export type Drive = {
  /** When each message was let go (ms), in order. */
  readonly times: readonly number[];
  /** Of one batch at a time: members that were with SES, as its ledger said. */
  readonly mostInFlight: number;
  /** Writes of ledgers. */
  readonly writes: number;
};

const START = Date.parse('2026-12-01T09:00:00Z');
const ADDRESS = EmailAddress.parse('reader@example.com');

export const drive = async (road: Road): Promise<Drive> => {
  const time = createVirtualTime(START);
  const chance = createChance(road.rate * 100 + road.senders);
  const sleep = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => void time.after(milliseconds, resolve));
  /** Calls take between two thirds and four thirds of their time. */
  const travel = (milliseconds: number): Promise<void> =>
    sleep(milliseconds * (2 / 3 + (chance.fraction() * 2) / 3));

  const store = createInMemoryAnnouncements();
  const queue = await planned(store, road);
  const times: number[] = [];
  const mailer: Mailer = {
    send: async () => {
      const refused = endOfSpell(road.throttling, time.now()) !== undefined;
      if (!refused) times.push(time.now());
      await travel(road.sesMs);
      return refused ? { kind: 'throttled' } : { kind: 'accepted', messageId: String(times.length) };
    },
    quota: async () => ({ max24Hours: undefined, sentLast24Hours: 0, maxSendRate: road.rate }),
  };
  const clock = clockOf(road, time, chance, sleep);
  const travelling = slowly(() => travel(road.tableMs / 2));
  const pace = travelling(createInMemoryPace());
  const announcements = travelling(store);
  const log = () => undefined;
  let holders = 0;
  let writes = 0;
  let mostInFlight = 0;
  const depsOf = (): SendDeps => ({
    announcements: {
      ...announcements,
      writeBatch: (next) => {
        writes += 1;
        mostInFlight = Math.max(mostInFlight, next.ledger.split('~').length - 1);
        return announcements.writeBatch(next);
      },
    },
    audience: travelling({
      mailable: async (_: unknown, members: readonly SubscriberId[]) =>
        new Map(members.map((member) => [member, ADDRESS])),
    }),
    mailer,
    pace: createSharedPace({ store: pace, mailer, clock, log, senders: road.senders }),
    queues: {
      send: async (messages, seconds = 0) => void time.after(seconds * 1000, () => queue.push(...messages)),
    },
    clock,
    log,
    personalise: ({ bytes }) => bytes,
    newHolder: () => `holder ${(holders += 1)}`,
  });

  const working = Array.from({ length: road.senders }, async (_, sender) => {
    const deps = depsOf();
    await sleep(road.startsAt(sender));
    for (let message = queue.shift(); message !== undefined; message = queue.shift()) {
      const end = time.now() + FUNCTION_MS;
      await sendBatch(deps, message, () => end - time.now());
      await sleep(road.betweenMs);
    }
  });
  await time.run(Infinity, () => false);
  await Promise.all(working);
  return { times, mostInFlight, writes };
};

const FUNCTION_MS = 300_000;

/** An announcement whose batches are written, with a message for each. */
const planned = async (store: InMemoryAnnouncements, road: Road): Promise<BatchMessage[]> => {
  const [episode] = EPISODES;
  if (episode === undefined) throw new Error('there is no episode');
  const id = announcementIdOf(episode.showId, episode.episodeId);
  await store.create(running(id), {
    message: { bytes: Buffer.from('hello'), slots: [], source: ADDRESS },
    page: '',
  });
  const messages: BatchMessage[] = [];
  for (let number = 0; number < road.batches; number += 1) {
    const members = Array.from({ length: road.batchSize }, (_, index) =>
      SubscriberId.parse((number * road.batchSize + index).toString(16).padStart(32, '0')),
    );
    await store.addBatch(newBatch(id, number, members));
    messages.push({ announcementId: id, batch: number });
  }
  return messages;
};

const running = (announcementId: AnnouncementId) => ({
  announcementId,
  ...partsOf(announcementId),
  title: 'A long way',
  createdAt: START,
  contentHash: 'hash',
  plan: { kind: 'planning' } as const,
  state: { kind: 'running' } as const,
  brakes: 'on' as const,
  verdict: { kind: 'none' } as const,
  revision: 0,
});

const endOfSpell = (spells: Spells | undefined, at: number): number | undefined => {
  if (spells === undefined) return undefined;
  const into = at % spells.everyMs;
  return into < spells.forMs ? at - into + spells.forMs : undefined;
};

/** Timers are whole milliseconds, and up to one late. */
const clockOf = (
  road: Road,
  time: VirtualTime,
  chance: Chance,
  sleep: (milliseconds: number) => Promise<void>,
) => ({
  now: () => Math.floor(time.now()),
  sleep: (milliseconds: number) => {
    const wakes = time.now() + Math.ceil(milliseconds) + chance.fraction();
    return sleep((endOfSpell(road.standstills, wakes) ?? wakes) - time.now());
  },
});

/** A port each of whose calls travels there and back. */
const slowly =
  (travel: () => Promise<void>) =>
  <T extends object>(port: T): T =>
    new Proxy(port, {
      get: (target, name, receiver) => {
        const method: unknown = Reflect.get(target, name, receiver);
        if (typeof method !== 'function' || name === 'batches') return method;
        return async (...args: unknown[]) => {
          await travel();
          const result: unknown = await Reflect.apply(method, target, args);
          await travel();
          return result;
        };
      },
    });

/** Of the permitted pace, from an instant after the start until one before the end (ms), when some have ended. */
export const steadyShare = (
  { rate }: Road,
  { times }: Drive,
  afterStart: number,
  beforeEnd: number,
): number => {
  const from = START + afterStart;
  const until = (times.at(-1) ?? START) - beforeEnd;
  const sent = times.filter((at) => at >= from && at < until).length;
  return (sent * 1000) / (until - from) / (rate * PERMITTED);
};

/** In a second that begins anywhere. */
export const mostInASecond = ({ times }: Drive): number => {
  let first = 0;
  let most = 0;
  for (const [index, at] of times.entries()) {
    while ((times[first] ?? at) <= at - 1000) first += 1;
    most = Math.max(most, index - first + 1);
  }
  return most;
};
