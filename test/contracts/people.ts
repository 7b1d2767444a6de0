import { ShowId, SubscriberId } from '../../lambdas/ids.ts';
import { EmailAddress } from '../../lambdas/subscribers/address.ts';
import type { Subscriber } from '../../lambdas/subscribers/subscriber.ts';
import { DAY, iso, NOW } from './clock.ts';

export const show = ShowId.parse('the-show');
export const otherShow = ShowId.parse('the-show-2');

/** `id('a', 7)`: the seventh person of the partition `a`. */
export const id = (digit: string, number: number): SubscriberId =>
  SubscriberId.parse(digit + number.toString(16).padStart(31, '0'));

const person = (subscriberId: SubscriberId, showId: ShowId) => ({
  showId,
  subscriberId,
  address: EmailAddress.parse(`${subscriberId}@example.com`),
  createdAt: iso(NOW - 30 * DAY),
});
const consent = { confirmedAt: iso(NOW - 29 * DAY), source: 'form' };

type Status<S extends Subscriber['status']> = Extract<Subscriber, { status: S }>;

export const confirmed = (
  subscriberId: SubscriberId,
  changes: Partial<Status<'confirmed'>> = {},
): Status<'confirmed'> => ({ ...person(subscriberId, show), status: 'confirmed', consent, ...changes });

export const pending = (
  subscriberId: SubscriberId,
  expiresAt: number,
  changes: Partial<Status<'pending'>> = {},
): Status<'pending'> => ({
  ...person(subscriberId, show),
  status: 'pending',
  request: { requestedAt: iso(NOW - DAY), source: 'form' },
  expiresAt: iso(expiresAt),
  ...changes,
});

export const unsubscribed = (subscriberId: SubscriberId): Status<'unsubscribed'> => ({
  ...person(subscriberId, show),
  status: 'unsubscribed',
  leftAt: iso(NOW - DAY),
  leftBy: 'one-click',
  consent,
});

export const suppressed = (subscriberId: SubscriberId): Status<'suppressed'> => ({
  ...person(subscriberId, show),
  status: 'suppressed',
  suppressedAt: iso(NOW - DAY),
  suppressedBy: 'bounce',
});
