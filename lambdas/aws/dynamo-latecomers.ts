import { PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Latecomers } from '../announcements/ports.ts';
import { KNOWN_FOR_DAYS } from '../announcements/latecomer.ts';
import type { AnnouncementId, SubscriberId } from '../ids.ts';
import { expressed } from './expressions.ts';
import { committed, type TableAccess, toRow } from './rows.ts';

/** Needed for KNOWN_FOR_DAYS after the announcement at most; twice that, so that no clock comes too late. */
const KEPT_SECONDS = 2 * KNOWN_FOR_DAYS * 86_400;

export const createDynamoLatecomers = ({ client, table }: TableAccess): Latecomers => ({
  mark: async (id, member, now) => {
    const expires = Math.ceil(now / 1000) + KEPT_SECONDS;
    const marked = await committed(
      client.send(
        new PutItemCommand({
          TableName: table,
          Item: toRow({ ...latecomerKey(id, member), letter: '~', markedAt: now, expires }),
          ...expressed({ ConditionExpression: 'attribute_not_exists(#record)' }),
        }),
      ),
    );
    return marked ? 'marked' : 'exists';
  },
  settle: async (id, member, letter) => {
    await client.send(
      new UpdateItemCommand({
        TableName: table,
        Key: toRow(latecomerKey(id, member)),
        ...expressed({ UpdateExpression: 'SET #letter = :letter' }, { letter }),
      }),
    );
  },
});

/** Sorts behind BATCH# and CONTENT, and no query for batches finds it. */
const latecomerKey = (announcementId: AnnouncementId, member: SubscriberId) => ({
  announcementId,
  record: `LATECOMER#${member}`,
});
