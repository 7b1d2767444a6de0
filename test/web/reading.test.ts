import { describe, expect, test } from 'vitest';
import { Episode } from '../../lambdas/episodes/episode.ts';
import { announcementIdOf, EpisodeId } from '../../lambdas/ids.ts';
import { announcement, content } from '../contracts/announcement-builders.ts';
import { aShow, createWebsite, type Website } from './website.ts';

const SHOW = aShow().showId;
const DAY = 86_400_000;

const publish = async (
  site: Website,
  n: number,
  options: { announced: boolean; announce?: string } = { announced: true },
) => {
  const episodeId = EpisodeId.parse(`episode-${n}`);
  const publishedAt = new Date(Date.parse('2026-01-01T00:00:00Z') + n * DAY).toISOString();
  const { announced, announce = 'recent' } = options;
  const record = {
    showId: SHOW,
    episodeId,
    title: `Episode <${n}>`,
    status: 'published',
    publishedAt,
    durationSeconds: 3900,
    announce,
  };
  await site.catalog.putEpisode(Episode.parse(record), { statusWas: 'missing' });
  if (announced)
    await site.announcements.create(
      announcement({ announcementId: announcementIdOf(SHOW, episodeId), showId: SHOW, episodeId }),
      content(`<!doctype html><title>Episode ${n}</title><p style="color:red">Read me`),
    );
};

const listed = (body: string) => [...body.matchAll(/episodes\/episode-(\d+)"/g)].map(([, n]) => Number(n));

describe('an announced episode', () => {
  test('is read in the browser as it was announced, in a box of its own', async () => {
    const site = await createWebsite();
    await publish(site, 1);
    const page = await site.visit('/s/deep-time/episodes/episode-1');
    expect(page.body).toContain('Read me');
    const policy = page.headers['content-security-policy'];
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain('sandbox ');
    expect(policy).not.toMatch(/script-src|allow-scripts|allow-forms/);
    expect(page.headers['cache-control']).toContain('max-age');
  });

  test.each(['episode-2', 'no-episode', 'EPISODE', '__proto__', 'episode-1_x'])(
    'that is none is not found: %s',
    async (episode) => {
      const site = await createWebsite();
      await publish(site, 1);
      await publish(site, 2, { announced: false });
      const page = await site.visit(`/s/deep-time/episodes/${episode}`);
      expect(page.statusCode).toBe(404);
      expect(page.body).toContain('href="/s/deep-time"');
    },
  );
});

describe('the archive', () => {
  test('lists what was announced, newest first, and nothing else', async () => {
    const site = await createWebsite();
    await publish(site, 1);
    await publish(site, 2, { announced: false });
    await publish(site, 3, { announced: false, announce: 'never' });
    await publish(site, 4);
    const { body } = await site.visit('/s/deep-time');
    expect(listed(body)).toEqual([4, 1]);
    expect(body).toContain('Episode &lt;4&gt;');
    expect(body).toMatch(/5\sJanuary\s2026/);
    expect(body).not.toContain('Older episodes');
  });

  test('goes on page by page to the first one, each episode once', async () => {
    const site = await createWebsite();
    for (let n = 1; n <= 90; n += 1) await publish(site, n, { announced: n % 3 !== 0 });
    const seen: number[] = [];
    let path: string | undefined = '/s/deep-time';
    for (let page = 0; path !== undefined && page < 10; page += 1) {
      const { body }: { body: string } = await site.visit(path);
      seen.push(...listed(body));
      path = /href="(\?before=[^"]+)"/.exec(body)?.[1]?.replace('?', '/s/deep-time?');
    }
    expect(seen).toEqual(Array.from({ length: 90 }, (_, index) => 90 - index).filter((n) => n % 3 !== 0));
  });

  test('is given by the API as well, and shown to whoever has just confirmed', async () => {
    const site = await createWebsite();
    for (let n = 1; n <= 5; n += 1) await publish(site, n);
    const { episodes } = JSON.parse((await site.visit('/api/shows/deep-time/episodes')).body);
    expect(episodes[0]).toMatchObject({
      episode: 'episode-5',
      page: 'https://pages.example/s/deep-time/episodes/episode-5',
    });
    await site.signUp('ada@example.com');
    const { body } = await site.submit(`/s/deep-time/confirm/${site.mails[0]?.token}`, {});
    expect(listed(body)).toEqual([5, 4, 3]);
  });
});

test('a body that is too large is refused before it is read, by page and API', async () => {
  const site = await createWebsite();
  const body = `address=${'a'.repeat(17_000)}`;
  const headers = { accept: '*/*', 'content-type': 'application/x-www-form-urlencoded' };
  for (const path of [
    '/s/deep-time/subscribe',
    '/s/deep-time/confirm/x',
    '/s/deep-time/unsubscribe/x',
    '/s/deep-time/preferences/x',
    '/s/deep-time/data/x',
  ])
    expect(await site.visit(path, { method: 'POST', headers, body })).toMatchObject({ statusCode: 413 });
  const json = { accept: '*/*', 'content-type': 'application/json' };
  expect(
    await site.visit('/api/shows/deep-time/sign-ups', { method: 'POST', headers: json, body }),
  ).toMatchObject({ statusCode: 413 });
});

test('the stylesheet is kept for a year, under an address that changes with it', async () => {
  const [one, other] = await Promise.all([
    createWebsite(),
    createWebsite([aShow({ brand: { colour: '#ff0000' } })]),
  ]);
  const sheetIn = async (site: Website) =>
    /href="([^"]*style\.css[^"]*)"/.exec((await site.visit('/s/deep-time')).body)?.[1] ?? '';
  expect(await sheetIn(one)).not.toBe(await sheetIn(other));
  const sheet = await one.visit(await sheetIn(one));
  expect(sheet.headers).toMatchObject({
    'content-type': 'text/css; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
  });
  expect(Buffer.byteLength(sheet.body)).toBeLessThan(8000);
  expect(sheet.body).not.toMatch(/url\(|@import/);
});
