import { oddityInWords } from '../lambdas/episodes/feeds/check-feed.ts';
import type { CarriedOut } from '../lambdas/episodes/feeds/carry-out.ts';
import { type Poll, pollFeed } from '../lambdas/episodes/feeds/poll-feed.ts';
import type { FeedStates } from '../lambdas/episodes/feeds/ports.ts';
import type { Decision } from '../lambdas/episodes/feeds/reconcile.ts';
import type { Show } from '../lambdas/episodes/show.ts';
import { AnnouncerError } from '../lambdas/errors.ts';
import { type FeedLocation, sourceOf, written } from './feed-location.ts';
import { count } from './output.ts';
import { sendPreview } from './preview-sent.ts';
import type { Session } from './session.ts';

/** One reading of a feed by hand, through the same steps as the function's. */
export type Polling = { poll(): Promise<Poll>; readonly url: string };

/**
 * `as`: what is not known yet is taken for back catalogue, which mails nobody, or for what it is to the deployed
 * poller. The state is kept under the show's own feed, so that the poller goes on from here.
 */
export const openPolling = async (
  session: Session,
  show: Show,
  location: FeedLocation,
  as: 'back catalogue' | 'feed',
): Promise<Polling> => {
  const connection = await session.connection();
  const url = show.feed?.url ?? written(location);
  const states = await connection.feedStates();
  const deps = {
    catalog: await connection.catalog(),
    states: as === 'feed' ? states : importing(states),
    source: await sourceOf(session, location, url),
    sendPreview: async (request: Parameters<typeof sendPreview>[1]) => {
      const { sent } = await sendPreview(session, request, false);
      const failed = sent.find(({ result }) => result.kind !== 'accepted');
      if (failed !== undefined) throw new Error(`a preview was not sent: ${failed.result.kind}`);
    },
    clock: session.clock,
    log: (event: string, fields: Readonly<Record<string, unknown>>) => {
      if (event.endsWith('.failed'))
        session.output.warn(`${event}: ${String(fields['why'] ?? fields['error'])}`);
    },
  };
  return { url, poll: () => pollFeed(deps, show, url, 'now') };
};

const importing = (states: FeedStates): FeedStates => ({
  ...states,
  read: async (showId) => {
    const stored = await states.read(showId);
    return stored.kind === 'found'
      ? { kind: 'found', value: { ...stored.value, phase: 'importing' } }
      : stored;
  },
});

/** Fails a command for a feed that cannot be read. */
export const readOrRefuse = (poll: Poll, where: string): Extract<Poll, { kind: 'read' }> => {
  if (poll.kind === 'read') return poll;
  if (poll.kind === 'unchanged') return { kind: 'read', done: [], oddities: [], vanished: 0 };
  const why = poll.kind === 'failed' ? poll.why : 'another poller is reading it at this moment; try again';
  throw new AnnouncerError('FeedRefused', `${where} cannot be read as a feed: ${why}`);
};

type Done = Extract<Poll, { kind: 'read' }>['done'][number];

/** For programs: what was decided about which item, and what became of it. */
export const resultOf = (poll: Extract<Poll, { kind: 'read' }>) => ({
  items: poll.done.map(({ decision, result }) => ({
    title: decision.item.title,
    decision: decision.kind,
    result: result.kind,
    ...(result.kind === 'again' ? {} : { episodeId: idOf(result) }),
    ...('why' in result ? { why: result.why } : {}),
  })),
  remarks: poll.oddities.map(oddityInWords),
  vanished: poll.vanished,
});

const idOf = (result: Exclude<CarriedOut, { kind: 'again' }>): string =>
  result.kind === 'created' ? result.episode.episodeId : result.episodeId;

/** A host that changed every address changes every record. */
const MANY = 10;

/** For people: a line for each item that is not back catalogue, and a sum for those that are. */
export const told = (poll: Extract<Poll, { kind: 'read' }>): string => {
  const imported = poll.done.filter(
    ({ decision, result }) => decision.kind === 'import' && result.kind === 'created',
  );
  const followed = poll.done.filter(({ result }) => result.kind === 'updated');
  const many = followed.length > MANY;
  const summed = new Set([...imported, ...(many ? followed : [])]);
  const lines = poll.done.filter((done) => !summed.has(done)).map(sentence);
  return [
    ...(imported.length === 0
      ? []
      : [`${count(imported.length, 'item')} of the back catalogue imported; nobody is mailed about them`]),
    ...(many ? [`${count(followed.length, 'record')} follow the feed; nobody is mailed again`] : []),
    ...lines,
    ...poll.oddities.map((oddity) => `note: ${oddityInWords(oddity)}`),
    ...(poll.done.length === 0 ? ['nothing new'] : []),
  ].join('\n');
};

const sentence = ({ decision, result }: Done): string => {
  const title = `"${decision.item.title}"`;
  switch (result.kind) {
    case 'created':
      return `${title}: ${statusOf(decision, result.episode)} (${result.episode.episodeId})`;
    case 'there before':
      return `${title}: is there already (${result.episodeId})`;
    case 'updated':
      return `${title}: its record follows the feed (${result.episodeId}); nobody is mailed again`;
    case 'left alone':
      return `${title}: left alone, ${result.why} (${result.episodeId})`;
    case 'refused':
      return `${title}: no record can be made of it: ${result.why}`;
    case 'again':
      return `${title}: not yet, ${result.why}`;
    default:
      return result satisfies never;
  }
};

const statusOf = (
  decision: Decision,
  episode: Extract<CarriedOut, { kind: 'created' }>['episode'],
): string => {
  const held = decision.kind === 'hold' ? `, because ${decision.why}` : '';
  return episode.status === 'scheduled' ? `scheduled for ${episode.publishAt}` : `${episode.status}${held}`;
};
