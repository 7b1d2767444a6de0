import { EpisodeId, ShowId } from '../../ids.ts';
import { AnnouncerError } from '../../errors.ts';
import type { EpisodeFile } from '../episode.ts';
import { episodeFromItem } from './episode-from-item.ts';
import type { Feed, FeedItem } from './feed.ts';
import { firstState } from './feed-state.ts';
import { identityOf } from './identity.ts';
import { type Oddity, reconcile } from './reconcile.ts';

/** What a person wants to know of a feed before announcing from it. */
export type FeedCheck = {
  readonly title: string;
  readonly items: readonly CheckedItem[];
  /** In words, each about all items it holds for. */
  readonly remarks: readonly string[];
};

export type CheckedItem = {
  readonly title: string;
  /** Stated by the feed; null where the identity had to be made. */
  readonly guid: string | null;
  readonly identity: string;
  readonly publishedAt?: string;
  readonly durationSeconds?: number;
  readonly audioUrl?: string;
  readonly artworkUrl?: string;
  readonly link?: string;
  readonly guests: readonly string[];
  readonly topics: number;
  readonly links: number;
};

export const checkFeed = (feed: Feed, now: number): FeedCheck => {
  const refused: string[] = [];
  return {
    title: feed.title,
    items: feed.items.map((item) => checkedItem(item, refused)),
    remarks: [
      ...remarksOn(feed, now),
      ...reconcile(firstState(NAME.showId, ''), feed, now).oddities.map(oddityInWords),
      ...refused,
    ],
  };
};

const NAME = { showId: ShowId.parse('a-show'), episodeId: EpisodeId.parse('an-episode') };

/** What no record can be made of is told of, and keeps no other item from being checked. */
const drawn = (item: FeedItem, refused: string[]): Pick<EpisodeFile, 'guests' | 'topics' | 'links'> => {
  try {
    return episodeFromItem(item, NAME);
  } catch (error) {
    if (!(error instanceof AnnouncerError) || error.code !== 'InvalidRecord') throw error;
    refused.push(`no record can be made of it: ${error.message}`);
    return { guests: [], topics: [], links: [] };
  }
};

const checkedItem = (item: FeedItem, refused: string[]): CheckedItem => {
  const { guests, topics, links } = drawn(item, refused);
  const { persons: _persons, notes: _notes, chapters: _chapters, guid, ...fields } = item;
  return {
    ...fields,
    guid: guid ?? null,
    identity: identityOf(item),
    guests: guests.map(({ name }) => name),
    topics: topics.length,
    links: links.length,
  };
};

const remarksOn = ({ items }: Feed, now: number): string[] => {
  const about = (holds: (item: FeedItem) => boolean, text: string): string[] => {
    const held = items.filter(holds);
    const [first] = held;
    return first === undefined
      ? []
      : [`${held.length} of ${items.length}: ${text} (the first is "${first.title}")`];
  };
  return [
    ...(items.length === 0 ? ['there is no item in it'] : []),
    ...about((item) => item.guid === undefined, 'no guid; one is made of the recording, and changes with it'),
    ...about((item) => item.publishedAt === undefined, 'no date that can be read; a new one becomes a draft'),
    ...about((item) => Date.parse(item.publishedAt ?? '') > now, 'dated ahead; left out until then'),
    ...about((item) => item.audioUrl === undefined, 'no recording'),
    ...about(
      (item) => /^http:/i.test(item.audioUrl ?? ''),
      'the recording is http://, and emails link to https://',
    ),
    ...about((item) => item.notes.trim() === '', 'no notes'),
  ];
};

export const oddityInWords = (oddity: Oddity): string => {
  switch (oddity.kind) {
    case 'doubled guid':
      return `one guid for ${oddity.titles.length} items (${oddity.guid}): ${oddity.titles.join(' / ')}; told apart by their recordings`;
    case 'doubled item':
      return `"${oddity.title}" stands in it twice; one is left out`;
    case 'reused guid':
      return `the guid of another episode came back for "${oddity.title}"; it becomes a draft, the other stays as it is`;
    case 'changed guid':
      return `the guid of "${oddity.title}" has changed; it is still the same episode`;
    case 'same recording':
      return `"${oddity.title}" has the recording of another item; it becomes a draft`;
    case 'no date':
      return `"${oddity.title}" has no date; it becomes a draft`;
    case 'emptied':
      return `it is empty, and held ${oddity.known} items before; nothing changes`;
    case 'many at once':
      return `${oddity.items} items are new at once, beside ${oddity.known} known ones; recent ones become drafts`;
    case 'no postal address':
      return `"${oddity.title}" becomes a draft, for the show has no postal address: add postalAddress to the show, then publish it`;
    default:
      return oddity satisfies never;
  }
};
