import { z } from 'zod';
import { Language } from '../episodes/show.ts';
import { instant } from '../episodes/fields.ts';
import { ShowId, SubscriberId } from '../ids.ts';
import { EmailAddress } from './address.ts';

/** Where somebody's agreement came from: kept as long as the row, and given back by the export. */
const Consent = z.strictObject({
  confirmedAt: instant,
  /** `form`, `api`, or what an import named as its source. */
  source: z.string().min(1).max(300),
  signedUpAt: instant.optional(),
  /** Keyed hash of the network source of the confirming request; never the source itself. */
  sourceHash: z.string().max(64).optional(),
});
export type Consent = Readonly<z.infer<typeof Consent>>;

/** A sign-up that waits for its confirmation. */
const Request = z.strictObject({
  requestedAt: instant,
  source: z.string().min(1).max(300),
});
export type SignUpRequest = Readonly<z.infer<typeof Request>>;

const person = {
  showId: ShowId,
  subscriberId: SubscriberId,
  address: EmailAddress,
  language: Language.optional(),
  createdAt: instant,
};

export const LEFT_BY = ['one-click', 'page', 'api', 'mail', 'preferences', 'import', 'operator'] as const;
export const SUPPRESSED_BY = ['bounce', 'complaint', 'import', 'operator'] as const;

/**
 * A subscriber is exactly one of these. Only `confirmed` is ever mailed an episode. Somebody who left or is
 * suppressed and signs up again keeps that state, with the request beside it, until the new confirmation.
 */
export const Subscriber = z.discriminatedUnion('status', [
  z.strictObject({ ...person, status: z.literal('pending'), request: Request, expiresAt: instant }),
  z.strictObject({
    ...person,
    status: z.literal('confirmed'),
    consent: Consent,
    /** Mailed nothing before this instant, by the subscriber's own wish. */
    pausedUntil: instant.optional(),
  }),
  z.strictObject({
    ...person,
    status: z.literal('unsubscribed'),
    leftAt: instant,
    leftBy: z.enum(LEFT_BY),
    reason: z.string().max(1000).optional(),
    consent: Consent.optional(),
    request: Request.optional(),
  }),
  z.strictObject({
    ...person,
    status: z.literal('suppressed'),
    suppressedAt: instant,
    suppressedBy: z.enum(SUPPRESSED_BY),
    consent: Consent.optional(),
    request: Request.optional(),
  }),
]);
export type Subscriber = Readonly<z.infer<typeof Subscriber>>;
export type SubscriberStatus = Subscriber['status'];
