import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

export const createDatabaseClient = (url: string): DynamoDBClient =>
  new DynamoDBClient({
    endpoint: url,
    // A busy machine makes an answer late, not wrong.
    maxAttempts: 10,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
