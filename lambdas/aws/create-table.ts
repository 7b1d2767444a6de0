import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import type { TableDefinition } from './table-definitions.ts';

/** What CreateTable takes: for stand-ins of DynamoDB. In AWS the tables come from the stack. */
export const createTableInput = (tableName: string, definition: TableDefinition): CreateTableCommandInput => {
  const { partitionKey, sortKey, localIndexes, stream } = definition;
  const attributes = new Set([partitionKey, sortKey, ...localIndexes.map((index) => index.sortKey)]);
  return {
    TableName: tableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [...attributes].map((name) => ({ AttributeName: name, AttributeType: 'S' })),
    KeySchema: keySchema(partitionKey, sortKey),
    ...(localIndexes.length === 0
      ? {}
      : {
          LocalSecondaryIndexes: localIndexes.map((index) => ({
            IndexName: index.name,
            KeySchema: keySchema(partitionKey, index.sortKey),
            Projection: { ProjectionType: 'INCLUDE' as const, NonKeyAttributes: [...index.projected] },
          })),
        }),
    ...(stream === undefined
      ? {}
      : { StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' as const } }),
  };
};

const keySchema = (partitionKey: string, sortKey: string) => [
  { AttributeName: partitionKey, KeyType: 'HASH' as const },
  { AttributeName: sortKey, KeyType: 'RANGE' as const },
];
