import type { EpisodeSummary } from '../episodes/ports.ts';
import { announcementIdOf, type ShowId } from '../ids.ts';
import type { WebPorts } from './ports.ts';

const PAGE = 20;
/** A back catalogue that was never announced may lie between: look this many pages far, then let the reader go on. */
const MOST_PAGES = 3;
/** Later than every episode. */
export const NEWEST = '9999-12-31T23:59:59.999Z';

export type Archive = {
  readonly episodes: readonly EpisodeSummary[];
  /** Where the next page begins; undefined at the end. */
  readonly before: string | undefined;
};

/** Announced episodes, newest first: those that can be read here. */
export const archiveOf = async (
  ports: Pick<WebPorts, 'catalog' | 'announcements'>,
  showId: ShowId,
  from: string,
): Promise<Archive> => {
  const episodes: EpisodeSummary[] = [];
  let before: string | undefined = from;
  for (let page = 0; page < MOST_PAGES && before !== undefined && episodes.length < PAGE; page += 1) {
    const published: readonly EpisodeSummary[] = await ports.catalog.publishedBefore(showId, before, PAGE);
    episodes.push(...(await announcedOf(ports, published)));
    before = published.length < PAGE ? undefined : published.at(-1)?.publishedAt;
  }
  return { episodes, before };
};

/** How long an episode just announced may be missing where newcomers are shown what there is. */
const REMEMBERED_MS = 10_000;

/**
 * The newest announced episodes of a show, looked up once for all who confirm in these seconds: after a mention
 * somewhere that is hundreds, and each would read the archive anew.
 */
export const createNewest = (ports: Pick<WebPorts, 'catalog' | 'announcements' | 'clock'>) => {
  const known = new Map<ShowId, { readonly found: Promise<Archive>; readonly until: number }>();
  return async (showId: ShowId): Promise<readonly EpisodeSummary[]> => {
    const now = ports.clock.now();
    const kept = known.get(showId);
    const found = kept !== undefined && kept.until > now ? kept.found : archiveOf(ports, showId, NEWEST);
    if (found !== kept?.found) known.set(showId, { found, until: now + REMEMBERED_MS });
    try {
      return (await found).episodes;
    } catch (error) {
      if (known.get(showId)?.found === found) known.delete(showId);
      throw error;
    }
  };
};

const announcedOf = async (
  ports: Pick<WebPorts, 'announcements'>,
  published: readonly EpisodeSummary[],
): Promise<readonly EpisodeSummary[]> => {
  const ids = published
    .filter(({ announce }) => announce !== 'never')
    .map(({ showId, episodeId }) => announcementIdOf(showId, episodeId));
  const announced = new Set(
    (await Promise.all(ids.map((id) => ports.announcements.read(id)))).map((found) => found?.announcementId),
  );
  return published.filter(({ showId, episodeId }) => announced.has(announcementIdOf(showId, episodeId)));
};
