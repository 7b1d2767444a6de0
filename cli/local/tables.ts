import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createTableInput } from '../../lambdas/aws/create-table.ts';
import { tableDefinitions } from '../../lambdas/aws/table-definitions.ts';

/** Distinctive: the captured one is looked for in the bodies of writes. */
export const TABLES = {
  catalog: 'announcer-catalog',
  subscribers: 'announcer-subscribers',
  announcements: 'announcer-announcements',
} as const satisfies Record<keyof typeof tableDefinitions, string>;

/** Which table has a stream, and by what its rows are told apart. */
export const STREAMED = {
  tableName: TABLES.catalog,
  keys: [tableDefinitions.catalog.partitionKey, tableDefinitions.catalog.sortKey],
} as const;

/** Creates the tables; those of an earlier run are kept. */
export const ensureTables = async (endpoint: string): Promise<'created' | 'were there'> => {
  const client = new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  try {
    let result: 'created' | 'were there' = 'were there';
    for (const [name, definition] of Object.entries(tableDefinitions)) {
      // dynalite has no streams; the capture in front of it stands in for the one of the catalog.
      const plain = { ...definition, stream: undefined };
      const created = await client
        .send(new CreateTableCommand(createTableInput(TABLES[name as keyof typeof TABLES], plain)))
        .then(() => true)
        .catch((error: unknown) => {
          if (error instanceof Error && error.name === 'ResourceInUseException') return false;
          throw error;
        });
      if (created) result = 'created';
    }
    return result;
  } finally {
    client.destroy();
  }
};
