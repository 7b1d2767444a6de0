import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  paginateQuery,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';

export type Row = Record<string, AttributeValue>;
/** What a row holds before it is parsed. */
export type Attributes = Readonly<Record<string, unknown>>;

/** What every adapter of a table needs. */
export type TableAccess = { readonly client: DynamoDBClient; readonly table: string };

/** Attributes that are undefined are left out, at every depth. */
export const toRow = (attributes: Attributes): Row => marshall(attributes, { removeUndefinedValues: true });

/** Never throws: a number too large for JavaScript loses digits here and fails its schema later. */
export const fromRow = (row: Row): Attributes => unmarshall(row, { wrapNumbers: Number });

/** A page of rows at a time, so that a partition of any size is walked in the memory of one page. */
export async function* queryPages(
  { client, table }: TableAccess,
  query: Omit<QueryCommandInput, 'TableName'>,
): AsyncGenerator<readonly Attributes[], undefined> {
  for await (const page of paginateQuery({ client }, { TableName: table, ...query }))
    yield (page.Items ?? []).map(fromRow);
}

/** A lost condition is an ordinary answer; anything else is thrown. */
export const isLostCondition = (error: unknown): boolean => error instanceof ConditionalCheckFailedException;

/** True when the write was committed, false when its condition did not hold. */
export const committed = async (write: Promise<unknown>): Promise<boolean> => {
  try {
    await write;
    return true;
  } catch (error) {
    if (isLostCondition(error)) return false;
    throw error;
  }
};
