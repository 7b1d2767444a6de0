import { createDatabaseClient } from '../../../cli/local/dynamo/client.ts';
import { TABLES } from '../../../cli/local/names.ts';
import type { System } from '../../../cli/local/system.ts';
import { createDynamoSubscribers } from '../../../lambdas/aws/dynamo-subscribers.ts';
import { VARIABLES } from '../../../lambdas/aws/environment.ts';
import { loadKeys } from '../../../lambdas/aws/keys.ts';
import type { ShowId } from '../../../lambdas/ids.ts';
import { EmailAddress } from '../../../lambdas/subscribers/address.ts';
import type { Subscriber } from '../../../lambdas/subscribers/subscriber.ts';
import { subscriberIdOf } from '../../../lambdas/subscribers/tokens.ts';

/** The subscribers of a running local system, put there without the pages, which have tests of their own. */
export const readersOf = async ({ environment }: System) => {
  const client = createDatabaseClient(environment['AWS_ENDPOINT_URL_DYNAMODB'] ?? '');
  const store = createDynamoSubscribers({
    client,
    table: TABLES.subscribers,
    now: () => Date.now(),
    log: () => undefined,
  });
  const keys = await loadKeys(environment[VARIABLES.keysSecretArn] ?? '', () => {
    throw new Error('the local system keeps its keys in a file');
  });
  return {
    stop: () => client.destroy(),
    add: async (showId: ShowId, addresses: readonly string[]): Promise<void> => {
      for (const address of addresses) await store.write(confirmed(showId, address, keys), 'none');
    },
    statusOf: async (showId: ShowId, address: string): Promise<string | undefined> => {
      const held = await store.read(showId, subscriberIdOf(keys, showId, EmailAddress.parse(address)));
      return held === undefined || held === 'erased' ? held : held.subscriber.status;
    },
  };
};

const THEN = '2026-01-01T00:00:00.000Z';

const confirmed = (
  showId: ShowId,
  address: string,
  keys: Parameters<typeof subscriberIdOf>[0],
): Subscriber => {
  const to = EmailAddress.parse(address);
  return {
    showId,
    subscriberId: subscriberIdOf(keys, showId, to),
    address: to,
    createdAt: THEN,
    status: 'confirmed',
    consent: { confirmedAt: THEN, source: 'a test' },
  };
};
