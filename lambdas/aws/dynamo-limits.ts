import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Limits } from '../subscribers/ports.ts';
import { expressed } from './expressions.ts';
import { committed, type TableAccess, toRow } from './rows.ts';

/**
 * Periods are counted from 1970, one row each, which expires a day after its period. So around the turn of a
 * period up to twice the limit can pass: enough against abuse, and it takes one write.
 */
export const createDynamoLimits = ({ client, table }: TableAccess): Limits => ({
  take: async (key, { limit, periodSeconds }, now) => {
    if (limit < 1) return false;
    const start = Math.floor(now / 1000 / periodSeconds) * periodSeconds;
    return committed(
      client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: toRow({ shard: `#LIMIT#${key}`, subscriberId: `${periodSeconds}#${start}` }),
          ...expressed(
            {
              UpdateExpression: 'SET #expires = :expires ADD #taken :one',
              ConditionExpression: 'attribute_not_exists(#taken) OR #taken < :limit',
            },
            { expires: start + periodSeconds + DAY, one: 1, limit },
          ),
        }),
      ),
    );
  },
});

/** Seconds. A clock that is behind must not find its row deleted. */
const DAY = 86_400;
