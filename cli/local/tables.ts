import { createTableInput } from '../../lambdas/aws/create-table.ts';
import { tableDefinitions } from '../../lambdas/aws/table-definitions.ts';
import { createDatabaseClient } from './dynamo/client.ts';
import { createTable } from './dynamo/create-table.ts';
import { TABLES } from './names.ts';

/** Creates the tables; those of an earlier run are kept. */
export const ensureTables = async (endpoint: string): Promise<'created' | 'were there'> => {
  const client = createDatabaseClient(endpoint);
  try {
    let result: 'created' | 'were there' = 'were there';
    for (const [name, definition] of Object.entries(tableDefinitions)) {
      // dynalite has no streams; the capture in front of it stands in for the one of the catalog.
      const plain = { ...definition, stream: undefined };
      const input = createTableInput(TABLES[name as keyof typeof TABLES], plain);
      const created = await createTable(client, input)
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
