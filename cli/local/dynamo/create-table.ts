import {
  CreateTableCommand,
  type CreateTableCommandInput,
  type DynamoDBClient,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';

/** In seconds, as the SDK's waiter takes them. */
const WAIT = { maxWaitTime: 30, minDelay: 0.01, maxDelay: 0.1 };

/**
 * Creates a table and waits until it takes rows: dynalite answers before it does, as DynamoDB does.
 * Throws ResourceInUseException when it is there already.
 */
export const createTable = async (client: DynamoDBClient, input: CreateTableCommandInput): Promise<void> => {
  await client.send(new CreateTableCommand(input));
  await waitUntilTableExists({ client, ...WAIT }, { TableName: input.TableName });
};
