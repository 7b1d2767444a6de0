import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

export const createDatabaseClient = (url: string): DynamoDBClient =>
  new DynamoDBClient({
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
