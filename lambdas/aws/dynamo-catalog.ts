import { isDeepStrictEqual } from 'node:util';
import { GetItemCommand, PutItemCommand, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import type { Catalog, EpisodeSummary } from '../episodes/ports.ts';
import { ShowId } from '../ids.ts';
import {
  DIRECTORY,
  episodeKey,
  episodeOf,
  showKey,
  showOf,
  SUMMARY_ATTRIBUTES,
  summaryOf,
} from './catalog-row.ts';
import { expressed } from './expressions.ts';
import { EPISODE_PREFIX } from './table-definitions.ts';
import { type Attributes, committed, fromRow, queryPages, type TableAccess, toRow } from './rows.ts';

export const createDynamoCatalog = (access: TableAccess): Catalog => {
  const { client, table } = access;

  const get = async (key: Attributes): Promise<Attributes | undefined> => {
    const { Item } = await client.send(
      new GetItemCommand({ TableName: table, Key: toRow(key), ConsistentRead: true }),
    );
    return Item === undefined ? undefined : fromRow(Item);
  };

  const show: Catalog['show'] = async (showId) => showOf(await get(showKey(showId)));

  return {
    show,
    shows: async () => {
      const ids: ShowId[] = [];
      for await (const page of queryPages(access, directory())) ids.push(...page.flatMap(showIdOf));
      return Promise.all(ids.map(async (showId) => ({ showId, stored: await show(showId) })));
    },
    putShow: async (record) => {
      // The directory comes first: if the second write is lost, a show is listed as missing and not forgotten.
      for (const item of [
        { showId: DIRECTORY, record: record.showId },
        { ...record, ...showKey(record.showId) },
      ])
        await client.send(new PutItemCommand({ TableName: table, Item: toRow(item) }));
    },
    episode: async (showId, episodeId) => episodeOf(await get(episodeKey(showId, episodeId))),
    putEpisode: async (episode, was) => {
      const key = episodeKey(episode.showId, episode.episodeId);
      const Item = toRow({ ...episode, ...key });
      const done = await committed(
        client.send(new PutItemCommand({ TableName: table, Item, ...whileStillAs(was) })),
      );
      if (done) return 'written';
      // The SDK repeats a write whose answer was lost, and the repetition finds the first one's row.
      return isDeepStrictEqual(await get(key), fromRow(Item)) ? 'written' : 'changed meanwhile';
    },
    episodes: async function* (showId) {
      const query = summaries('#showId = :showId AND begins_with(#record, :prefix)', {
        showId,
        prefix: EPISODE_PREFIX,
      });
      for await (const page of queryPages(access, query)) yield* listed(page);
    },
    publishedBefore: async (showId, before, limit) => {
      const found: EpisodeSummary[] = [];
      const query = {
        ...published('#publishedAt < :at', showId, before),
        ScanIndexForward: false,
        // Drafts with a date are in the index too, so a page may hold fewer published ones than asked for.
        Limit: limit + 10,
      };
      for await (const page of queryPages(access, query)) {
        found.push(...listed(page));
        if (found.length >= limit) break;
      }
      return found.slice(0, limit);
    },
    publishedSince: async (showId, since) => all(published('#publishedAt >= :at', showId, since)),
    scheduledUntil: async (showId, until) =>
      all({
        IndexName: 'byPublishAt',
        ...summaries(
          '#showId = :showId AND #publishAt <= :at',
          { showId, at: until, status: 'scheduled' },
          '#status = :status',
        ),
      }),
  };

  async function all(query: Omit<QueryCommandInput, 'TableName'>): Promise<readonly EpisodeSummary[]> {
    const found: EpisodeSummary[] = [];
    for await (const page of queryPages(access, query)) found.push(...listed(page));
    return found;
  }
};

const directory = () =>
  expressed({ KeyConditionExpression: '#showId = :directory' }, { directory: DIRECTORY });

const showIdOf = (row: Attributes): readonly ShowId[] => {
  const read = ShowId.safeParse(row['record']);
  return read.success ? [read.data] : [];
};

const whileStillAs = ({ statusWas, publishAtWas }: Parameters<Catalog['putEpisode']>[1]) => {
  if (statusWas === 'missing') return expressed({ ConditionExpression: 'attribute_not_exists(#record)' });
  if (publishAtWas === undefined)
    return expressed({ ConditionExpression: '#status = :was' }, { was: statusWas });
  return expressed(
    { ConditionExpression: '#status = :was AND #publishAt = :at' },
    { was: statusWas, at: publishAtWas },
  );
};

const published = (range: string, showId: ShowId, at: string) => ({
  IndexName: 'byPublishedAt',
  ...summaries(`#showId = :showId AND ${range}`, { showId, at, status: 'published' }, '#status = :status'),
});

const summaries = (key: string, values: Attributes, filter?: string) => ({
  ConsistentRead: true,
  ...expressed(
    {
      KeyConditionExpression: key,
      ProjectionExpression: SUMMARY_ATTRIBUTES.map((name) => `#${name}`).join(', '),
      ...(filter === undefined ? {} : { FilterExpression: filter }),
    },
    values,
  ),
});

const listed = (page: readonly Attributes[]): readonly EpisodeSummary[] =>
  page.flatMap((row) => {
    const summary = summaryOf(row);
    return summary === undefined ? [] : [summary];
  });
