import type { EpisodeId, ShowId } from '../../ids.ts';
import type { FeedItem } from './feed.ts';
import type { FeedHealth } from './health.ts';
import { contentHashOf, fingerprint, recordingOf } from './identity.ts';

/** What the last answer said of itself; sent along with the next request. */
export type Validators = { readonly etag?: string; readonly lastModified?: string };

/**
 * What was seen of a feed. Until its first reading is through (`importing`), whatever is not known yet is back
 * catalogue; from then on (`watching`) it is new.
 */
export type FeedState = {
  readonly showId: ShowId;
  readonly url: string;
  /** Raised by every write. */
  readonly revision: number;
  readonly phase: 'importing' | 'watching';
  readonly validators: Validators;
  readonly health: FeedHealth;
  readonly known: readonly KnownItem[];
  /** Of the oddities that were last reported: the same ones are not reported again. */
  readonly reported: string;
};

/** An item that was seen, by short hashes: a row holds three thousand of them. */
export type KnownItem = {
  /** Of the identity. */
  readonly identity: string;
  readonly episodeId: EpisodeId;
  /** Of all it said. */
  readonly content: string;
  /** Of the recording's address, of the title, and the date: the same episode under another guid is known by them. */
  readonly recording: string | undefined;
  readonly title: string;
  readonly publishedAt: string | undefined;
};

export type Marks = Pick<KnownItem, 'content' | 'recording' | 'title' | 'publishedAt'>;

/** 80 bits tell three thousand guids apart for good; 48 are enough for what only confirms. */
export const identityHash = (identity: string): string => fingerprint(identity, 20);
const shortHash = (text: string): string => fingerprint(text, 12);

export const marksOf = (item: FeedItem): Marks => {
  const recording = recordingOf(item);
  return {
    content: contentHashOf(item).slice(0, 12),
    recording: recording === undefined ? undefined : shortHash(recording),
    title: shortHash(item.title.toLowerCase()),
    publishedAt: item.publishedAt,
  };
};

export const firstState = (showId: ShowId, url: string): FeedState => ({
  showId,
  url,
  revision: 0,
  phase: 'importing',
  validators: {},
  health: { kind: 'well' },
  known: [],
  reported: '',
});

/** At another address everything unknown is back catalogue again: a move must not mail anybody. */
export const stateFor = (stored: FeedState | undefined, showId: ShowId, url: string): FeedState => {
  if (stored === undefined) return firstState(showId, url);
  return stored.url === url
    ? stored
    : { ...stored, url, phase: 'importing', validators: {}, health: { kind: 'well' } };
};
