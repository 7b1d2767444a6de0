import {
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Announcement } from '../announcements/announcement.ts';
import type { AnnouncementStore, PaceStore } from '../announcements/ports.ts';
import { AnnouncementId } from '../ids.ts';
import { isDeepStrictEqual } from 'node:util';
import { announcementKey, OPEN, readAnnouncement, readHints } from './announcement-row.ts';
import type { AnnouncementsAccess } from './announcements-access.ts';
import { contentKey, contentRow, readContent, readContentHash } from './content-row.ts';
import { createDynamoBatches } from './dynamo-batches.ts';
import { createDynamoPace } from './dynamo-pace.ts';
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

/** The two ports of the announcements table. */
export const createDynamoAnnouncements = (access: AnnouncementsAccess): AnnouncementStore & PaceStore => ({
  ...createDynamoAnnouncementRows(access),
  ...createDynamoBatches(access),
  ...createDynamoPace(access),
});

type AnnouncementRows = Pick<
  AnnouncementStore,
  'create' | 'read' | 'content' | 'change' | 'open' | 'markOpen' | 'markClosed' | 'hint'
>;

/** For those who look at no batch. */
export const createDynamoAnnouncementRows = (access: TableAccess): AnnouncementRows => {
  const { client, table } = access;

  const get = async (key: Attributes): Promise<Attributes | undefined> => {
    const { Item } = await client.send(
      new GetItemCommand({ TableName: table, Key: toRow(key), ConsistentRead: true }),
    );
    return Item === undefined ? undefined : fromRow(Item);
  };
  const markOpen: AnnouncementStore['markOpen'] = async (id, revision) => {
    const unlessLater = { ConditionExpression: 'attribute_not_exists(#revision) OR #revision < :revision' };
    await committed(
      client.send(
        new PutItemCommand({
          TableName: table,
          Item: toRow({ ...openRow(id), revision }),
          ...expressed(unlessLater, { revision }),
        }),
      ),
    );
  };
  const putIfAbsent = (item: Attributes): Promise<boolean> =>
    committed(
      client.send(
        new PutItemCommand({
          TableName: table,
          Item: toRow(item),
          ...expressed({ ConditionExpression: 'attribute_not_exists(#record)' }),
        }),
      ),
    );

  const read: AnnouncementStore['read'] = async (id) => {
    const row = await get(announcementKey(id));
    return row === undefined ? undefined : readAnnouncement(row);
  };
  const isStored = async (announcement: Announcement): Promise<boolean> =>
    isDeepStrictEqual(await read(announcement.announcementId), announcement);

  return {
    create: async (announcement, content) => {
      const id = announcement.announcementId;
      if ((await read(id)) !== undefined) return 'exists';
      await markOpen(id, 0);
      const { contentHash } = announcement;
      const first = await putIfAbsent(contentRow(id, contentHash, content));
      // A creation that stopped here before has left its content, and that is what will be announced.
      const left = first ? undefined : await get(contentKey(id));
      const row = { ...announcement, contentHash: left === undefined ? contentHash : readContentHash(left) };
      if (await putIfAbsent({ ...row, ...announcementKey(id) })) return 'created';
      return (await isStored(row)) ? 'created' : 'exists';
    },

    read,

    content: async (id) => {
      const row = await get(contentKey(id));
      return row === undefined ? undefined : readContent(row);
    },

    change: async (next, revisionWas) => {
      const { announcementId: _, ...changes } = next;
      const written = await committed(
        client.send(
          new UpdateItemCommand({
            TableName: table,
            Key: toRow(announcementKey(next.announcementId)),
            ...expressed(
              {
                // The hints on this row are others' to write: only the announcement's own attributes are set.
                UpdateExpression: setting(changes),
                ConditionExpression: '#revision = :was',
              },
              { ...changes, was: revisionWas },
            ),
          }),
        ),
      );
      if (written) return 'written';
      // The SDK repeats a write whose answer was lost, and the repetition finds the first one's row.
      return (await isStored(next)) ? 'written' : 'changed meanwhile';
    },

    open: async () => {
      const ids: AnnouncementId[] = [];
      const query = {
        ConsistentRead: true,
        ...expressed({ KeyConditionExpression: '#announcementId = :open' }, { open: OPEN }),
      };
      for await (const page of queryPages(access, query)) ids.push(...page.flatMap(idOfOpenRow));
      return ids;
    },
    markOpen,
    markClosed: async (id, revision) => {
      const unlessLater = {
        ConditionExpression: 'attribute_not_exists(#revision) OR #revision <= :revision',
      };
      await committed(
        client.send(
          new DeleteItemCommand({
            TableName: table,
            Key: toRow(openRow(id)),
            ...expressed(unlessLater, { revision }),
          }),
        ),
      );
    },

    hint: async (id, add) => {
      try {
        const { Attributes = {} } = await client.send(
          new UpdateItemCommand({
            TableName: table,
            Key: toRow(announcementKey(id)),
            ReturnValues: 'UPDATED_NEW',
            ...expressed(
              {
                UpdateExpression: adding(['finishedBatches', 'bounced', 'complained']),
                // Without it a late hint would leave half a row where no announcement is.
                ConditionExpression: 'attribute_exists(#record)',
              },
              { ...add },
            ),
          }),
        );
        return readHints(fromRow(Attributes));
      } catch (error) {
        if (isLostCondition(error)) return add;
        throw error;
      }
    },
  };
};

const openRow = (id: AnnouncementId) => ({ announcementId: OPEN, record: id });

const idOfOpenRow = (row: Attributes): readonly AnnouncementId[] => {
  const read = AnnouncementId.safeParse(row['record']);
  return read.success ? [read.data] : [];
};
