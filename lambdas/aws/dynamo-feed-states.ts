import { isDeepStrictEqual } from 'node:util';
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { FeedStates } from '../episodes/feeds/ports.ts';
import type { ShowId } from '../ids.ts';
import { expressed } from './expressions.ts';
import { feedKey, feedRowOf, feedStateOf } from './feed-row.ts';
import { type Attributes, committed, fromRow, type TableAccess, toRow } from './rows.ts';

/** A row beside the show in the catalog, which no list of shows or episodes comes across. */
export const createDynamoFeedStates = ({ client, table }: TableAccess): FeedStates => {
  const get = async (showId: ShowId): Promise<Attributes | undefined> => {
    const { Item } = await client.send(
      new GetItemCommand({ TableName: table, Key: toRow(feedKey(showId)), ConsistentRead: true }),
    );
    return Item === undefined ? undefined : fromRow(Item);
  };
  return {
    read: async (showId) => feedStateOf(await get(showId)),
    write: async (state, revisionWas) => {
      const Item = toRow(feedRowOf(state));
      const condition =
        revisionWas === 'none'
          ? // A row that cannot be read has no revision that could be named: it is replaced.
            await unreadable(get, state.showId)
          : expressed({ ConditionExpression: '#revision = :was' }, { was: revisionWas });
      const done = await committed(client.send(new PutItemCommand({ TableName: table, Item, ...condition })));
      if (done) return 'written';
      // The SDK repeats a write whose answer was lost, and the repetition finds the first one's row.
      return isDeepStrictEqual(await get(state.showId), fromRow(Item)) ? 'written' : 'changed meanwhile';
    },
  };
};

const unreadable = async (get: (showId: ShowId) => Promise<Attributes | undefined>, showId: ShowId) => {
  const row = await get(showId);
  if (row === undefined || feedStateOf(row).kind === 'found')
    return expressed({ ConditionExpression: 'attribute_not_exists(#record)' });
  const revision = row['revision'];
  return revision === undefined
    ? expressed({ ConditionExpression: 'attribute_not_exists(#revision)' })
    : expressed({ ConditionExpression: '#revision = :was' }, { was: revision });
};
