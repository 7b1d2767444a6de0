import { z } from 'zod';
import { invalidRecord } from '../errors.ts';
import { parse } from '../faults.ts';
import type { ShowId, SubscriberId } from '../ids.ts';
import type { StoredSubscriber } from '../subscribers/ports.ts';
import { Subscriber } from '../subscribers/subscriber.ts';
import type { Attributes } from './rows.ts';

export const HEX_DIGITS: readonly string[] = '0123456789abcdef'.split('');

/** Sixteen partitions a show: they spread the load, and in their order they hold the ids in order. */
export const shardOf = (showId: ShowId, digit: string): string => `${showId}#${digit}`;

export const subscriberKey = (showId: ShowId, id: SubscriberId) => ({
  shard: shardOf(showId, id.charAt(0)),
  subscriberId: id,
});

/**
 * An erased person's row keeps its key, so that the one condition of the next write sees it: a tombstone under
 * another key could be missed between two writes.
 */
export const tombstone = (showId: ShowId, id: SubscriberId) => ({
  ...subscriberKey(showId, id),
  status: 'erased',
});

/** Beside the new row of somebody erased before, in a partition that holds nobody's subscription. */
export const erasureKept = (showId: ShowId, id: SubscriberId) => ({
  shard: erasuresOf(showId),
  subscriberId: id,
  status: 'erased',
});
export const erasuresOf = (showId: ShowId): string => `${showId}#erased`;

export const subscriberRow = (subscriber: Subscriber, revision: number): Attributes => ({
  ...subscriber,
  ...subscriberKey(subscriber.showId, subscriber.subscriberId),
  revision,
  ...(subscriber.status === 'pending' ? { expires: expiryOf(subscriber.expiresAt) } : {}),
});

const expiryOf = (expiresAt: string): number => Math.ceil(Date.parse(expiresAt) / 1000);

/** Rows that other hands wrote have no revision and count as the first. */
const Revision = z.number().default(0);

export type SubscriberReading =
  | { readonly kind: 'missing' }
  | { readonly kind: 'erased' }
  | { readonly kind: 'invalid'; readonly error: Error }
  | { readonly kind: 'found'; readonly stored: StoredSubscriber };

/** A pending row past its expiry is missing, though DynamoDB may take two days to delete it. */
export const readSubscriber = (row: Attributes | undefined, now: number): SubscriberReading => {
  if (row === undefined) return { kind: 'missing' };
  if (row['status'] === 'erased') return { kind: 'erased' };
  const { shard, revision, expires: _, ...attributes } = row;
  const read = parse(z.object({ subscriber: Subscriber, revision: Revision }), {
    subscriber: attributes,
    revision,
  });
  if (!read.ok) {
    // The values may be an address: the error names fields and rules alone.
    const faults = read.faults.map((fault) => ({ ...fault, value: 'a value that is not shown' }));
    const what = `subscriber ${String(row['subscriberId'])} in ${String(shard)}`;
    return { kind: 'invalid', error: invalidRecord(what, faults) };
  }
  const { subscriber } = read.value;
  return subscriber.status === 'pending' && Date.parse(subscriber.expiresAt) <= now
    ? { kind: 'missing' }
    : { kind: 'found', stored: read.value };
};
