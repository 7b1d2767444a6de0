import { z } from 'zod';
import { createHttpClient } from '../http/client.ts';
import { signedFor } from './signed.ts';
import type { Item } from './stream-records.ts';

const AttributeMap = z.record(
  z.string(),
  z.custom<Item[string]>((value) => typeof value === 'object'),
);
const Answer = z.object({ Item: AttributeMap.optional() });

const HEADERS = signedFor('GetItem');

const ask = createHttpClient();

/** Rows by their keys, in the order of the keys and in DynamoDB's own JSON: images must not be converted. */
export const readItems = (
  url: string,
  tableName: string,
  keys: readonly Item[],
): Promise<readonly (Item | undefined)[]> => Promise.all(keys.map((key) => readItem(url, tableName, key)));

const readItem = async (url: string, tableName: string, key: Item): Promise<Item | undefined> => {
  const body = JSON.stringify({ TableName: tableName, Key: key, ConsistentRead: true });
  const answer = await ask({ url, method: 'POST', headers: HEADERS, body });
  // A key that the table refuses has no row; the write with it is refused in its turn.
  return answer.status === 200 ? Answer.parse(JSON.parse(answer.body.toString())).Item : undefined;
};
