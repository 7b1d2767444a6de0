import type { AtomFeed } from 'feedsmith';
import { instantOf } from './dates.ts';
import type { FeedItem } from './feed.ts';
import { fullestNotes, titleOr } from './item-text.ts';
import { present } from './present.ts';

type Entry = AtomFeed.Entry<string>;

export const itemOfEntry = (entry: Entry): FeedItem => {
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
      durationSeconds: entry.itunes?.duration,
      audioUrl: href('enclosure'),
      artworkUrl: entry.itunes?.image,
      link: href('alternate'),
      season: entry.itunes?.season,
      number: entry.itunes?.episode,
    }),
  };
};
