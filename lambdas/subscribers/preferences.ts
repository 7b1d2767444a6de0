import type { Catalog } from '../episodes/ports.ts';
import type { Language, Show } from '../episodes/show.ts';
import type { ShowId } from '../ids.ts';
import type { EmailAddress } from './address.ts';
import { commit } from './commit.ts';
import type { SubscriberStore } from './ports.ts';
import type { Subscriber } from './subscriber.ts';
import { type Keys, readToken, subscriberIdOf } from './tokens.ts';
import { type Change, choose, type Delivery, type Held, leave, present, speak } from './transitions.ts';

export type PersonPorts = {
  readonly catalog: Pick<Catalog, 'shows'>;
  readonly subscribers: SubscriberStore;
  readonly keys: Keys;
  readonly clock: { now(): number };
};

/** A person at one show of the deployment: what is held there, if anything. */
export type Membership = { readonly show: Show; readonly held: Subscriber | undefined };

export type Person =
  | { readonly kind: 'forged' }
  /** The link is good, and nothing is held: erased, or never more than asked for. */
  | { readonly kind: 'not held' }
  | {
      readonly kind: 'held';
      readonly address: EmailAddress;
      readonly language: Language | undefined;
      readonly memberships: readonly Membership[];
    };

/**
 * Who is behind a preferences link, at every show of the deployment: the link comes in every email, so whoever
 * has it reads this mailbox. The address in the row finds the rows of the other shows.
 */
export const personBehind = async (ports: PersonPorts, showId: ShowId, token: string): Promise<Person> => {
  const now = ports.clock.now();
  const reading = readToken(ports.keys, { purpose: 'preferences', show: showId }, token, now);
  if (reading.kind !== 'valid') return { kind: 'forged' };
  const own = await heldBy(ports, showId, reading.subscriber, now);
  if (own === undefined) return { kind: 'not held' };
  const shows = (await ports.catalog.shows()).flatMap(({ stored }) =>
    stored.kind === 'found' ? [stored.value] : [],
  );
  const memberships = await Promise.all(
    shows.map(
      async (show): Promise<Membership> => ({
        show,
        held: show.showId === showId ? own : await heldAs(ports, show.showId, own.address, now),
      }),
    ),
  );
  return { kind: 'held', address: own.address, language: own.language, memberships };
};

const heldAs = (ports: PersonPorts, showId: ShowId, address: EmailAddress, now: number) =>
  heldBy(ports, showId, subscriberIdOf(ports.keys, showId, address), now);

const heldBy = async (
  ports: PersonPorts,
  showId: ShowId,
  id: Subscriber['subscriberId'],
  now: number,
): Promise<Subscriber | undefined> => {
  const stored = await ports.subscribers.read(showId, id);
  return present(stored === 'erased' ? stored : stored?.subscriber, now);
};

export type Wishes = {
  /** Shows that are not named stay as they are. */
  readonly deliveries: ReadonlyMap<ShowId, Delivery>;
  readonly language?: Language | undefined;
};

export const saveWishes = async (
  ports: PersonPorts,
  memberships: readonly Membership[],
  wishes: Wishes,
): Promise<void> => {
  const now = ports.clock.now();
  await Promise.all(
    rowsOf(memberships).map((row) =>
      commit(ports.subscribers, row, (was) => wish(was, wishes, row.showId, now)),
    ),
  );
};

const wish = (held: Held, { deliveries, language }: Wishes, showId: ShowId, now: number): Change => {
  const delivery = deliveries.get(showId);
  const chosen: Change = delivery === undefined ? { kind: 'unchanged' } : choose(held, delivery, now);
  if (language === undefined) return chosen;
  const spoken = speak(chosen.kind === 'changed' ? chosen.subscriber : held, language, now);
  return spoken.kind === 'changed' ? spoken : chosen;
};

/** Every show at once, requests that wait for a confirmation included. */
export const leaveEverything = async (
  ports: PersonPorts,
  memberships: readonly Membership[],
): Promise<void> => {
  const now = ports.clock.now();
  await Promise.all(
    rowsOf(memberships).map((row) =>
      commit(ports.subscribers, row, (was) => leave(was, { by: 'preferences' }, now)),
    ),
  );
};

/**
 * Deletes every row of the person. What stays is the id at every show, also where nothing was held: an old list
 * may be imported there, too. Idempotent.
 */
export const erasePerson = async (
  { subscribers, keys }: Pick<PersonPorts, 'subscribers' | 'keys'>,
  { address, memberships }: Extract<Person, { kind: 'held' }>,
): Promise<void> => {
  await Promise.all(
    memberships.map(({ show: { showId } }) =>
      subscribers.erase(showId, subscriberIdOf(keys, showId, address)),
    ),
  );
};

const rowsOf = (memberships: readonly Membership[]): readonly Subscriber[] =>
  memberships.flatMap(({ held }) => held ?? []);
