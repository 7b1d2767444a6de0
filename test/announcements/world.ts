import { randomUUID } from 'node:crypto';
import type { Announcement } from '../../lambdas/announcements/announcement.ts';
import type { DoubtPolicy } from '../../lambdas/announcements/settle.ts';
import { createSharedPace } from '../../lambdas/announcements/pace.ts';
import {
  heedEvidence,
  type MemberEvidence,
  recordBatchEvidence,
} from '../../lambdas/announcements/evidence.ts';
import { plan } from '../../lambdas/announcements/plan.ts';
import { sendBatch } from '../../lambdas/announcements/send.ts';
import { announce } from '../../lambdas/announcements/announce.ts';
import { Episode } from '../../lambdas/episodes/episode.ts';
import { Show } from '../../lambdas/episodes/show.ts';
import {
  type AnnouncementId,
  announcementIdOf,
  type SubscriberId,
  SubscriberId as Id,
} from '../../lambdas/ids.ts';
import { EmailAddress } from '../../lambdas/subscribers/address.ts';
import { Subscriber } from '../../lambdas/subscribers/subscriber.ts';
import { createInMemoryAnnouncements } from '../in-memory/announcements.ts';
import { createInMemoryAudience } from '../in-memory/audience.ts';
import { createInMemoryCatalog } from '../in-memory/catalog.ts';
import { createManualClock } from '../in-memory/clock.ts';
import { createInMemoryMailer } from '../in-memory/mailer.ts';
import { createInMemoryPace } from '../in-memory/pace.ts';
import { createInMemoryQueues } from '../in-memory/queues.ts';
import { createInMemorySubscribers } from '../in-memory/subscribers.ts';

export const SHOW = Show.parse({
  showId: 'deep-water',
  name: 'Deep Water',
  sender: { name: 'Deep Water', address: 'hello@deepwater.example' },
  website: 'https://deepwater.example',
});

export const EPISODE = Episode.parse({
  showId: 'deep-water',
  episodeId: 'tides',
  title: 'Why the tide is late',
  status: 'published',
  publishedAt: '2026-12-01T08:00:00Z',
});

export const ANNOUNCEMENT: AnnouncementId = announcementIdOf(SHOW.showId, EPISODE.episodeId);

export const idOf = (n: number): SubscriberId => Id.parse(n.toString(16).padStart(32, '0'));
export const addressOf = (n: number): EmailAddress => EmailAddress.parse(`reader${n}@example.com`);

export const confirmed = (n: number): Subscriber =>
  Subscriber.parse({
    showId: SHOW.showId,
    subscriberId: idOf(n),
    address: addressOf(n),
    createdAt: '2026-11-01T00:00:00Z',
    status: 'confirmed',
    consent: { confirmedAt: '2026-11-01T00:00:00Z', source: 'form' },
  });

/** One show with its published episode, on in-memory ports, and a clock that jumps when somebody sleeps. */
export const createWorld = (
  options: { readonly senders?: number; readonly doubtPolicy?: DoubtPolicy } = {},
) => {
  const clock = createManualClock();
  const catalog = createInMemoryCatalog();
  const subscribers = createInMemorySubscribers();
  const audience = createInMemoryAudience(subscribers);
  const announcements = createInMemoryAnnouncements();
  const queues = createInMemoryQueues();
  const mailer = createInMemoryMailer();
  const logged: { readonly event: string; readonly fields: Readonly<Record<string, unknown>> }[] = [];
  const log = (event: string, fields: Readonly<Record<string, unknown>>) =>
    void logged.push({ event, fields });
  const paceStore = createInMemoryPace();
  const pace = createSharedPace({ store: paceStore, mailer, clock, log, senders: options.senders ?? 2 });
  const deps = {
    catalog,
    audience,
    announcements,
    queues,
    mailer,
    pace,
    clock,
    log,
    doubtPolicy: options.doubtPolicy ?? ('hold' as const),
    newHolder: () => randomUUID(),
    compose: async () => ({
      message: { bytes: Buffer.from('To: \r\n\r\nhello'), slots: [], source: SHOW.sender.address },
      page: '<p>hello</p>',
    }),
    personalise: (message: { readonly bytes: Uint8Array }) => message.bytes,
  };

  const world = {
    ...deps,
    deps,
    logged,
    subscribers,
    paceStore,
    /** Confirmed subscribers with the numbers 1 to `count`. */
    given: async (count: number) => {
      await catalog.putShow(SHOW);
      await catalog.putEpisode(EPISODE, { statusWas: 'missing' });
      for (let n = 1; n <= count; n += 1) await subscribers.write(confirmed(n), 'none');
    },
    leave: async (n: number) => {
      const row = await subscribers.read(SHOW.showId, idOf(n));
      if (row === undefined || row === 'erased' || row.subscriber.status !== 'confirmed')
        throw new Error('not confirmed');
      const { pausedUntil: _, ...person } = row.subscriber;
      await subscribers.write(
        { ...person, status: 'unsubscribed', leftAt: '2026-12-01T09:00:00.000Z', leftBy: 'page' },
        row.revision,
      );
    },
    announce: (episodeId = EPISODE.episodeId) => announce(deps, SHOW.showId, episodeId),
    plan: (batchSize = 100) => plan({ ...deps, batchSize }, ANNOUNCEMENT, () => 900_000),
    planned: async (count: number, batchSize = 100) => {
      await world.given(count);
      await world.announce();
      await world.plan(batchSize);
    },
    send: (batch = 0, timeLeft: () => number = () => 900_000) =>
      sendBatch(deps, { announcementId: ANNOUNCEMENT, batch }, timeLeft),
    /** Evidence about members of one batch comes in. */
    report: async (events: readonly MemberEvidence[]) => {
      const recorded = await recordBatchEvidence(deps, events);
      await heedEvidence(deps, ANNOUNCEMENT, recorded === undefined ? [] : [recorded]);
    },
    ledger: (batch = 0) => announcements.storedBatch(ANNOUNCEMENT, batch)?.ledger,
    state: (): Announcement['state'] | undefined => announcements.stored.get(ANNOUNCEMENT)?.state,
    mailed: () => mailer.accepted.map(({ to }) => to),
  };
  return world;
};
export type World = ReturnType<typeof createWorld>;
