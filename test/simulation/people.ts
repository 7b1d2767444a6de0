import { Buffer } from 'node:buffer';
import type { ShowId, SubscriberId } from '../../lambdas/ids.ts';
import { EmailAddress } from '../../lambdas/subscribers/address.ts';
import type { Subscriber } from '../../lambdas/subscribers/subscriber.ts';
import {
  type Change,
  choose,
  confirm,
  leave,
  signUp,
  suppress,
} from '../../lambdas/subscribers/transitions.ts';
import type { InMemorySubscribers, SubscriberRow } from '../in-memory/subscribers.ts';
import type { Chance } from './chance.ts';
import type { FaultKind, FaultLog } from './fault-log.ts';
import type { Profile } from './profile.ts';
import type { Trace } from './trace.ts';
import type { VirtualTime } from './virtual-time.ts';

/** Whether somebody might be mailed, from an instant on. */
type Period = { readonly from: number; readonly mailable: boolean };

export type People = {
  /** People of a show, in the order of their arrival. */
  readonly of: ReadonlyMap<ShowId, readonly SubscriberId[]>;
  /** Looks at the row after any write and remembers what it says. */
  noteRow(showId: ShowId, id: SubscriberId): void;
  /** Throughout `[from, to]`. */
  mailableThroughout(id: SubscriberId, from: number, to: number): boolean;
  unmailableThroughout(id: SubscriberId, from: number, to: number): boolean;
  mailableNow(id: SubscriberId): boolean;
  join(showId: ShowId): SubscriberId;
  /** One person does one thing of their own accord. */
  act(showId: ShowId): void;
  signUp(showId: ShowId): void;
  rejects(address: string): boolean;
  nature(address: string): 'bounces' | 'complains' | 'reads';
};

export type PeopleDeps = {
  readonly time: VirtualTime;
  readonly chance: Chance;
  readonly profile: Profile;
  readonly faults: FaultLog;
  readonly trace: Trace;
  readonly subscribers: InMemorySubscribers;
};

export const createPeople = (deps: PeopleDeps): People => {
  const { time, chance, profile, subscribers } = deps;
  const of = new Map<ShowId, SubscriberId[]>();
  const histories = new Map<SubscriberId, Period[]>();
  const natures = new Map<string, 'rejects' | 'bounces' | 'complains' | 'reads'>();
  let arrivals = 0;

  const row = (showId: ShowId, id: SubscriberId): SubscriberRow | undefined =>
    subscribers.rows.get(showId)?.get(id);

  const noteRow = (showId: ShowId, id: SubscriberId): void => {
    const held = row(showId, id);
    const history = histories.get(id) ?? [];
    histories.set(id, history);
    const mailable = held !== undefined && held !== 'erased' && held.subscriber.status === 'confirmed';
    const pausedUntil =
      held !== undefined && held !== 'erased' && held.subscriber.status === 'confirmed'
        ? held.subscriber.pausedUntil
        : undefined;
    // A pause is set once and outlasts the run, so its end needs no entry of its own.
    history.push({ from: time.now(), mailable: mailable && pausedUntil === undefined });
  };

  const change = (showId: ShowId, id: SubscriberId, decide: (held: Subscriber) => Change): boolean => {
    const held = row(showId, id);
    if (held === undefined || held === 'erased') return false;
    const decided = decide(held.subscriber);
    if (decided.kind !== 'changed') return false;
    put(decided.subscriber, held.revision + 1);
    return true;
  };

  const put = (subscriber: Subscriber, revision: number): void => {
    const rows = subscribers.rows.get(subscriber.showId) ?? new Map<SubscriberId, SubscriberRow>();
    subscribers.rows.set(subscriber.showId, rows);
    rows.set(subscriber.subscriberId, { subscriber, revision });
    noteRow(subscriber.showId, subscriber.subscriberId);
  };

  const join = (showId: ShowId): SubscriberId => {
    arrivals += 1;
    const id = newId(chance);
    const address = addressOf(arrivals);
    const nature = chance.fraction();
    const { rejecting, bouncing, complaining } = profile;
    natures.set(
      address,
      nature < rejecting
        ? 'rejects'
        : nature < rejecting + bouncing
          ? 'bounces'
          : nature < rejecting + bouncing + complaining
            ? 'complains'
            : 'reads',
    );
    const applicant = { showId, subscriberId: id, address, source: 'form' };
    // Dated back, so that a clock that is behind does not take a complaint for older than the confirmation.
    const since = time.now() - DAY;
    const pending = signUp(undefined, applicant, since);
    if (pending.kind === 'changed') put(pending.subscriber, 1);
    change(showId, id, (held) => {
      const confirmed = confirm(held, since);
      return confirmed.kind === 'changed' ? confirmed : { kind: 'unchanged' };
    });
    const known = of.get(showId) ?? [];
    of.set(showId, known);
    known.push(id);
    return id;
  };

  const did = (kind: FaultKind, id: SubscriberId): void => {
    deps.faults.note(time.now(), kind, id);
    deps.trace('people', () => `${kind}: ${id}`);
  };

  const act = (showId: ShowId): void => {
    const known = of.get(showId) ?? [];
    if (known.length === 0) return;
    const id = chance.pick(known);
    switch (chance.between(0, 4)) {
      case 0:
      case 1:
        if (change(showId, id, (held) => leave(held, { by: 'one-click' }, time.now())))
          did('somebody leaves', id);
        return;
      case 2:
        if (change(showId, id, (held) => suppress(held, 'complaint', time.now())))
          did('somebody complains', id);
        return;
      case 3:
        subscribers.rows.get(showId)?.set(id, 'erased');
        noteRow(showId, id);
        return did('somebody is erased', id);
      default:
        if (change(showId, id, (held) => choose(held, { kind: 'paused', until: FAR_AWAY }, time.now())))
          did('somebody pauses mail', id);
    }
  };

  return {
    of,
    noteRow,
    join,
    act,
    signUp: (showId) => did('somebody signs up', join(showId)),
    mailableNow: (id) => histories.get(id)?.at(-1)?.mailable ?? false,
    mailableThroughout: (id, from, to) => throughout(histories.get(id) ?? [], true, from, to),
    unmailableThroughout: (id, from, to) => throughout(histories.get(id) ?? [], false, from, to),
    rejects: (address) => natures.get(address) === 'rejects',
    nature: (address) => {
      const nature = natures.get(address);
      return nature === 'bounces' || nature === 'complains' ? nature : 'reads';
    },
  };
};

const DAY = 86_400_000;
const FAR_AWAY = Date.parse('2027-06-01T00:00:00Z');

const throughout = (history: readonly Period[], mailable: boolean, from: number, to: number): boolean => {
  let before = false;
  for (const period of history) {
    if (period.from <= from) before = period.mailable === mailable;
    else if (period.from <= to && period.mailable !== mailable) return false;
  }
  return before;
};

const newId = (chance: Chance): SubscriberId => {
  const bytes = Buffer.alloc(16);
  for (let at = 0; at < 16; at += 4) bytes.writeUInt32BE(Math.floor(chance.fraction() * 4_294_967_296), at);
  return ids(bytes.toString('hex'));
};

/** Parsing ten thousand ids a second with zod is what the simulation would mostly do; these are right by making. */
const ids = (hex: string): SubscriberId => hex as SubscriberId;

const addresses: EmailAddress[] = [];
const addressOf = (arrival: number): EmailAddress =>
  (addresses[arrival] ??= EmailAddress.parse(`person-${arrival}@example.com`));
