import { isDeepStrictEqual } from 'node:util';
import { GetItemCommand, PutItemCommand, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { type Batch, EVIDENCE_KINDS } from '../announcements/batch.ts';
import { isDone } from '../announcements/ledger.ts';
import type { AnnouncementStore } from '../announcements/ports.ts';
import type { AnnouncementId } from '../ids.ts';
import type { AnnouncementsAccess } from './announcements-access.ts';
import { BATCH_PREFIX, batchKey, newBatchRow, ownedBySender, readBatch } from './batch-row.ts';
import { adding, expressed, setting } from './expressions.ts';
import {
  type Attributes,
  committed,
  fromRow,
  isLostCondition,
  queryPages,
  type TableAccess,
  toRow,
} from './rows.ts';

type BatchStore = Pick<
  AnnouncementStore,
  'addBatch' | 'batch' | 'lastBatch' | 'batches' | 'takeBatch' | 'writeBatch' | 'addEvidence'
>;

/** For those who write no batch. */
export const createDynamoBatchReader = ({
  client,
  table,
}: TableAccess): Pick<AnnouncementStore, 'batch'> => ({
  batch: async (id, number) => {
    const { Item } = await client.send(
      new GetItemCommand({ TableName: table, Key: toRow(batchKey(id, number)), ConsistentRead: true }),
    );
    return Item === undefined ? undefined : readBatch(fromRow(Item));
  },
});

export const createDynamoBatches = (access: AnnouncementsAccess): BatchStore => {
  const { client, table, now, retentionDays } = access;
  /** A batch that still waits for anything is never forgotten, however long its announcement is paused. */
  const expires = ({ ledger }: Batch) =>
    isDone(ledger) ? Math.floor(now() / 1000) + retentionDays * 86_400 : undefined;
  const { batch: get } = createDynamoBatchReader(access);

  const update = (next: Batch, changes: Attributes, condition: string, compared: Attributes) =>
    committed(
      client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: toRow(batchKey(next.announcementId, next.number)),
          ...expressed(
            { UpdateExpression: setting(changes), ConditionExpression: condition },
            { ...changes, ...compared },
          ),
        }),
      ),
    );

  return {
    addBatch: async (batch) => {
      const added = await committed(
        client.send(
          new PutItemCommand({
            TableName: table,
            Item: toRow({ ...newBatchRow(batch), expires: expires(batch) }),
            ...expressed({ ConditionExpression: 'attribute_not_exists(#record)' }),
          }),
        ),
      );
      if (added) return 'written';
      // A batch whose answer was lost is this planner's to queue: with the same members it is the same batch.
      const stored = await get(batch.announcementId, batch.number);
      return isDeepStrictEqual(stored?.members, batch.members) ? 'written' : 'exists';
    },

    batch: get,

    lastBatch: async (id) => {
      const { Items = [] } = await client.send(
        new QueryCommand({ TableName: table, ...batchesOf(id), ScanIndexForward: false, Limit: 1 }),
      );
      const [last] = Items;
      return last === undefined ? undefined : readBatch(fromRow(last));
    },

    batches: async function* (id) {
      for await (const page of queryPages(access, { ...batchesOf(id), Limit: 100 }))
        for (const row of page) yield readBatch(row);
    },

    takeBatch: async (next, was) => {
      const taken = await update(
        next,
        { ...ownedBySender(next), expires: expires(next) },
        `#attempt = :wasAttempt AND #step = :wasStep AND ${was.ledger === '' ? 'attribute_not_exists(#ledger)' : '#ledger = :wasLedger'}`,
        {
          wasAttempt: was.attempt,
          wasStep: was.step,
          wasLedger: was.ledger === '' ? undefined : was.ledger,
        },
      );
      if (taken) return 'written';
      // A taking whose answer was lost is repeated by the SDK, and the repetition finds the first one's row.
      const stored = await get(next.announcementId, next.number);
      return stored !== undefined && isSameWrite(stored, next) ? 'written' : 'changed meanwhile';
    },

    writeBatch: async (next) => {
      const written = await update(
        next,
        { ...ownedBySender(next), expires: expires(next) },
        '#attempt = :attempt AND (#step < :step OR (#step = :step AND #ledger = :ledger))',
        {},
      );
      return written ? 'written' : 'fenced';
    },

    addEvidence: async (id, number, evidence) => {
      const sets = Object.fromEntries(
        EVIDENCE_KINDS.flatMap((kind) => {
          const members = evidence.get(kind);
          return members === undefined || members.size === 0 ? [] : [[kind, members]];
        }),
      );
      if (Object.keys(sets).length === 0) return get(id, number);
      try {
        const { Attributes } = await client.send(
          new UpdateItemCommand({
            TableName: table,
            Key: toRow(batchKey(id, number)),
            ReturnValues: 'ALL_NEW',
            ...expressed(
              {
                UpdateExpression: adding(Object.keys(sets)),
                ConditionExpression: 'attribute_exists(#record)',
              },
              sets,
            ),
          }),
        );
        return Attributes === undefined ? undefined : readBatch(fromRow(Attributes));
      } catch (error) {
        if (isLostCondition(error)) return undefined;
        throw error;
      }
    },
  };
};

/** The holder is one invocation, so nobody else's write looks like this one. */
const isSameWrite = (stored: Batch, next: Batch): boolean =>
  stored.attempt === next.attempt &&
  stored.step === next.step &&
  stored.ledger === next.ledger &&
  stored.lease?.holder === next.lease?.holder;

const batchesOf = (id: AnnouncementId) => ({
  ConsistentRead: true,
  ...expressed(
    { KeyConditionExpression: '#announcementId = :id AND begins_with(#record, :prefix)' },
    { id, prefix: BATCH_PREFIX },
  ),
});
