import { atOnce } from '../../cli/local/demo/at-once.ts';
import type { ShowId, SubscriberId } from '../../lambdas/ids.ts';
import { EmailAddress } from '../../lambdas/subscribers/address.ts';
import type { SubscriberStore } from '../../lambdas/subscribers/ports.ts';
import { type Keys, subscriberIdOf } from '../../lambdas/subscribers/tokens.ts';

const THEN = '2026-01-01T00:00:00.000Z';

/** Confirmed subscribers, written straight into their table. Gives each one's address by id. */
export const addReaders = async (
  store: Pick<SubscriberStore, 'write'>,
  keys: Keys,
  showId: ShowId,
  count: number,
): Promise<ReadonlyMap<SubscriberId, EmailAddress>> => {
  const readers = Array.from({ length: count }, (_, at): [SubscriberId, EmailAddress] => {
    const address = EmailAddress.parse(`reader-${at + 1}@example.com`);
    return [subscriberIdOf(keys, showId, address), address];
  });
  await atOnce(readers, 16, async ([subscriberId, address]) => {
    const consent = { confirmedAt: THEN, source: 'the chaos run' };
    await store.write(
      { showId, subscriberId, address, createdAt: THEN, status: 'confirmed', consent },
      'none',
    );
  });
  return new Map(readers);
};
