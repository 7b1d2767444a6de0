import type { Language, Show } from '../episodes/show.ts';
import type { SubscriberId } from '../ids.ts';
import type { EmailAddress } from './address.ts';
import { mailboxHash } from './keyed-hashes.ts';
import type { Limits, Spacing, SubscriberStore } from './ports.ts';
import { type Keys, signToken } from './tokens.ts';
import { CONFIRMATION_HOURS } from './transitions.ts';

export type ConfirmationRequest = {
  readonly show: Show;
  readonly subscriberId: SubscriberId;
  readonly to: EmailAddress;
  readonly language: Language;
  /** When the link in it stops counting, in milliseconds since 1970. */
  readonly expiresAt: number;
  readonly token: string;
};

export type ConfirmationMailer = {
  /** Never throws for what the mail service does: it logs, and the answer to the person stays the same. */
  send(request: ConfirmationRequest): Promise<void>;
};

const ONE_IN_TEN_MINUTES_THREE_A_DAY: Spacing = { apartSeconds: 600, limit: 3, withinSeconds: 86_400 };

/**
 * Whether one more confirmation may go to this mailbox: one in ten minutes, three in twenty-four hours, over
 * all shows and all Lambdas. The day slides: a fixed window would let six through around its end.
 */
export const mayMail = (limits: Limits, keys: Keys, address: EmailAddress, now: number): Promise<boolean> =>
  limits.takeSpaced(`confirmation#${mailboxHash(keys, address)}`, ONE_IN_TEN_MINUTES_THREE_A_DAY, now);

/** What the use cases of subscribing stand on. */
export type SubscribingPorts = {
  readonly subscribers: SubscriberStore;
  readonly limits: Limits;
  readonly keys: Keys;
  readonly confirmations: ConfirmationMailer;
  readonly clock: { now(): number };
};

/** Sends a confirmation link if the mailbox has not had too many. Whether it did is nobody's to know. */
export const askToConfirm = async (
  ports: SubscribingPorts,
  show: Show,
  recipient: {
    readonly subscriberId: SubscriberId;
    readonly address: EmailAddress;
    readonly language?: Language | undefined;
  },
): Promise<void> => {
  const now = ports.clock.now();
  if (!(await mayMail(ports.limits, ports.keys, recipient.address, now))) return;
  const expiresAt = now + CONFIRMATION_HOURS * 3_600_000;
  await ports.confirmations.send({
    show,
    subscriberId: recipient.subscriberId,
    to: recipient.address,
    language: recipient.language ?? show.language,
    expiresAt,
    token: signToken(ports.keys, {
      purpose: 'confirm',
      show: show.showId,
      subscriber: recipient.subscriberId,
      expiresAt,
    }),
  });
};
