import type { Announcement } from '../../lambdas/announcements/announcement.ts';
import type { Batch } from '../../lambdas/announcements/batch.ts';
import type {
  AnnouncementStore,
  Audience,
  Clock,
  Mailer,
  PaceStore,
  Queues,
} from '../../lambdas/announcements/ports.ts';
import type { Catalog, EpisodeSummary } from '../../lambdas/episodes/ports.ts';
import type { InMemoryAnnouncements } from '../in-memory/announcements.ts';
import type { ShowId, SubscriberId } from '../../lambdas/ids.ts';
import { type MemberKey, memberKeyOf } from './member-key.ts';
import type { Destination, Network } from './network.ts';
import { deliver, type Process } from './process.ts';
import type { VirtualTime } from './virtual-time.ts';

/** The ports as one process has them: each call a journey over the network. */
export type Ports = {
  readonly catalog: Catalog;
  readonly announcements: AnnouncementStore;
  readonly audience: Audience;
  readonly pace: PaceStore;
  readonly queues: Queues;
  readonly mailer: Mailer;
  readonly clock: Clock;
};

/** The instants that somebody looks on at. */
export type Observed = {
  /** Told of every send at the instant the sender lets it go, wherever it gets to. */
  readonly onSend: (process: Process, key: MemberKey) => void;
  readonly onBatchWrite: (process: Process, before: Batch, after: Batch) => void;
  readonly onAnnouncementWrite: (
    process: Process,
    before: Announcement | undefined,
    after: Announcement,
  ) => void;
  readonly onSuppress: (showId: ShowId, member: SubscriberId) => void;
};

/** What is at the other end. */
export type Backends = Observed & {
  readonly catalog: Catalog;
  readonly announcements: InMemoryAnnouncements;
  readonly audience: Audience;
  readonly pace: PaceStore;
  readonly queues: Queues;
  readonly send: (process: Process, ...message: Parameters<Mailer['send']>) => ReturnType<Mailer['send']>;
  readonly quota: (process: Process) => ReturnType<Mailer['quota']>;
};

/** Batches in one page of a query. */
const PAGE = 3;

export const createPorts = (
  process: Process,
  backends: Backends,
  network: Network,
  time: VirtualTime,
): Ports => {
  const over =
    <A extends readonly unknown[], R>(
      to: Destination,
      name: string,
      effect: (...args: A) => Promise<R>,
      /** For the trace, where the arguments themselves say too much. */
      saying: (...args: A) => unknown = (...args) => args,
    ) =>
    (...args: A): Promise<R> =>
      network.call(process, { to, says: () => `${name} ${shown(saying(...args))}` }, () => effect(...args));

  return {
    catalog: overCatalog(backends.catalog, over),
    announcements: overAnnouncements(process, backends, over),
    audience: {
      confirmedAfter: over('table read', 'confirmedAfter', backends.audience.confirmedAfter),
      mailable: over('table read', 'mailable', backends.audience.mailable),
      suppress: over('table write', 'suppress', async (showId, member, cause, now) => {
        await backends.audience.suppress(showId, member, cause, now);
        backends.onSuppress(showId, member);
      }),
    },
    pace: {
      lanes: over('table read', 'lanes', backends.pace.lanes),
      claimLane: over('table write', 'claimLane', backends.pace.claimLane),
      releaseLane: over('table write', 'releaseLane', backends.pace.releaseLane),
      quotaReading: over('table read', 'quotaReading', backends.pace.quotaReading),
      writeQuotaReading: over('table write', 'writeQuotaReading', backends.pace.writeQuotaReading),
    },
    queues: {
      plan: over('queue', 'queue plan', backends.queues.plan),
      send: over('queue', 'queue send', backends.queues.send),
    },
    mailer: overMailer(process, backends, over),
    clock: {
      now: () => Math.floor(time.now() + process.clockAhead),
      sleep: (milliseconds) =>
        new Promise((resolve) => void time.after(milliseconds, () => deliver(time, process, resolve))),
    },
  };
};

type Over = <A extends readonly unknown[], R>(
  to: Destination,
  name: string,
  effect: (...args: A) => Promise<R>,
  saying?: (...args: A) => unknown,
) => (...args: A) => Promise<R>;

