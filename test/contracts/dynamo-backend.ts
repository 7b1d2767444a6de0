import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { createTable as create } from '../../cli/local/dynamo/create-table.ts';
import { episodeKey, showKey } from '../../lambdas/aws/catalog-row.ts';
import { createTableInput } from '../../lambdas/aws/create-table.ts';
import { createDynamoAnnouncements } from '../../lambdas/aws/dynamo-announcements.ts';
import { createDynamoCatalog } from '../../lambdas/aws/dynamo-catalog.ts';
import { createDynamoFeedStates } from '../../lambdas/aws/dynamo-feed-states.ts';
import { createDynamoLatecomers } from '../../lambdas/aws/dynamo-latecomers.ts';
import { createDynamoSubscribers } from '../../lambdas/aws/dynamo-subscribers.ts';
import { toRow } from '../../lambdas/aws/rows.ts';
import { type TableName, tableDefinitions } from '../../lambdas/aws/table-definitions.ts';
import type { Backend, World } from './backend.ts';
import { NOW } from './clock.ts';

/** The adapters on anything that speaks DynamoDB's protocol at this endpoint. */
export const dynamoBackend = (name: string, endpoint: string, stop: () => Promise<void>): Backend => {
  const client = newClient(endpoint);
  let worlds = 0;
  return {
    name,
    newWorld: () => {
      worlds += 1;
      return newWorld(client, `world-${worlds}`);
    },
    close: async () => {
      client.destroy();
      await stop();
    },
  };
};

export const newClient = (endpoint: string): DynamoDBClient =>
  new DynamoDBClient({
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    cacheMiddleware: true,
  });

export const createTable = async (
  client: DynamoDBClient,
  name: TableName,
  prefix: string,
): Promise<string> => {
  const table = `${prefix}-${name}`;
  await create(client, createTableInput(table, tableDefinitions[name]));
  return table;
};

const newWorld = async (client: DynamoDBClient, prefix: string): Promise<World> => {
  const table = await createTable(client, 'catalog', prefix);
  const now = () => NOW;
  const subscribers = createDynamoSubscribers({
    client,
    table: await createTable(client, 'subscribers', prefix),
    now,
    log: () => undefined,
  });
  const announcementsTable = await createTable(client, 'announcements', prefix);
  const announcements = createDynamoAnnouncements({
    client,
    table: announcementsTable,
    now,
    retentionDays: 400,
  });
  return {
    catalog: createDynamoCatalog({ client, table }),
    feedStates: createDynamoFeedStates({ client, table }),
    subscribers,
    audience: subscribers,
    limits: subscribers,
    announcements,
    latecomers: createDynamoLatecomers({ client, table: announcementsTable }),
    pace: announcements,
    putRawCatalogRow: async ({ showId, episodeId }, attributes) => {
      const key = episodeId === undefined ? showKey(showId) : episodeKey(showId, episodeId);
      await client.send(new PutItemCommand({ TableName: table, Item: toRow({ ...attributes, ...key }) }));
    },
  };
};
