import type { Language, Show } from '../episodes/show.ts';
import type { SubscriberId } from '../ids.ts';
import type { EmailAddress } from './address.ts';
import { commit } from './commit.ts';
import { askToConfirm, type SubscribingPorts } from './confirmation-mail.ts';
import { readToken, subscriberIdOf, type TokenPurpose } from './tokens.ts';
import { confirm, present, signUp } from './transitions.ts';
import type { Subscriber } from './subscriber.ts';

/**
 * The same for everybody, known or not: one read, at most one write, one confirmation mail if the mailbox may have
 * one. A confirmed subscriber is sent it too: it does no harm, and silence would tell who is subscribed.
 */
export const requestSubscription = async (
  ports: SubscribingPorts,
  show: Show,
  wish: { readonly address: EmailAddress; readonly language?: Language | undefined; readonly source: string },
): Promise<void> => {
  const subscriberId = subscriberIdOf(ports.keys, show.showId, wish.address);
  const applicant = { showId: show.showId, subscriberId, ...wish };
  await commit(ports.subscribers, applicant, (held) => signUp(held, applicant, ports.clock.now()));
  await askToConfirm(ports, show, applicant);
};

export type Confirmation =
  | { readonly kind: 'confirmed'; readonly subscriber: Subscriber; readonly newly: boolean }
  | { readonly kind: 'nothing to confirm' }
  | { readonly kind: 'expired'; readonly subscriberId: SubscriberId }
  | { readonly kind: 'forged' };

export const confirmSubscription = async (
  ports: SubscribingPorts,
  show: Show,
  token: string,
  sourceHash?: string,
): Promise<Confirmation> => {
  const now = ports.clock.now();
  const reading = readToken(ports.keys, { purpose: 'confirm', show: show.showId }, token, now);
  if (reading.kind === 'forged') return reading;
  if (reading.kind === 'expired') return { kind: 'expired', subscriberId: reading.subscriber };
  const who = { showId: show.showId, subscriberId: reading.subscriber };
  const { decision, held } = await commit(ports.subscribers, who, (was) => confirm(was, now, sourceHash));
  const subscriber = present(held, now);
  if (decision.kind === 'nothing to confirm' || subscriber === undefined)
    return { kind: 'nothing to confirm' };
  return { kind: 'confirmed', subscriber, newly: decision.kind === 'changed' };
};

/**
 * A new confirmation mail for somebody who is known by an old link: one that expired, or the one they left by.
 * The address is the one held; nothing is sent to anybody who is not held.
 */
export const askAgain = async (
  ports: SubscribingPorts,
  show: Show,
  token: { readonly purpose: TokenPurpose; readonly text: string },
): Promise<'asked' | 'not held' | 'forged'> => {
  const expected = { purpose: token.purpose, show: show.showId };
  const reading = readToken(ports.keys, expected, token.text, ports.clock.now());
  if (reading.kind === 'forged') return 'forged';
  const stored = await ports.subscribers.read(show.showId, reading.subscriber);
  const held = present(stored === 'erased' ? stored : stored?.subscriber, ports.clock.now());
  if (held === undefined) return 'not held';
  await requestSubscription(ports, show, {
    address: held.address,
    language: held.language,
    source: (held.status === 'confirmed' ? undefined : held.request?.source) ?? 'page',
  });
  return 'asked';
};
