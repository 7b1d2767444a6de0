import type { ShowId } from '../ids.ts';
import { commit } from './commit.ts';
import type { SubscriberStore } from './ports.ts';
import { type Keys, readToken } from './tokens.ts';
import { leave, type Leaving, present } from './transitions.ts';

export type LeavingPorts = {
  readonly subscribers: SubscriberStore;
  readonly keys: Keys;
  readonly clock: { now(): number };
};

/**
 * Idempotent, and in force when it returns: the next window of a running announcement reads the row again.
 * Somebody who is not held at all has left, too. A token made for it never expires (bar 27).
 */
export const leaveByToken = async (
  ports: LeavingPorts,
  showId: ShowId,
  token: string,
  leaving: Leaving,
): Promise<'left' | 'forged'> => {
  const now = ports.clock.now();
  const reading = readToken(ports.keys, { purpose: 'unsubscribe', show: showId }, token, now);
  if (reading.kind !== 'valid') return 'forged';
  await commit(ports.subscribers, { showId, subscriberId: reading.subscriber }, (held) =>
    leave(held, leaving, now),
  );
  return 'left';
};

export type LeavingView = { readonly kind: 'may leave' } | { readonly kind: 'has left' };

/** What the page of an unsubscribe link shows before anybody pressed anything. Changes nothing. */
export const viewLeaving = async (
  ports: LeavingPorts,
  showId: ShowId,
  token: string,
): Promise<LeavingView | { readonly kind: 'forged' }> => {
  const now = ports.clock.now();
  const reading = readToken(ports.keys, { purpose: 'unsubscribe', show: showId }, token, now);
  if (reading.kind !== 'valid') return { kind: 'forged' };
  const stored = await ports.subscribers.read(showId, reading.subscriber);
  const held = present(stored === 'erased' ? stored : stored?.subscriber, now);
  return held?.status === 'unsubscribed' && held.request === undefined
    ? { kind: 'has left' }
    : { kind: 'may leave' };
};
