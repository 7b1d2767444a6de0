import { AnnouncerError } from '../lambdas/errors.ts';
import { decode } from '../lambdas/episodes/feeds/decode.ts';
import { checkFeed, type CheckedItem, type FeedCheck } from '../lambdas/episodes/feeds/check-feed.ts';
import { parseFeed } from '../lambdas/episodes/feeds/parse-feed.ts';
import { MAX_FEED_BYTES } from '../lambdas/episodes/feeds/poll-feed.ts';
import { clockOf } from '../lambdas/episodes/show-notes/times.ts';
import { EXIT } from './exit-codes.ts';
import { feedLocationOf, sourceOf, written } from './feed-location.ts';
import { count, showInstant, table } from './output.ts';
import type { Session } from './session.ts';

/** Reads a feed once and says what its items would become. */
export const checkFeedAt = async (session: Session, named: string | undefined): Promise<void> => {
  const location = await feedLocationOf(session, named);
  const source = await sourceOf(session, location, written(location));
  const fetched = await source.fetch(written(location), { maxBytes: MAX_FEED_BYTES });
  if (fetched.kind !== 'fetched')
    throw refused(written(location), fetched.kind === 'failed' ? fetched.why : 'it says "unchanged"');
  const parsed = parseFeed(decode(fetched.bytes, fetched.charset));
  if (parsed.kind === 'refused') throw refused(written(location), parsed.why);
  const check = checkFeed(parsed.feed, session.clock.now());
  session.output.result(
    { ...check, ...(fetched.movedTo === undefined ? {} : { movedTo: fetched.movedTo }) },
    () => account(check, fetched.movedTo),
  );
  if (check.remarks.length > 0) session.setExit(EXIT.partly);
};

const refused = (where: string, why: string): AnnouncerError =>
  new AnnouncerError('FeedRefused', `${where} cannot be read as a feed: ${why}`);

const account = (check: FeedCheck, movedTo: string | undefined): string =>
  [
    `${check.title}: ${count(check.items.length, 'item')}`,
    ...(check.items.length === 0 ? [] : [table(HEADER, check.items.map(rowOf))]),
    ...(movedTo === undefined
      ? []
      : ['', `The feed has moved for good to ${movedTo}: change the show's feed.url.`]),
    ...(check.remarks.length === 0
      ? []
      : ['', 'Worth a look:', ...check.remarks.map((remark) => `  ${remark}`)]),
  ].join('\n');

const HEADER = ['date', 'length', 'topics', 'links', 'guests', 'title'];

const rowOf = (item: CheckedItem): string[] => [
  item.publishedAt === undefined ? '' : showInstant(item.publishedAt),
  item.durationSeconds === undefined ? '' : clockOf(item.durationSeconds),
  String(item.topics),
  String(item.links),
  item.guests.join(', ').slice(0, 40),
  item.title,
];
