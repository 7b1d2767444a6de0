import { createDatabaseClient } from '../../../cli/local/dynamo/client.ts';
import { TABLES } from '../../../cli/local/names.ts';
import type { System } from '../../../cli/local/system.ts';
import { createDynamoSubscribers } from '../../../lambdas/aws/dynamo-subscribers.ts';
import { VARIABLES } from '../../../lambdas/aws/environment.ts';
import { loadKeys } from '../../../lambdas/aws/keys.ts';
import type { ShowId } from '../../../lambdas/ids.ts';
import { links } from '../../../lambdas/links.ts';
import { EmailAddress } from '../../../lambdas/subscribers/address.ts';
import type { Subscriber } from '../../../lambdas/subscribers/subscriber.ts';
import { signToken, subscriberIdOf } from '../../../lambdas/subscribers/tokens.ts';

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
    add: async (
      showId: ShowId,
      addresses: readonly string[],
      as: Subscriber['status'] = 'confirmed',
    ): Promise<void> => {
      for (const address of addresses) await store.write(person(showId, address, keys, as), 'none');
    },
    /** In the order of an audience: by id. */
    inOrder: (showId: ShowId, addresses: readonly string[]): readonly string[] => {
      const idOf = (address: string) => subscriberIdOf(keys, showId, EmailAddress.parse(address));
      return addresses.toSorted((one, other) => (idOf(one) < idOf(other) ? -1 : 1));
    },
    /** The link that stands in every mail to this person. */
    unsubscribeUrl: (showId: ShowId, address: string): string =>
      links(environment[VARIABLES.publicUrl] ?? '').unsubscribe(
        showId,
        signToken(keys, {
          purpose: 'unsubscribe',
          show: showId,
          subscriber: subscriberIdOf(keys, showId, EmailAddress.parse(address)),
        }),
      ),
    statusOf: async (showId: ShowId, address: string): Promise<string | undefined> => {
      const held = await store.read(showId, subscriberIdOf(keys, showId, EmailAddress.parse(address)));
      return held === undefined || held === 'erased' ? held : held.subscriber.status;
    },
  };
};

const THEN = '2026-01-01T00:00:00.000Z';
const FAR_OFF = '2126-01-01T00:00:00.000Z';

const person = (
  showId: ShowId,
  address: string,
  keys: Parameters<typeof subscriberIdOf>[0],
  as: Subscriber['status'],
): Subscriber => {
  const to = EmailAddress.parse(address);
  const who = { showId, subscriberId: subscriberIdOf(keys, showId, to), address: to, createdAt: THEN };
  switch (as) {
    case 'pending':
      return { ...who, status: as, request: { requestedAt: THEN, source: 'a test' }, expiresAt: FAR_OFF };
    case 'confirmed':
      return { ...who, status: as, consent: { confirmedAt: THEN, source: 'a test' } };
    case 'unsubscribed':
      return { ...who, status: as, leftAt: THEN, leftBy: 'page' };
    case 'suppressed':
      return { ...who, status: as, suppressedAt: THEN, suppressedBy: 'complaint' };
    default:
      return as satisfies never;
  }
};
