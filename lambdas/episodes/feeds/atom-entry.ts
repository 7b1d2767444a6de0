import type { AtomFeed } from 'feedsmith';
import { instantOf } from './dates.ts';
import type { FeedItem } from './feed.ts';
import { fullestNotes, titleOr } from './item-text.ts';
import { usableSeconds, wholeNumber } from './numbers.ts';
import { present } from './present.ts';
import { playable } from './recordings.ts';

type Entry = AtomFeed.Entry<string>;

export const itemOfEntry = (entry: Entry, base: string | undefined): FeedItem => {
  const notes = fullestNotes(entry.content?.value, entry.summary?.value, entry.itunes?.summary);
  const href = (rel: string): string | undefined =>
    entry.links?.find((link) => (link.rel ?? 'alternate') === rel)?.href;
  return {
    title: titleOr(entry.title?.value, notes),
    notes,
    persons: [],
    chapters: [],
    ...present({
      guid: entry.id,
      publishedAt: instantOf(entry.published ?? entry.updated ?? ''),
      durationSeconds: usableSeconds(entry.itunes?.duration),
      audioUrl: absolute(
        playable(
          (entry.links ?? []).flatMap(({ rel, href: url, type }) =>
            rel === 'enclosure' ? [{ url, type }] : [],
          ),
        ),
        base,
      ),
      artworkUrl: entry.itunes?.image,
      link: absolute(href('alternate'), base),
      season: wholeNumber(entry.itunes?.season),
      number: wholeNumber(entry.itunes?.episode),
    }),
  };
};

/** An address that may be relative to what the feed says it is. */
export const absolute = (url: string | undefined, base: string | undefined): string | undefined =>
  url === undefined || base === undefined || URL.canParse(url) ? url : (URL.parse(url, base)?.href ?? url);
