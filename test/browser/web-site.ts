import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { startPagesServer } from '../../cli/local/runtime/pages-server.ts';
import { Episode } from '../../lambdas/episodes/episode.ts';
import type { Show } from '../../lambdas/episodes/show.ts';
import { announcementIdOf } from '../../lambdas/ids.ts';
import { WEB_SETTINGS } from '../../lambdas/web/ports.ts';
import { announcement, content } from '../contracts/announcement-builders.ts';
import { aShow, confirmed, createWebsite } from '../web/website.ts';

export const ADA = 'ada@example.com';

const TITLES: Readonly<Record<string, readonly string[]>> = {
  he: ['מה האבנים זוכרות', 'לקרוא את קו החוף', 'מאה מיליון שנות שקט'],
  en: [
    'What stones remember: Mary Anning and the first complete ichthyosaur',
    'Reading a coastline',
    'A hundred million years of quiet',
  ],
};

/** The web function behind a real server on this machine, with a show, three episodes and a subscriber. */
export const serveWebsite = async (fields: Readonly<Record<string, unknown>> = {}) => {
  const show = aShow(fields);
  const other = aShow({ showId: 'night-sky', name: 'The Night Sky', language: show.language });
  const site = await createWebsite([show, other], {
    settings: { ...WEB_SETTINGS, formSeconds: 0, answerMilliseconds: 50, signUpsPerSourceHourly: 10_000 },
  });
  await site.put(confirmed(site, ADA));
  await announceEpisodes(site, show);
  const server = await startPagesServer(
    { name: 'web', timeoutMs: 30_000, handler: site.handler },
    { port: 0, log: () => undefined },
  );
  return { ...site, show, url: server.url, stop: () => server.stop() };
};
export type ServedWebsite = Awaited<ReturnType<typeof serveWebsite>>;

const announceEpisodes = async (
  site: Awaited<ReturnType<typeof createWebsite>>,
  { showId, language }: Show,
): Promise<void> => {
  for (const [index, title] of (TITLES[language] ?? TITLES['en'] ?? []).entries()) {
    const publishedAt = `2026-11-${20 - index}T09:00:00Z`;
    const episode = Episode.parse({
      showId,
      episodeId: `episode-${index}`,
      title,
      status: 'published',
      publishedAt,
      durationSeconds: 3900 + 1000 * index,
    });
    await site.catalog.putEpisode(episode, { statusWas: 'missing' });
    const ids = {
      showId,
      episodeId: episode.episodeId,
      announcementId: announcementIdOf(showId, episode.episodeId),
    };
    await site.announcements.create(announcement(ids), content());
  }
};

/** A window that notes every request to anybody but this server, and every complaint of the page. */
export const openWindow = async (
  browser: Browser,
  site: ServedWebsite,
  options: BrowserContextOptions = {},
) => {
  const context = await browser.newContext({ baseURL: site.url, ...options });
  // A proof of work takes its time on a busy machine.
  context.setDefaultTimeout(90_000);
  const page: Page = await context.newPage();
  const strangers: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(site.url)) strangers.push(request.url());
  });
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return { context, page, strangers, complaints };
};
