import { expect, it } from 'vitest';
import { z } from 'zod';
import { EpisodeFile } from '../../lambdas/episodes/episode.ts';
import { decode } from '../../lambdas/episodes/feeds/decode.ts';
import { episodeFromItem } from '../../lambdas/episodes/feeds/episode-from-item.ts';
import type { FeedItem } from '../../lambdas/episodes/feeds/feed.ts';
import { identityOf } from '../../lambdas/episodes/feeds/identity.ts';
import { parseFeed } from '../../lambdas/episodes/feeds/parse-feed.ts';
import { EpisodeId, ShowId } from '../../lambdas/ids.ts';
import { heapGrowth, processorSeconds } from '../bounds.ts';
import { type Corpus, withCorpus } from './corpus.ts';
import { Tally } from './tally.ts';

const Expected = z.record(
  z.string(),
  z.object({
    channel_title: z.string(),
    items: z.array(
      z.object({
        title: z.string(),
        guid: z.string().nullable(),
        pubDate: z.string(),
        duration: z.number().nullable(),
        enclosure: z.string().nullable(),
        image: z.string().nullable(),
      }),
    ),
  }),
);

const expectedFeeds = (corpus: Corpus) => Expected.parse(JSON.parse(corpus.text('expected-feeds.json')));

const itemsOf = (
  corpus: Corpus,
  file: string,
): { readonly title: string; readonly items: readonly FeedItem[] } => {
  const parsed = parseFeed(decode(corpus.bytes(`feeds/${file}`)));
  if (parsed.kind === 'refused') throw new Error(`${file}: ${parsed.why}`);
  return parsed.feed;
};

withCorpus('the feeds of the corpus', (corpus) => {
  it('yield every field as expected', () => {
    const tally = new Tally('feeds');
    for (const [file, expected] of Object.entries(expectedFeeds(corpus))) {
      const feed = itemsOf(corpus, file);
      tally.field(`${file}: title`, feed.title, expected.channel_title);
      tally.field(`${file}: items`, feed.items.length, expected.items.length);
      expected.items.forEach((wanted, index) => {
        const item = feed.items[index];
        const name = `${file}[${index}]`;
        tally.field(`${name}: title`, item?.title, wanted.title);
        tally.field(`${name}: guid`, item?.guid, wanted.guid ?? undefined);
        tally.field(`${name}: date`, item?.publishedAt, new Date(wanted.pubDate).toISOString());
        tally.field(`${name}: seconds`, item?.durationSeconds, wanted.duration ?? undefined);
        tally.field(`${name}: audio`, item?.audioUrl, wanted.enclosure ?? undefined);
        tally.field(`${name}: artwork`, item?.artworkUrl, wanted.image ?? undefined);
      });
    }
    expect(tally.report().misses).toEqual([]);
  });

  it('have an identity for every item, each its own, and the same on the next reading', () => {
    for (const file of Object.keys(expectedFeeds(corpus))) {
      const identities = itemsOf(corpus, file).items.map(identityOf);
      expect(new Set(identities).size, file).toBe(identities.length);
      expect(itemsOf(corpus, file).items.map(identityOf)).toEqual(identities);
    }
  });

  it('make records within every limit, with https addresses', () => {
    const showId = ShowId.parse('a-show');
    for (const file of Object.keys(expectedFeeds(corpus)))
      for (const item of itemsOf(corpus, file).items) {
        const episode = episodeFromItem(item, { showId, episodeId: EpisodeId.parse('an-episode') });
        expect(EpisodeFile.safeParse(episode).success, `${file}: ${item.title}`).toBe(true);
        expect(episode.title).toBe(item.title);
        expect(episode.audioUrl).toBe(item.audioUrl?.replace(/^http:/, 'https:'));
        expect(episode.artwork?.url).toBe(item.artworkUrl?.replace(/^http:/, 'https:'));
        expect(episode.durationSeconds).toBe(item.durationSeconds);
        expect(episode.publishedAt).toBe(item.publishedAt);
      }
  });

  it('read the same in Latin-1 and in UTF-8', () => {
    expect(itemsOf(corpus, 'derived-rtve-latin1-es.xml')).toEqual(
      itemsOf(corpus, 'rtve-tiempo-de-valientes-es.xml'),
    );
  });
});

withCorpus('the malformed files of the corpus', (corpus) => {
  const OUTCOMES: Readonly<Record<string, RegExp>> = {
    'billion-laughs-atom.xml': /document type declaration/,
    'truncated-cdata.xml': /cut off/,
    'html-instead-of-xml.html': /HTML page, not a feed/,
    'missing-channel-libsyn.xml': /<\/channel> stands where/,
  };

  it.each(corpus.list('malformed'))('%s is refused with what is wrong, fast and in little memory', (file) => {
    // Of files that came to the corpus later it is known that they are refused, and not yet why.
    const why = OUTCOMES[file] ?? /\w{4}/;
    const document = decode(corpus.bytes(`malformed/${file}`));
    const parsing = () => parseFeed(document);
    expect(parsing()).toEqual({ kind: 'refused', why: expect.stringMatching(why) });
    expect(processorSeconds(parsing, 0.5)).toBeLessThan(0.5);
    expect(heapGrowth(parsing, 50_000_000)).toBeLessThan(50_000_000);
  });
});
