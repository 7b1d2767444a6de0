import { gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import type { FeedState, KnownItem } from '../episodes/feeds/feed-state.ts';
import type { Stored } from '../episodes/ports.ts';
import { parse } from '../faults.ts';
import { EpisodeId, ShowId } from '../ids.ts';
import type { Attributes } from './rows.ts';

export const feedKey = (showId: ShowId) => ({ showId, record: 'FEED' });

const millis = z.number().int().min(0);

const Health = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('well') }),
  z.object({
    kind: z.literal('failing'),
    since: millis,
    failures: z.number().int().min(1),
    nextAt: millis,
    why: z.string(),
    alarmedAt: millis.optional(),
  }),
]);

const Row = z.object({
  showId: ShowId,
  url: z.string().min(1),
  revision: z.number().int().min(0),
  phase: z.enum(['importing', 'watching']),
  validators: z.object({ etag: z.string().optional(), lastModified: z.string().optional() }),
  health: Health,
  reported: z.string(),
  known: z.instanceof(Uint8Array),
});

/** A line an item: identity, episode, content, recording, title, date. */
const Known = z
  .string()
  .transform((line) => line.split(' '))
  .pipe(z.tuple([z.string().min(1), EpisodeId, z.string(), z.string(), z.string(), z.string()]))
  .transform(
    ([identity, episodeId, content, recording, title, publishedAt]): KnownItem => ({
      identity,
      episodeId,
      content,
      recording: recording === '-' ? undefined : recording,
      title,
      publishedAt: publishedAt === '-' ? undefined : publishedAt,
    }),
  );

/** Three thousand items, packed, stay below 300 KB; a row holds 400. */
export const feedRowOf = (state: FeedState): Attributes => {
  const { known, validators, health, ...attributes } = state;
  const lines = known.map(({ identity, episodeId, content, recording, title, publishedAt }) =>
    [identity, episodeId, content, recording ?? '-', title, publishedAt ?? '-'].join(' '),
  );
  return {
    ...attributes,
    ...feedKey(state.showId),
    validators: { ...validators },
    health: { ...health },
    known: gzipSync(lines.join('\n')),
  };
};

export const feedStateOf = (row: Attributes | undefined): Stored<FeedState> => {
  if (row === undefined) return { kind: 'missing' };
  const read = parse(Row, row);
  if (!read.ok) return { kind: 'invalid', faults: read.faults };
  const known = parse(z.array(Known), linesOf(read.value.known));
  if (!known.ok) return { kind: 'invalid', faults: known.faults };
  const { etag, lastModified } = read.value.validators;
  const { health } = read.value;
  return {
    kind: 'found',
    value: {
      ...read.value,
      validators: {
        ...(etag === undefined ? {} : { etag }),
        ...(lastModified === undefined ? {} : { lastModified }),
      },
      health: health.kind === 'well' ? health : failing(health),
      known: known.value,
    },
  };
};

const failing = ({ alarmedAt, ...health }: Extract<z.output<typeof Health>, { kind: 'failing' }>) => ({
  ...health,
  ...(alarmedAt === undefined ? {} : { alarmedAt }),
});

/** `undefined` for what is no packed text: the schema refuses it by name. */
const linesOf = (packed: Uint8Array): unknown => {
  try {
    const text = gunzipSync(packed, { maxOutputLength: 4_000_000 }).toString('utf8');
    return text === '' ? [] : text.split('\n');
  } catch {
    return undefined;
  }
};
