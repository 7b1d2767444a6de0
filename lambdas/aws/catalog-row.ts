import { z } from 'zod';
import { Episode } from '../episodes/episode.ts';
import { instant } from '../episodes/fields.ts';
import type { EpisodeSummary, Stored } from '../episodes/ports.ts';
import { Show } from '../episodes/show.ts';
import { parse } from '../faults.ts';
import { EpisodeId, ShowId } from '../ids.ts';
import type { Attributes } from './rows.ts';
import { EPISODE_PREFIX } from './table-definitions.ts';

export const SHOW = 'SHOW';
/** The partition that lists every show. No show id can begin with `#`. */
export const DIRECTORY = '#SHOWS';

export const showKey = (showId: ShowId) => ({ showId, record: SHOW });
export const episodeKey = (showId: ShowId, episodeId: EpisodeId) => ({
  showId,
  record: `${EPISODE_PREFIX}${episodeId}`,
});

const EpisodeKeys = z.object({
  showId: ShowId,
  record: z
    .string()
    .startsWith(EPISODE_PREFIX)
    .transform((record) => record.slice(EPISODE_PREFIX.length))
    .pipe(EpisodeId),
});

/** Whose row this is, by its keys alone; undefined for shows, the directory and keys nobody here writes. */
export const episodeInKeys = (
  keys: unknown,
): { readonly showId: ShowId; readonly episodeId: EpisodeId } | undefined => {
  const read = EpisodeKeys.safeParse(keys);
  return read.success ? { showId: read.data.showId, episodeId: read.data.record } : undefined;
};

export const showOf = (row: Attributes | undefined): Stored<Show> => {
  if (row === undefined) return { kind: 'missing' };
  const { record: _, ...attributes } = row;
  return stored(parse(Show, attributes));
};

/** The key says which episode it is, whatever another hand wrote into the row. */
export const episodeOf = (row: Attributes | undefined): Stored<Episode> => {
  if (row === undefined) return { kind: 'missing' };
  const { record: _, ...attributes } = row;
  return stored(parse(Episode, { ...attributes, ...episodeInKeys(row) }));
};

const stored = <T>(read: ReturnType<typeof parse<z.ZodType<T>>>): Stored<T> =>
  read.ok ? { kind: 'found', value: read.value } : { kind: 'invalid', faults: read.faults };

export const SUMMARY_ATTRIBUTES = [
  'showId',
  'record',
  'title',
  'status',
  'announce',
  'publishedAt',
  'publishAt',
  'durationSeconds',
  'number',
  'pageUrl',
] as const;

/**
 * Lenient where a list can be: an episode with a fault is still listed, so that a person sees it and the sweep
 * reads the whole of it and reports the fault.
 */
const Summary = z.object({
  title: z.string().catch('(no title)'),
  status: z.enum(['draft', 'scheduled', 'published']),
  announce: z.enum(['recent', 'always', 'never']).catch('recent'),
  publishedAt: instant.optional().catch(undefined),
  publishAt: instant.optional().catch(undefined),
  durationSeconds: z.number().optional().catch(undefined),
  number: z.number().optional().catch(undefined),
  pageUrl: z.string().optional().catch(undefined),
});

/** Undefined for a row that is no episode at all: it has no status, or its key is not an episode's. */
export const summaryOf = (row: Attributes): EpisodeSummary | undefined => {
  const key = episodeInKeys(row);
  const read = Summary.safeParse(row);
  if (key === undefined || !read.success) return undefined;
  const { title, status, announce, ...optional } = read.data;
  return { ...key, title, status, announce, ...present(optional) };
};

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

const present = <T extends object>(fields: T): Present<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>;
