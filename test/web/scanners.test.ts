import { expect, test } from 'vitest';
import type { WebResult } from '../../lambdas/handlers/web.ts';
import { createInMemoryAudience } from '../in-memory/audience.ts';
import { aShow, confirmed, createWebsite, type Website } from './website.ts';

const SHOW = aShow().showId;

/** What a mail scanner or a link preview does: opens a page and everything it links to, and presses nothing. */
const followEveryLink = async (
  site: Website,
  start: readonly string[],
): Promise<ReadonlyMap<string, WebResult>> => {
  const seen = new Map<string, WebResult>();
  const queue = [...start];
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    if (seen.has(path)) continue;
    const page = await site.visit(path);
    seen.set(path, page);
    const links = [...page.body.matchAll(/(?:href|src|action)="([^"]*)"/g)].map(([, link = '']) => link);
    for (const link of links) {
      const url = new URL(link.replaceAll('&amp;', '&'), `https://pages.example${path}`);
      if (url.origin === 'https://pages.example') queue.push(url.pathname + url.search);
    }
  }
  return seen;
};

test('bar 24: a scanner that follows every link of every mail changes nothing', async () => {
  const site = await createWebsite([aShow(), aShow({ showId: 'night-sky', name: 'The Night Sky' })]);
  await site.signUp('pending@example.com');
  await site.put(confirmed(site, 'ada@example.com'));
  const before = site.rows();
  const mailed = site.mails.length;
  const opened = await followEveryLink(site, [
    `/s/deep-time/confirm/${site.mails[0]?.token}`,
    `/s/deep-time/unsubscribe/${site.token('unsubscribe', 'ada@example.com')}`,
    `/s/deep-time/preferences/${site.token('preferences', 'ada@example.com')}`,
    `/s/deep-time/data/${site.token('preferences', 'ada@example.com')}`,
  ]);
  expect(opened.size).toBeGreaterThan(8);
  for (const [path, page] of opened) expect(page.statusCode, path).toBe(200);
  expect(site.rows()).toEqual(before);
  expect(site.mails).toHaveLength(mailed);
});

test('bar 24: HEAD, OPTIONS, PUT and DELETE on the links of a mail change nothing either', async () => {
  const site = await createWebsite();
  await site.signUp('pending@example.com');
  await site.put(confirmed(site, 'ada@example.com'));
  const before = site.rows();
  for (const path of [
    `/s/deep-time/confirm/${site.mails[0]?.token}`,
    `/s/deep-time/unsubscribe/${site.token('unsubscribe', 'ada@example.com')}`,
    `/s/deep-time/data/${site.token('preferences', 'ada@example.com')}`,
  ])
    for (const method of ['HEAD', 'OPTIONS', 'PUT', 'DELETE', 'PATCH'])
      expect((await site.visit(path, { method })).statusCode, `${method} ${path}`).toBeLessThan(500);
  expect(site.rows()).toEqual(before);
});

test('bar 24: a pending address gets its confirmation and nothing else', async () => {
  const site = await createWebsite([aShow({ latestEpisodeOnConfirm: true })], {
    sendLatest: () => Promise.reject(new Error('a pending address was sent an episode')),
  });
  await site.signUp('ada@example.com');
  const audience = createInMemoryAudience(site.subscribers);
  const now = site.clock.now();
  expect((await audience.confirmedAfter(SHOW, undefined, now)).members).toEqual([]);
  expect((await audience.mailable(SHOW, [site.idOf('ada@example.com')], now)).size).toBe(0);
  expect(site.mails).toHaveLength(1);
});

test('whoever confirms is greeted once: not by pressing again, and not by opening the page', async () => {
  const greeted: string[] = [];
  const site = await createWebsite([aShow({ latestEpisodeOnConfirm: true })], {
    sendLatest: async (_, { address }) => {
      greeted.push(address);
      throw new Error('SES is out');
    },
  });
  await site.signUp('ada@example.com');
  const link = `/s/deep-time/confirm/${site.mails[0]?.token}`;
  await site.visit(link);
  expect(greeted).toEqual([]);
  const pressed = await site.submit(link, {});
  await site.submit(link, {});
  expect(greeted).toEqual(['ada@example.com']);
  // What became of the greeting is not the newcomer's trouble.
  expect(pressed.body).toContain('You are subscribed');
  expect(site.events.map(({ event }) => event)).toEqual(['latest-episode.failed']);
});
