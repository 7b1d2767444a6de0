import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { item, rss } from '../episodes/feeds/documents.ts';
import type { World } from './world.ts';

/*
 * The deployed poller reads https of the public internet only, and here is none: the command line reads a file in its
 * place, through the same steps, tables and preview function. Everything from the table on is the stack's.
 */

const SHOW = {
  showId: 'glass-hour',
  name: 'Glass Hour',
  sender: { name: 'Glass Hour', address: 'glass@tidalnotes.example' },
  website: 'https://glass.example',
  postalAddress: '1 Kiln Street, Whitby',
  previewRecipients: ['glass-team@tidalnotes.example'],
};
const feed = { url: 'https://feeds.glass.example/glass-hour', graceMinutes: 1 };

const hoursAgo = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toUTCString();
const old = Array.from({ length: 300 }, (_, number) =>
  item({ number, title: `Old glass ${number}`, date: hoursAgo(168 * (300 - number) - 167) }),
);
const first = item({ number: 301, title: 'Liquid sand', date: hoursAgo(0.5) });
const second = item({ number: 302, title: 'Solid light', date: hoursAgo(0.2) });

const about = ({ mails }: World, title: RegExp) => mails.filter(({ mail }) => title.test(mail.subject ?? ''));
const ofFeed = async ({ command, file }: World, verb: string, items: readonly string[]): Promise<string> => {
  const once = verb === 'watch' ? ['--once'] : [];
  const name = await file('feed.xml', rss(items));
  return JSON.stringify(await command('feed', verb, name, ...once, '--show', SHOW.showId));
};
const solidLight = async ({ command }: World): Promise<string> =>
  JSON.stringify(await command('episode', 'show', `${SHOW.showId}/solid-light`));

/** Up to an item that waits for its grace time: the rest of the suite has other things to do meanwhile. */
export const aFeedIsRead = (world: () => World): void => {
  describe('a show with a feed', () => {
    it('is given the feed and its 300 old items, and nobody is mailed about them', async () => {
      await world().put('show', { ...SHOW, feed: { ...feed, newItems: 'publish' } });
      const iris = world().reader('iris@reader.example');
      await iris.signUp(world().subscribePage(SHOW.showId));
      await iris.confirm();
      const result = await ofFeed(world(), 'import', old);
      expect(result.match(/"decision":"import","result":"created"/g)).toHaveLength(300);
      const listed = JSON.stringify(await world().command('episode', 'list', '--show', SHOW.showId));
      expect(listed).toContain('old-glass-299');
    });

    it('has a new item announced once to whoever is subscribed', async () => {
      await ofFeed(world(), 'watch', [first, ...old]);
      await world()
        .reader('iris@reader.example')
        .mail(/Liquid sand/, 90);
      await ofFeed(world(), 'watch', [first, ...old]);
      await world().closed(`${SHOW.showId}/liquid-sand`);
      expect(about(world(), /Liquid sand/)).toHaveLength(1);
      expect(about(world(), /Old glass/)).toEqual([]);
    });

    it('has the next one wait for the grace time, in which the team sees it', async () => {
      await world().put('show', { ...SHOW, feed: { ...feed, newItems: 'schedule' } });
      const result = await ofFeed(world(), 'watch', [second, first, ...old]);
      expect(result).toContain('"episodeId":"solid-light"');
      const preview = await world()
        .reader('glass-team@tidalnotes.example')
        .mail(/Solid light/);
      expect(preview.mail.subject).toContain('Preview');
      await world().sweep();
      expect(await solidLight(world())).toContain('"status":"scheduled"');
    });
  });
};

export const itsGraceTimeIsOver = (world: () => World): void => {
  describe('the item of the feed', () => {
    it('is announced by itself when its time has come, and once', async () => {
      const [, publishAt = ''] = /"publishAt":"([^"]+)"/.exec(await solidLight(world())) ?? [];
      // Where the machine is slow, its time has come already, and the sweep's own round may have found it.
      await sleep(Math.max(0, Date.parse(publishAt) + 1_000 - Date.now() || 0));
      await world().sweep();
      await world()
        .reader('iris@reader.example')
        .mail(/Solid light/, 90);
      await world().closed(`${SHOW.showId}/solid-light`);
      await world().sweep();
      // The preview, and the one to whoever is subscribed.
      expect(about(world(), /Solid light/).map(({ to }) => to)).toEqual([
        ['glass-team@tidalnotes.example'],
        ['iris@reader.example'],
      ]);
    });
  });
};
