import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { isDeepStrictEqual } from 'node:util';
import type { Audience, Log } from '../announcements/ports.ts';
import { type ShowId, SubscriberId } from '../ids.ts';
import type { Limits, SubscriberStore } from '../subscribers/ports.ts';
import { createDynamoAudience } from './dynamo-audience.ts';
import { createDynamoLimits } from './dynamo-limits.ts';
import { expressed } from './expressions.ts';
import { type Attributes, committed, fromRow, queryPages, type TableAccess, toRow } from './rows.ts';
import {
  erasuresOf,
  erasureKept,
  HEX_DIGITS,
  readSubscriber,
  shardOf,
  subscriberKey,
  subscriberRow,
  tombstone,
} from './subscriber-row.ts';

export type SubscribersAccess = TableAccess & {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told of rows that are no subscriber, by their id. */
  readonly log: Log;
  /** Rows looked at by one query of the audience; fewer only where small cases are tested. */
  readonly pageRows?: number;
};

/** The three ports of the subscribers table. */
export const createDynamoSubscribers = (access: SubscribersAccess): SubscriberStore & Audience & Limits => {
  const store = createDynamoSubscriberStore(access);
  return { ...store, ...createDynamoAudience(access, store), ...createDynamoLimits(access) };
};

const createDynamoSubscriberStore = (access: SubscribersAccess): SubscriberStore => {
  const { client, table, now, log } = access;

  const get = async (showId: ShowId, id: SubscriberId): Promise<Attributes | undefined> => {
    const { Item } = await client.send(
      new GetItemCommand({
        TableName: table,
        Key: toRow(subscriberKey(showId, id)),
        ConsistentRead: true,
      }),
    );
    return Item === undefined ? undefined : fromRow(Item);
  };

  const put = async (row: Attributes): Promise<void> => {
    await client.send(new PutItemCommand({ TableName: table, Item: toRow(row) }));
  };

  return {
    read: async (showId, id) => {
      const reading = readSubscriber(await get(showId, id), now());
      switch (reading.kind) {
        case 'missing':
          return undefined;
        case 'erased':
          return 'erased';
        case 'invalid':
          throw reading.error;
        case 'found':
          return reading.stored;
        default:
          return reading satisfies never;
      }
    },

    write: async (subscriber, revisionWas) => {
      const { showId, subscriberId } = subscriber;
      // A row starts at the time it is written, so that a revision of an earlier life of it never fits again.
      const revision = typeof revisionWas === 'number' ? revisionWas + 1 : now();
      const row = subscriberRow(subscriber, revision);
      // First: a crash between the two writes then forgets no erasure.
      if (revisionWas === 'erased') await put(erasureKept(showId, subscriberId));
      const Item = toRow(row);
      const done = await committed(
        client.send(new PutItemCommand({ TableName: table, Item, ...unchanged(revisionWas, now()) })),
      );
      if (done) return 'written';
      // The SDK repeats a write whose answer was lost, and the repetition finds the first one's row.
      return isDeepStrictEqual(await get(showId, subscriberId), fromRow(Item))
        ? 'written'
        : 'changed meanwhile';
    },

    erase: (showId, id) => put(tombstone(showId, id)),

    erasedBefore: async (showId) => {
      const ids = new Set<SubscriberId>();
      const partition = expressed(
        { KeyConditionExpression: '#shard = :shard' },
        { shard: erasuresOf(showId) },
      );
      for await (const page of queryPages(access, { ConsistentRead: true, ...partition }))
        for (const { subscriberId } of page) ids.add(SubscriberId.parse(subscriberId));
      return ids;
    },

    all: async function* (showId, after) {
      for (const digit of HEX_DIGITS.filter((digit) => after === undefined || digit >= after.charAt(0)))
        for await (const page of queryPages(access, shardQuery(showId, digit, after)))
          for (const row of page) {
            const reading = readSubscriber(row, now());
            if (reading.kind === 'found') yield reading.stored.subscriber;
            if (reading.kind === 'invalid')
              log('record.invalid', { record: 'subscriber', showId, subscriberId: row['subscriberId'] });
          }
    },
  };
};

/** A page of 500 rows takes well under a megabyte. */
const shardQuery = (showId: ShowId, digit: string, after: SubscriberId | undefined) => ({
  ConsistentRead: true,
  Limit: 500,
  ...expressed(
    { KeyConditionExpression: `#shard = :shard${after === undefined ? '' : ' AND #subscriberId > :after'}` },
    { shard: shardOf(showId, digit), after },
  ),
});

const unchanged = (revisionWas: number | 'none' | 'erased', now: number) => {
  if (revisionWas === 'none')
    return expressed(
      {
        ConditionExpression:
          'attribute_not_exists(#subscriberId) OR (#status = :pending AND #expires <= :seconds)',
      },
      { pending: 'pending', seconds: Math.floor(now / 1000) },
    );
  if (revisionWas === 'erased')
    return expressed({ ConditionExpression: '#status = :erased' }, { erased: 'erased' });
  if (revisionWas === 0)
    return expressed(
      {
        ConditionExpression:
          'attribute_exists(#subscriberId) AND attribute_not_exists(#revision) AND #status <> :erased',
      },
      { erased: 'erased' },
    );
  return expressed({ ConditionExpression: '#revision = :was' }, { was: revisionWas });
};
