import { BatchGetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Audience, Log } from '../announcements/ports.ts';
import { type ShowId, SubscriberId } from '../ids.ts';
import { EmailAddress } from '../subscribers/address.ts';
import { commit } from '../subscribers/commit.ts';
import type { SubscriberStore } from '../subscribers/ports.ts';
import { suppress } from '../subscribers/transitions.ts';
import { expressed } from './expressions.ts';
import { type Attributes, fromRow, type Row, type TableAccess, toRow } from './rows.ts';
import { HEX_DIGITS, shardOf, subscriberKey } from './subscriber-row.ts';

/** Rows looked at by one query, and members after which a page is full. */
const PAGE = 1000;
/** BatchGetItem takes at most 100 keys. */
const KEYS_IN_ONE_READ = 100;

export const createDynamoAudience = (
  access: TableAccess & { readonly log: Log; readonly pageRows?: number },
  store: SubscriberStore,
): Audience => {
  const { client, table, log, pageRows = PAGE } = access;

  const page = async (showId: ShowId, digit: string, after: string | undefined, now: number) => {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({ TableName: table, ...confirmed(showId, digit, after, now), Limit: pageRows }),
    );
    const members = Items.map(fromRow).flatMap(({ subscriberId }) => {
      const read = SubscriberId.safeParse(subscriberId);
      if (!read.success) log('record.invalid', { record: 'subscriber', shard: shardOf(showId, digit) });
      return read.success ? [read.data] : [];
    });
    return { members, reached: LastEvaluatedKey === undefined ? undefined : fromRow(LastEvaluatedKey) };
  };

  return {
    confirmedAfter: async (showId, after, now) => {
      const members: SubscriberId[] = [];
      let from: string | undefined = after;
      for (const digit of digitsFrom(after)) {
        do {
          const found = await page(showId, digit, from, now);
          members.push(...found.members);
          from = found.reached === undefined ? undefined : String(found.reached['subscriberId']);
          // A row that other hands wrote under no id is no place to go on from: the next page then belongs to this one.
          const next = SubscriberId.safeParse(from ?? endOf(digit));
          const isMore = from !== undefined || digit !== LAST_DIGIT;
          if (members.length >= pageRows && isMore && next.success) return { members, next: next.data };
        } while (from !== undefined);
      }
      return { members, next: undefined };
    },

    mailable: async (showId, members, now) => {
      const addresses = new Map<SubscriberId, EmailAddress>();
      const unique = [...new Set(members)];
      for (let at = 0; at < unique.length; at += KEYS_IN_ONE_READ) {
        const keys = unique.slice(at, at + KEYS_IN_ONE_READ).map((id) => toRow(subscriberKey(showId, id)));
        for (const row of await batchGet(access, keys)) {
          const read = Mailable.safeParse(row);
          if (read.success && !isPaused(read.data.pausedUntil, now))
            addresses.set(read.data.subscriberId, read.data.address);
        }
      }
      return addresses;
    },

    suppress: async (showId, subscriberId, cause, now) => {
      await commit(store, { showId, subscriberId }, (held) => suppress(held, cause, now));
    },
  };
};

const LAST_DIGIT = HEX_DIGITS.at(-1);

const digitsFrom = (after: SubscriberId | undefined): readonly string[] =>
  HEX_DIGITS.filter((digit) => after === undefined || digit >= after.charAt(0));

/** No id of this partition comes after it. */
const endOf = (digit: string): string => digit + 'f'.repeat(31);

const confirmed = (showId: ShowId, digit: string, after: string | undefined, now: number) => ({
  // Somebody who confirmed a second ago belongs to the audience.
  ConsistentRead: true,
  ...expressed(
    {
      KeyConditionExpression: `#shard = :shard${after === undefined ? '' : ' AND #subscriberId > :after'}`,
      FilterExpression:
        '#status = :confirmed AND (attribute_not_exists(#pausedUntil) OR #pausedUntil <= :now)',
      ProjectionExpression: '#subscriberId',
    },
    {
      shard: shardOf(showId, digit),
      after,
      confirmed: 'confirmed',
      now: new Date(now).toISOString(),
    },
  ),
});

/** A row that other hands spoilt has no address to mail: its member counts as excluded. */
const Mailable = z.object({
  subscriberId: SubscriberId,
  status: z.literal('confirmed'),
  address: EmailAddress,
  pausedUntil: z.iso.datetime().optional(),
});

const isPaused = (until: string | undefined, now: number): boolean =>
  until !== undefined && Date.parse(until) > now;

/** DynamoDB may answer a part of a batch and leave the rest to be asked again. */
const batchGet = async (
  { client, table }: TableAccess,
  keys: readonly Row[],
): Promise<readonly Attributes[]> => {
  const found: Attributes[] = [];
  let rest: Row[] = [...keys];
  for (let attempt = 0; rest.length > 0; attempt += 1) {
    if (attempt === 8) throw new Error(`table ${table} left ${rest.length} of ${keys.length} rows unread`);
    if (attempt > 0) await sleep(Math.random() * 25 * 2 ** attempt);
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetItemCommand({
        RequestItems: {
          [table]: {
            Keys: rest,
            ConsistentRead: true,
            ...expressed({ ProjectionExpression: '#subscriberId, #status, #address, #pausedUntil' }),
          },
        },
      }),
    );
    found.push(...(Responses?.[table] ?? []).map(fromRow));
    rest = UnprocessedKeys?.[table]?.Keys ?? [];
  }
  return found;
};
