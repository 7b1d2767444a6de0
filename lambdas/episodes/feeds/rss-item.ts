import type { RssFeed } from 'feedsmith';
import { instantOf } from './dates.ts';
import type { FeedChapter, FeedItem, FeedPerson } from './feed.ts';
import { fullestNotes, titleOr } from './item-text.ts';
import { usableSeconds, wholeNumber } from './numbers.ts';
import { present } from './present.ts';
import { playable } from './recordings.ts';

type Item = RssFeed.Item<string>;

export const itemOfRss = (item: Item): FeedItem => {
  const { itunes, podcast } = item;
  const notes = fullestNotes(item.content?.encoded, item.description, itunes?.summary);
  return {
    title: titleOr(item.title ?? itunes?.title, notes),
    notes,
    persons: (podcast?.persons ?? []).flatMap(personOf),
    chapters: chaptersOf(item),
    ...present({
      guid: item.guid?.value,
      publishedAt: instantOf(item.pubDate ?? item.dc?.dates?.[0] ?? ''),
      durationSeconds: usableSeconds(itunes?.duration),
      audioUrl: audioOf(item),
      artworkUrl: itunes?.image ?? podcast?.images?.[0]?.href ?? item.media?.thumbnails?.[0]?.url,
      link: item.link ?? (item.guid?.isPermaLink === true ? item.guid.value : undefined),
      season: wholeNumber(itunes?.season ?? podcast?.season?.number),
      number: wholeNumber(itunes?.episode ?? podcast?.episode?.number),
      transcriptUrl: transcriptOf(item),
      chaptersUrl: podcast?.chapters?.url,
    }),
  };
};

/** Media RSS is what hosts of films use, and some of podcasts beside it. */
const mediaOf = ({ media }: Item) => [
  ...(media?.contents ?? []),
  ...(media?.groups ?? []).flatMap((group) => group.contents ?? []),
];

const audioOf = (item: Item): string | undefined =>
  playable(item.enclosures ?? []) ??
  playable(mediaOf(item).filter(({ type, medium }) => /^(?:audio|video)/iu.test(type ?? medium ?? '')));

/** What a person reads, before what a player reads. */
const TRANSCRIPTS = ['text/html', 'text/plain'];

const transcriptOf = ({ podcast }: Item): string | undefined => {
  const transcripts = podcast?.transcripts ?? [];
  const best = TRANSCRIPTS.map((type) => transcripts.find((transcript) => transcript.type === type));
  return [...best, ...transcripts].find((transcript) => transcript !== undefined)?.url;
};

const personOf = ({
  display,
  role,
  href,
}: NonNullable<NonNullable<Item['podcast']>['persons']>[number]): FeedPerson[] =>
  display === undefined
    ? []
    : [{ name: display, role: (role ?? 'host').toLowerCase(), ...present({ url: href }) }];

const chaptersOf = ({ psc }: Item): readonly FeedChapter[] =>
  (psc?.chapters ?? []).flatMap(({ start, title, href }) => {
    const startSeconds = secondsOfStart(start ?? '');
    return startSeconds === undefined || title === undefined
      ? []
      : [{ title, startSeconds, ...present({ url: href }) }];
  });

/** Normal play time (RFC 2326, section 3.6), as Podlove chapters use it. */
const secondsOfStart = (start: string): number | undefined => {
  const found = /^(?:(?:(\d{1,3}):)?(\d{1,2}):)?(\d{1,6})(?:\.\d+)?$/u.exec(start.trim());
  if (found === null) return undefined;
  const seconds = Number(found[1] ?? 0) * 3600 + Number(found[2] ?? 0) * 60 + Number(found[3]);
  return seconds <= 360_000 ? seconds : undefined;
};