const overCatalog = (catalog: Catalog, over: Over): Catalog => {
  const all = over('table read', 'episodes', async (showId: ShowId) => {
    const found: EpisodeSummary[] = [];
    for await (const episode of catalog.episodes(showId)) found.push(episode);
    return found;
  });
  return {
    show: over('table read', 'show', catalog.show),
    shows: over('table read', 'shows', catalog.shows),
    putShow: over('table write', 'putShow', catalog.putShow),
    episode: over('table read', 'episode', catalog.episode),
    putEpisode: over('table write', 'putEpisode', catalog.putEpisode, (episode) => episode.episodeId),
    episodes: async function* (showId): AsyncIterable<EpisodeSummary> {
      yield* await all(showId);
    },
    publishedBefore: over('table read', 'publishedBefore', catalog.publishedBefore),
    publishedSince: over('table read', 'publishedSince', catalog.publishedSince),
    scheduledUntil: over('table read', 'scheduledUntil', catalog.scheduledUntil),
  };
};

const overAnnouncements = (process: Process, backends: Backends, over: Over): AnnouncementStore => {
  const store = backends.announcements;
  /** Lets the witness compare what was stored before and after, at the instant of the commit. */
  const witnessed = <R>(next: Batch, write: () => R): R => {
    const before = store.storedBatch(next.announcementId, next.number);
    const written = write();
    const after = store.storedBatch(next.announcementId, next.number);
    if (before !== undefined && after !== undefined && before !== after)
      backends.onBatchWrite(process, before, after);
    return written;
  };
  const addBatch: AnnouncementStore['addBatch'] = async (next) => witnessed(next, () => store.addBatch(next));
  const takeBatch: AnnouncementStore['takeBatch'] = async (next, was) =>
    witnessed(next, () => store.takeBatch(next, was));
  const writeBatch: AnnouncementStore['writeBatch'] = async (next) =>
    witnessed(next, () => store.writeBatch(next));
  const change: AnnouncementStore['change'] = async (next, revisionWas) => {
    const before = store.stored.get(next.announcementId);
    const written = store.change(next, revisionWas);
    const after = store.stored.get(next.announcementId);
    if (after !== undefined && after !== before) backends.onAnnouncementWrite(process, before, after);
    return written;
  };
  const page = over('table read', 'batches', async (id: Batch['announcementId'], after: number) =>
    store
      .storedBatches(id)
      .filter(({ number }) => number > after)
      .slice(0, PAGE),
  );
  return {
    create: over('table write', 'create', store.create, (announcement) => announcement.announcementId),
    read: over('table read', 'read', store.read),
    content: over('table read', 'content', store.content),
    change: over('table write', 'change', change, (next, was) => [next.plan, next.state, was]),
    open: over('table read', 'open', store.open),
    markOpen: over('table write', 'markOpen', store.markOpen),
    markClosed: over('table write', 'markClosed', store.markClosed),
    addBatch: over('table write', 'addBatch', addBatch, brief),
    batch: over('table read', 'batch', store.batch),
    lastBatch: over('table read', 'lastBatch', store.lastBatch),
    batches: async function* (id) {
      let after = -1;
      for (;;) {
        const found = await page(id, after);
        yield* found;
        const last = found.at(-1);
        if (last === undefined || found.length < PAGE) return;
        after = last.number;
      }
    },
    takeBatch: over('table write', 'takeBatch', takeBatch, brief),
    writeBatch: over('table write', 'writeBatch', writeBatch, brief),
    addEvidence: over('table write', 'addEvidence', store.addEvidence, (id, number, evidence) => [
      id,
      number,
      [...evidence].map(([kind, members]) => `${kind} ${[...members].join(',')}`),
    ]),
    hint: over('table write', 'hint', store.hint),
  };
};

const overMailer = (process: Process, backends: Backends, over: Over): Mailer => {
  const send = over(
    'SES',
    'SES send',
    (message: Parameters<Mailer['send']>[0]) => backends.send(process, message),
    ({ to, tags }) => [to, tags['announcement'], tags['batch'], tags['member']],
  );
  return {
    send: (message) => {
      if (process.alive) backends.onSend(process, memberKeyOf(message.tags));
      return send(message);
    },
    quota: over('SES', 'SES quota', () => backends.quota(process)),
  };
};

const brief = (batch: Batch): unknown =>
  `${batch.announcementId}/${batch.number} ${batch.ledger} attempt ${batch.attempt} step ${batch.step}${batch.lease === undefined ? '' : ' leased'}`;

const shown = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    part instanceof Map || part instanceof Set ? [...part] : part,
  ) ?? '';
