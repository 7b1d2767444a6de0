import { readFile, stat } from 'node:fs/promises';
import { AnnouncerError } from '../lambdas/errors.ts';
import type { FeedSource, Fetched } from '../lambdas/episodes/feeds/ports.ts';
import { MAX_FEED_BYTES } from '../lambdas/episodes/feeds/poll-feed.ts';
import type { Session } from './session.ts';
import { loadShow } from './show-of.ts';

/** Where a feed is read from by a command. */
export type FeedLocation =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'url'; readonly url: string };

/** A file, an address, or the show's own feed where nothing is named. */
export const feedLocationOf = async (session: Session, named: string | undefined): Promise<FeedLocation> => {
  if (named === undefined) {
    const show = await loadShow(session);
    if (show.feed === undefined)
      throw new AnnouncerError('Usage', `show "${show.showId}" names no feed: give a URL or a file`);
    return { kind: 'url', url: show.feed.url };
  }
  if (/^[a-z][a-z\d+.-]{1,20}:\/\//iu.test(named)) return { kind: 'url', url: named };
  const found = await stat(named).catch(() => undefined);
  if (found === undefined)
    throw new AnnouncerError('Usage', `no file ${named}; an address begins with https://`);
  if (!found.isFile()) throw new AnnouncerError('Usage', `${named} is not a file`);
  return { kind: 'file', path: named };
};

export const written = (location: FeedLocation): string =>
  location.kind === 'file' ? location.path : location.url;

/**
 * Reads the feed from its location under whatever name the poller asks for it; other addresses (a file of chapters)
 * as a function would. The local system may read from this machine, a stack may not.
 */
export const sourceOf = async (
  session: Session,
  location: FeedLocation,
  feedUrl: string,
): Promise<FeedSource> => {
  const { createFeedSource } = await import('../lambdas/network/feed-source.ts');
  const internet = createFeedSource({ loopback: session.target.kind === 'local' });
  return {
    fetch: (url, options) => {
      if (url !== feedUrl) return internet.fetch(url, options);
      return location.kind === 'url' ? internet.fetch(location.url, options) : fromFile(location.path);
    },
  };
};

const fromFile = async (path: string): Promise<Fetched> => {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return { kind: 'failed', why: `no file ${path}` };
  if (found.size > MAX_FEED_BYTES)
    return { kind: 'failed', why: `it is larger than ${MAX_FEED_BYTES} bytes` };
  return { kind: 'fetched', bytes: await readFile(path), validators: {} };
};
