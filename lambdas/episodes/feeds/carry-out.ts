import { AnnouncerError } from '../../errors.ts';
import { type EpisodeId, EpisodeId as EpisodeIdSchema } from '../../ids.ts';
import { episodeIdFrom } from '../episode-id.ts';
import type { Episode, EpisodeFile } from '../episode.ts';
import type { Catalog, EpisodeSummary } from '../ports.ts';
import { revised, type Quiet } from '../revise.ts';
import type { Show } from '../show.ts';
import { episodeFromItem, recordHash } from './episode-from-item.ts';
import type { FeedItem } from './feed.ts';
import { identityHash } from './feed-state.ts';
import type { Decision } from './reconcile.ts';

export type CarryOutDeps = {
  readonly catalog: Pick<Catalog, 'episode' | 'putEpisode'>;
  /** The show's episodes as they were before this reading. */
  readonly listed: () => Promise<readonly EpisodeSummary[]>;
  readonly quiet: Quiet;
  /** Adds what only a further request tells: the chapters of a file. */
  readonly completed: (item: FeedItem) => Promise<FeedItem>;
};

/** What became of a decision. `again`: the next reading decides anew. */
export type CarriedOut =
  | { readonly kind: 'created'; readonly episode: Episode }
  /** It was there: written by an earlier run that did not get to note it, or by the team itself. */
  | { readonly kind: 'there before'; readonly episodeId: EpisodeId }
  | { readonly kind: 'updated'; readonly episodeId: EpisodeId }
  | { readonly kind: 'left alone'; readonly episodeId: EpisodeId; readonly why: string }
  /** No record can be made of it. It is not tried again until the item changes. */
  | { readonly kind: 'refused'; readonly episodeId: EpisodeId; readonly why: string }
  | { readonly kind: 'again'; readonly why: string };

/** Does what was decided about one item. Doing it twice comes to the same. */
export const carryOut = async (
  deps: CarryOutDeps,
  show: Show,
  decision: Decision,
  now: number,
): Promise<CarriedOut> => {
  try {
    return await dispatch(deps, show, decision, now);
  } catch (error) {
    // One item that cannot be made an episode keeps no other from being one.
    if (!(error instanceof AnnouncerError) || error.code !== 'InvalidRecord') throw error;
    const { item, identity } = decision;
    const episodeId = decision.kind === 'update' ? decision.known.episodeId : uniqueIdFor(item, identity);
    return { kind: 'refused', episodeId, why: error.message };
  }
};

const dispatch = async (
  deps: CarryOutDeps,
  show: Show,
  decision: Decision,
  now: number,
): Promise<CarriedOut> => {
  switch (decision.kind) {
    case 'import':
      return create(deps, show, decision, (file) => imported(file, now));
    case 'hold':
      return create(deps, show, decision, (file) => ({ ...file, status: 'draft' }));
    case 'new': {
      const item = await deps.completed(decision.item);
      return create(deps, show, { ...decision, item }, (file) => asWanted(show, file, now));
    }
    case 'update':
      return update(deps, show, decision);
    default:
      return decision satisfies never;
  }
};

const imported = (file: EpisodeFile, now: number): Episode => ({
  ...file,
  status: 'published',
  announce: 'never',
  publishedAt: file.publishedAt ?? new Date(now).toISOString(),
});

const asWanted = (show: Show, file: EpisodeFile, now: number): Episode => {
  const { newItems, graceMinutes } = wantedBy(show);
  switch (newItems) {
    case 'draft':
      return { ...file, status: 'draft' };
    case 'schedule':
      return {
        ...file,
        status: 'scheduled',
        publishAt: new Date(now + graceMinutes * 60_000).toISOString(),
        // It is new now; a grace time of days must not make it old before it is announced.
        announce: 'always',
      };
    case 'publish':
      return {
        ...file,
        status: 'published',
        publishedAt: new Date(Math.min(Date.parse(file.publishedAt ?? '') || now, now)).toISOString(),
      };
    default:
      return newItems satisfies never;
  }
};

