import type { ShowId, SubscriberId } from '../ids.ts';
import type { SubscriberStore } from './ports.ts';
import type { Subscriber } from './subscriber.ts';
import type { Held } from './transitions.ts';

/** More losers than this in a row on one row is not contention but a fault. */
const ATTEMPTS = 50;

export type Committed<D> = {
  readonly decision: D;
  /** As it stands after the decision: what was written, or what was found. */
  readonly held: Held;
  readonly was: Held;
};

/**
 * Reads, decides, writes on condition that nobody wrote between; a lost condition reads and decides again.
 * So every transition is pure, and two of them at once end as if one had come after the other.
 */
export const commit = async <
  D extends { readonly kind: string } | { readonly kind: 'changed'; readonly subscriber: Subscriber },
>(
  store: SubscriberStore,
  who: { readonly showId: ShowId; readonly subscriberId: SubscriberId },
  decide: (held: Held) => D,
): Promise<Committed<D>> => {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const stored = await store.read(who.showId, who.subscriberId);
    const held: Held = stored === undefined || stored === 'erased' ? stored : stored.subscriber;
    const decision = decide(held);
    const next = 'subscriber' in decision ? decision.subscriber : undefined;
    if (next === undefined) return { decision, held, was: held };
    const revisionWas = stored === undefined ? 'none' : stored === 'erased' ? 'erased' : stored.revision;
    if ((await store.write(next, revisionWas)) === 'written') return { decision, held: next, was: held };
  }
  throw new Error(`subscriber ${who.subscriberId} of ${who.showId}: ${ATTEMPTS} writes in a row lost`);
};
