import type { ShowId, SubscriberId } from '../ids.ts';
import type { Subscriber } from './subscriber.ts';

/** A row as it was read: `revision` goes back with the write, so that two writers cannot undo each other. */
export type StoredSubscriber = { readonly subscriber: Subscriber; readonly revision: number };

export type SubscriberStore = {
  /** Strongly consistent. `erased`: nothing is held but the keyed hash which is the id. */
  read(showId: ShowId, id: SubscriberId): Promise<StoredSubscriber | 'erased' | undefined>;
  /** Conditional on the revision read (`none`: no row may exist, erased or not). Commits one transition. */
  write(
    subscriber: Subscriber,
    revisionWas: number | 'none' | 'erased',
  ): Promise<'written' | 'changed meanwhile'>;
  /** Removes the row and keeps the id alone, so that an import does not bring the person back. Idempotent. */
  erase(showId: ShowId, id: SubscriberId): Promise<void>;
  /**
   * Who was erased and has been written anew since. Their new row may be a sign-up that anybody made, and that
   * expires: the erasure outlives it here. A handful of people, whatever the size of the show.
   */
  erasedBefore(showId: ShowId): Promise<ReadonlySet<SubscriberId>>;
  /** Every row of a show, in the order of ids; `after` resumes. Flat memory. */
  all(showId: ShowId, after?: SubscriberId): AsyncIterable<Subscriber>;
};

/** Counters that expire, shared by every Lambda: at most `limit` takings under a key in a period. */
export type Limits = {
  /**
   * True when the taking was within the limit; whatever the number of takers at once, no more than `limit` are
   * told so. The period of a key begins with its first taking, not at a round time: with a limit of one, any two
   * takings are a whole period apart.
   */
  take(
    key: string,
    rule: { readonly limit: number; readonly periodSeconds: number },
    now: number,
  ): Promise<boolean>;
  /**
   * True when this taking comes `apartSeconds` or more after the last one that was granted, and is at most the
   * `limit`th of any `withinSeconds` that end with it: a window that slides.
   */
  takeSpaced(key: string, rule: Spacing, now: number): Promise<boolean>;
};

export type Spacing = {
  readonly apartSeconds: number;
  /** 1 or more. */
  readonly limit: number;
  readonly withinSeconds: number;
};