/** A feed read by hand for a show that names none makes drafts. */
const wantedBy = (show: Show): Pick<NonNullable<Show['feed']>, 'newItems' | 'graceMinutes'> =>
  show.feed ?? { newItems: 'draft', graceMinutes: 0 };

type Creation = Exclude<Decision, { kind: 'update' }>;

const create = async (
  deps: CarryOutDeps,
  show: Show,
  decision: Creation,
  asEpisode: (file: EpisodeFile) => Episode,
): Promise<CarriedOut> => {
  const { showId } = show;
  const { item, identity } = decision;
  const twin = await twinOf(deps, show, item);
  if (twin !== undefined) return { kind: 'there before', episodeId: twin };
  for (const episodeId of idsFor(item, identity)) {
    const episode = asEpisode(episodeFromItem(item, { showId, episodeId }, identity));
    if ((await deps.catalog.putEpisode(episode, { statusWas: 'missing' })) === 'written')
      return { kind: 'created', episode };
    const stored = await deps.catalog.episode(showId, episodeId);
    if (stored.kind === 'found' && stored.value.source?.guid === identity)
      return { kind: 'there before', episodeId };
  }
  return { kind: 'again', why: `the ids ${idsFor(item, identity).join(', ')} belong to other episodes` };
};

/** From the title while it is free: ids are read by people. With a hash of the identity if it is not. */
const idsFor = (item: FeedItem, identity: string): EpisodeId[] => {
  const id = episodeIdFrom(item.title);
  const unique = uniqueIdFor(item, identity);
  return id === undefined ? [unique] : [id, unique];
};

const uniqueIdFor = (item: FeedItem, identity: string): EpisodeId =>
  EpisodeIdSchema.parse(`${episodeIdFrom(item.title) ?? 'episode'}-${identityHash(identity).slice(0, 10)}`);

/** The team may have written the episode itself before the feed came round with it: that one counts. */
const twinOf = async (deps: CarryOutDeps, show: Show, item: FeedItem): Promise<EpisodeId | undefined> => {
  const title = letters(item.title);
  const isTwin = (episode: EpisodeSummary): boolean =>
    letters(episode.title) === title || (item.link !== undefined && sameAddress(episode.pageUrl, item.link));
  for (const episode of await deps.listed()) {
    if (!isTwin(episode)) continue;
    const stored = await deps.catalog.episode(show.showId, episode.episodeId);
    // One that came from the feed is another item: a show may give two episodes one title or one page.
    if (stored.kind === 'found' && stored.value.source === undefined) return episode.episodeId;
  }
  return undefined;
};

const letters = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const sameAddress = (one: string | undefined, other: string): boolean =>
  one !== undefined && plain(one) === plain(other);

const plain = (url: string): string => url.replace(/^https?:\/\/(?:www\.)?/iu, '').replace(/\/$/u, '');

const update = async (
  deps: CarryOutDeps,
  show: Show,
  decision: Extract<Decision, { kind: 'update' }>,
): Promise<CarriedOut> => {
  const { episodeId } = decision.known;
  const stored = await deps.catalog.episode(show.showId, episodeId);
  if (stored.kind !== 'found') return { kind: 'left alone', episodeId, why: `the record is ${stored.kind}` };
  const before = stored.value;
  if (before.source?.contentHash !== recordHash(before))
    return { kind: 'left alone', episodeId, why: 'the team has edited it' };
  const hadChapters = before.topics.some((topic) => topic.startSeconds !== undefined);
  const item = hadChapters ? await deps.completed(decision.item) : decision.item;
  const file = episodeFromItem(item, { showId: show.showId, episodeId }, decision.identity);
  const revision = revised(before, { ...file, announce: before.announce }, deps.quiet);
  if (revision.kind === 'unchanged') return { kind: 'updated', episodeId };
  const written = await deps.catalog.putEpisode(revision.episode, { statusWas: before.status });
  return written === 'written'
    ? { kind: 'updated', episodeId }
    : { kind: 'again', why: 'somebody else changed it meanwhile' };
};
