import { createHash } from 'node:crypto';
import type { FeedItem } from './feed.ts';

/** What the record keeps of a guid. */
const LONGEST = 2000;

/**
 * What names an item from one reading of the feed to the next: its guid, or one made from what is least likely to
 * change. The address of the recording comes first: titles are corrected, pages move, and hosts without guids give
 * every item the page of the show.
 */
export const identityOf = (item: FeedItem): string => {
  const guid = item.guid?.trim() ?? '';
  if (guid !== '' && guid.length <= LONGEST && !/\p{Cc}/u.test(guid)) return guid;
  if (guid !== '') return `made:${fingerprint(guid, 32)}`;
  return `made:${fingerprint(recordingOf(item) ?? `${item.title}\n${item.publishedAt ?? item.link ?? ''}`, 32)}`;
};

/** The recording's address without what hosts change in it: scheme, tracking prefixes' query, letter case of the host. */
export const recordingOf = (item: FeedItem): string | undefined => {
  const url = item.audioUrl === undefined ? null : URL.parse(item.audioUrl);
  return url === null ? item.audioUrl : `${url.host}${url.pathname}`;
};

/** The first hex digits of a SHA-256. */
export const fingerprint = (text: string, digits: number): string =>
  createHash('sha256').update(text).digest('hex').slice(0, digits);

/** What an item says, so that a change of it is noticed. */
export const contentHashOf = (item: FeedItem): string => {
  const { guid: _, ...content } = item;
  return fingerprint(canonical(content), 16);
};

/** The same text for the same content, in whatever order its fields stand. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
