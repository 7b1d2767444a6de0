import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Lane, PaceStore, QuotaReading } from '../announcements/ports.ts';
import { expressed } from './expressions.ts';
import { type Attributes, committed, fromRow, queryPages, type TableAccess, toRow } from './rows.ts';

const PACE = 'PACE';
const LANE_PREFIX = 'LANE#';

export const createDynamoPace = (access: TableAccess): PaceStore => {
  const { client, table } = access;

  const get = async (key: Attributes): Promise<Attributes | undefined> => {
    const { Item } = await client.send(
      new GetItemCommand({ TableName: table, Key: toRow(key), ConsistentRead: true }),
    );
    return Item === undefined ? undefined : fromRow(Item);
  };

  /** Commits a row in place of another, as it was read; and knows its own write when the answer was lost. */
  const replace = async (next: Attributes, was: Attributes | undefined): Promise<boolean> => {
    const done = await committed(
      client.send(new PutItemCommand({ TableName: table, Item: toRow(next), ...whileIs(was) })),
    );
    return done || isDeepStrictEqual(await get(keyOf(next)), fromRow(toRow(next)));
  };

  return {
    lanes: async () => {
      const lanes: Lane[] = [];
      for await (const page of queryPages(access, lanesQuery)) lanes.push(...page.map(readLane));
      return lanes;
    },
    claimLane: (next, was) =>
      replace(laneRow(next), was === undefined ? undefined : { holder: was.holder, until: was.until }),
    releaseLane: async (index, holder, from) => {
      await committed(
        client.send(
          new PutItemCommand({
            TableName: table,
            Item: toRow(laneRow({ index, holder, until: 0, from })),
            ...expressed({ ConditionExpression: '#holder = :holder' }, { holder }),
          }),
        ),
      );
    },
    quotaReading: async () => {
      const row = await get(quotaKey);
      return row === undefined ? undefined : readQuota(row);
    },
    writeQuotaReading: (next, was) =>
      replace(
        { ...quotaKey, ...next },
        was === undefined ? undefined : { readAt: was.readAt, refreshBy: was.refreshBy },
      ),
  };
};

const laneKey = (index: number) => ({
  announcementId: PACE,
  record: LANE_PREFIX + String(index).padStart(4, '0'),
});
const quotaKey = { announcementId: PACE, record: 'QUOTA' };
const keyOf = (row: Attributes) => ({ announcementId: row['announcementId'], record: row['record'] });

const laneRow = (lane: Lane) => ({ ...laneKey(lane.index), ...lane });

const whileIs = (was: Attributes | undefined) =>
  was === undefined
    ? expressed({ ConditionExpression: 'attribute_not_exists(#record)' })
    : expressed(
        {
          ConditionExpression: Object.keys(was)
            .map((name) => `#${name} = :${name}`)
            .join(' AND '),
        },
        was,
      );

const lanesQuery = {
  ConsistentRead: true,
  ...expressed(
    { KeyConditionExpression: '#announcementId = :pace AND begins_with(#record, :prefix)' },
    { pace: PACE, prefix: LANE_PREFIX },
  ),
};

const LaneRow = z.object({
  index: z.number(),
  holder: z.string(),
  until: z.number(),
  from: z.number().optional(),
});
const readLane = (row: Attributes): Lane => LaneRow.parse(row);

const QuotaRow = z.object({
  max24Hours: z.number().optional(),
  sentLast24Hours: z.number(),
  maxSendRate: z.number(),
  readAt: z.number(),
  refreshBy: z.number(),
});
const readQuota = (row: Attributes): QuotaReading => {
  const { max24Hours, ...reading } = QuotaRow.parse(row);
  return { ...reading, max24Hours };
};
