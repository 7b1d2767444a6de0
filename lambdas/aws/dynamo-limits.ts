import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Limits } from '../subscribers/ports.ts';
import { expressed } from './expressions.ts';
import { type Attributes, committed, fromRow, type TableAccess, toRow } from './rows.ts';

/**
 * One row a key: how many takings its period has had and when it ends, or when the last takings were. Nearly every
 * taking is one write. The row expires a day after its period, so that a clock that is behind does not find it deleted.
 */
export const createDynamoLimits = ({ client, table }: TableAccess): Limits => {
  const update = (key: string, update: string, condition: string, values: Attributes) =>
    committed(
      client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: toRow(keyOf(key)),
          ...expressed({ UpdateExpression: update, ConditionExpression: condition }, values),
        }),
      ),
    );

  const takeInPeriod = (key: string, limit: number, now: number) =>
    update(key, 'ADD #taken :one', '#endsAt > :now AND #taken < :limit', { one: 1, now, limit });

  const beginPeriod = (key: string, endsAt: number, now: number) =>
    update(
      key,
      'SET #taken = :one, #endsAt = :endsAt, #expires = :expires',
      'attribute_not_exists(#endsAt) OR #endsAt <= :now',
      { one: 1, endsAt, now, expires: Math.ceil(endsAt / 1000) + DAY_SECONDS },
    );

  const isSpent = async (key: string, limit: number, now: number): Promise<boolean> => {
    const { Item } = await client.send(
      new GetItemCommand({ TableName: table, Key: toRow(keyOf(key)), ConsistentRead: true }),
    );
    const period = Item === undefined ? undefined : Period.parse(fromRow(Item));
    return period !== undefined && period.endsAt > now && period.taken >= limit;
  };

  return {
    take: async (key, { limit, periodSeconds }, now) => {
      if (limit < 1) return false;
      // A period of one taking has begun or has not: one write tells.
      if (limit === 1) return beginPeriod(key, now + periodSeconds * 1000, now);
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        if (await takeInPeriod(key, limit, now)) return true;
        // A refused write costs as much as a write; the read costs a fifth of it and settles most refusals.
        if (await isSpent(key, limit, now)) return false;
        if (await beginPeriod(key, now + periodSeconds * 1000, now)) return true;
      }
      return false;
    },

    // The row holds when the last takings were, newest first, and each shifts them by one: a single write.
    takeSpaced: (key, { apartSeconds, limit, withinSeconds }, now) => {
      const [last = '', ...earlier] = Array.from({ length: limit }, (_, at) => `taken${at + 1}`);
      const shifted = earlier.map(
        (name, at) => `#${name} = if_not_exists(#${at === 0 ? last : earlier[at - 1]}, :never)`,
      );
      const oldest = earlier.at(-1) ?? last;
      return update(
        key,
        `SET #${last} = :now, ${[...shifted, '#taker = :taker', '#expires = :expires'].join(', ')}`,
        // The SDK repeats a write whose answer was lost: the taker finds itself there, and has it.
        `attribute_not_exists(#${last}) OR #taker = :taker OR (#${last} <= :apart AND #${oldest} <= :within)`,
        {
          now,
          never: earlier.length === 0 ? undefined : 0,
          taker: randomUUID(),
          apart: now - apartSeconds * 1000,
          within: now - withinSeconds * 1000,
          expires: Math.ceil(now / 1000) + withinSeconds + DAY_SECONDS,
        },
      );
    },
  };
};

/** Losing once means that another taker began the period: the next attempt takes in it, or finds it spent. */
const ATTEMPTS = 3;
const DAY_SECONDS = 86_400;

const keyOf = (key: string) => ({ shard: `#LIMIT#${key}`, subscriberId: 'LIMIT' });

const Period = z.object({ endsAt: z.number(), taken: z.number() });
