import { announce } from '../../../lambdas/announcements/announce.ts';
import { type Poll, pollFeed } from '../../../lambdas/episodes/feeds/poll-feed.ts';
import type { Validators } from '../../../lambdas/episodes/feeds/feed-state.ts';
import type { Fetched } from '../../../lambdas/episodes/feeds/ports.ts';
import type { Episode } from '../../../lambdas/episodes/episode.ts';
import { publishDue } from '../../../lambdas/episodes/publish-due.ts';
import { Show } from '../../../lambdas/episodes/show.ts';
import { EpisodeId, ShowId } from '../../../lambdas/ids.ts';
import { createInMemoryAnnouncements } from '../../in-memory/announcements.ts';
import { createInMemoryCatalog } from '../../in-memory/catalog.ts';
import { createManualClock } from '../../in-memory/clock.ts';
import { createInMemoryFeedStates } from '../../in-memory/feed-states.ts';
import { createInMemoryQueues } from '../../in-memory/queues.ts';
import { rss } from './documents.ts';

export const FEED_URL = 'https://glass.example/feed';
export const showId = ShowId.parse('glass-hour');

export const aShow = (feed: Record<string, unknown> = {}, rest: Record<string, unknown> = {}): Show =>
  Show.parse({
    showId,
    name: 'Glass Hour',
    sender: { name: 'Glass Hour', address: 'show@glass.example' },
    website: 'https://glass.example',
    postalAddress: '1 Kiln Street, Whitby',
    previewRecipients: ['team@glass.example'],
    feed: { url: FEED_URL, ...feed },
    ...rest,
  });

/** A show, its feed, and all that follows from an episode: the sweep publishes what is due and announces. */
export const createFeedWorld = async (
  feed: Record<string, unknown> = {},
  rest: Record<string, unknown> = {},
) => {
  const show = aShow(feed, rest);
  const clock = createManualClock(Date.parse('2026-11-03T09:00:00Z'));
  const catalog = createInMemoryCatalog();
  await catalog.putShow(show);
  const states = createInMemoryFeedStates();
  const announcements = createInMemoryAnnouncements();
  const queues = createInMemoryQueues();
  const logged: { event: string; fields: Readonly<Record<string, unknown>> }[] = [];
  const log = (event: string, fields: Readonly<Record<string, unknown>>) =>
    void logged.push({ event, fields });
  const previews: EpisodeId[] = [];
  const announced: EpisodeId[] = [];
  const asked: (Validators | undefined)[] = [];
  let answer: Fetched = { kind: 'failed', why: 'no feed yet' };
  let previewing: () => Promise<void> = async () => undefined;
  let files = new Map<string, string>();

  const deps = {
    catalog,
    states,
    clock,
    log,
    source: {
      fetch: async (url: string, { validators }: { readonly validators?: Validators }): Promise<Fetched> => {
        const file = files.get(url);
        if (file !== undefined) return { kind: 'fetched', bytes: Buffer.from(file), validators: {} };
        asked.push(validators);
        return answer;
      },
    },
    sendPreview: async ({ episodeId }: { readonly episodeId: EpisodeId }) => {
      await previewing();
      previews.push(episodeId);
    },
  };

  return {
    deps,
    show,
    clock,
    catalog,
    logged,
    previews,
    announced,
    asked,
    events: () => logged.map(({ event }) => event),
    says: (items: readonly string[], validators: Validators = {}) => {
      answer = { kind: 'fetched', bytes: Buffer.from(rss(items)), validators };
    },
    answers: (next: Fetched) => {
      answer = next;
    },
    previewsWith: (next: () => Promise<void>) => {
      previewing = next;
    },
    holds: (url: string, file: string) => {
      files = new Map([...files, [url, file]]);
    },
    poll: (url = FEED_URL): Promise<Poll> => pollFeed(deps, show, url),
    /** What the sweep does every five minutes. */
    sweep: async (): Promise<void> => {
      await publishDue({ catalog, clock, log });
      for await (const { episodeId, status } of catalog.episodes(showId)) {
        if (status !== 'published') continue;
        const compose = async () => ({
          message: { bytes: new Uint8Array(), slots: [], source: 'x' },
          page: '',
        });
        const result = await announce(
          { catalog, announcements, queues, compose, clock, log },
          showId,
          episodeId,
        );
        if (result.kind === 'announced') announced.push(episodeId);
      }
    },
    episode: async (id: string): Promise<Episode> => {
      const stored = await catalog.episode(showId, EpisodeId.parse(id));
      if (stored.kind !== 'found') throw new Error(`${id} is ${stored.kind}`);
      return stored.value;
    },
    episodes: async () => {
      const found = [];
      for await (const episode of catalog.episodes(showId)) found.push(episode);
      return found;
    },
  };
};
