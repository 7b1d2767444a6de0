import type { Language } from '../episodes/show.ts';
import type { ShowId, SubscriberId } from '../ids.ts';
import type { EmailAddress } from './address.ts';
import type { Consent, LEFT_BY, SignUpRequest, Subscriber, SUPPRESSED_BY } from './subscriber.ts';

/** What a table can hold about a person: a row, the bare id of somebody erased, or nothing. */
export type Held = Subscriber | 'erased' | undefined;

export type Change =
  | { readonly kind: 'changed'; readonly subscriber: Subscriber }
  /** The wish is fulfilled already, or does not apply: nothing is to be written. */
  | { readonly kind: 'unchanged' };

/** How long a confirmation link counts. */
export const CONFIRMATION_HOURS = 48;
/** A pending row outlives its link by some days, so that an expired link can still offer a new one. */
export const PENDING_DAYS = 7;
/** A request repeated within this time is the same request: a double click, a flood, an impatient reload. */
export const REPEATED_WITHIN_MINUTES = 10;

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const unchanged: Change = { kind: 'unchanged' };
const changed = (subscriber: Subscriber): Change => ({ kind: 'changed', subscriber });
const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** DynamoDB removes expired rows within days, not at once: until then an expired one counts as absent. */
export const present = (held: Held, now: number): Subscriber | undefined =>
  held === undefined || held === 'erased'
    ? undefined
    : held.status === 'pending' && Date.parse(held.expiresAt) <= now
      ? undefined
      : held;

export type Applicant = {
  readonly showId: ShowId;
  readonly subscriberId: SubscriberId;
  readonly address: EmailAddress;
  readonly language?: Language | undefined;
  /** `form`, `api`, `preferences`, or what an import names. */
  readonly source: string;
};

/** Nobody is confirmed by signing up; who left or is suppressed keeps that state with the request beside it. */
export const signUp = (held: Held, applicant: Applicant, now: number): Change => {
  const { source, language, ...who } = applicant;
  const request: SignUpRequest = { requestedAt: iso(now), source };
  const was = present(held, now);
  if (was === undefined)
    return changed({
      ...who,
      ...(language === undefined ? {} : { language }),
      status: 'pending',
      createdAt: iso(now),
      request,
      expiresAt: iso(now + PENDING_DAYS * DAY),
    });
  switch (was.status) {
    case 'pending':
      return isRepeated(was.request, now)
        ? unchanged
        : changed({ ...was, request, expiresAt: iso(now + PENDING_DAYS * DAY) });
    case 'unsubscribed':
    case 'suppressed':
      return isRepeated(was.request, now) ? unchanged : changed({ ...was, request });
    case 'confirmed':
      return unchanged;
    default:
      return was satisfies never;
  }
};

const isRepeated = (request: SignUpRequest | undefined, now: number): boolean =>
  request !== undefined && now - Date.parse(request.requestedAt) < REPEATED_WITHIN_MINUTES * MINUTE;

/**
 * The only way to become confirmed. Without a request there is nothing to confirm: an old link must not bring
 * back somebody who left after using it.
 */
export const confirm = (
  held: Held,
  now: number,
  sourceHash?: string,
): Change | { readonly kind: 'nothing to confirm' } => {
  const was = present(held, now);
  if (was === undefined) return { kind: 'nothing to confirm' };
  if (was.status === 'confirmed') return unchanged;
  if (was.request === undefined) return { kind: 'nothing to confirm' };
  return changed({
    ...personOf(was),
    status: 'confirmed',
    consent: {
      confirmedAt: iso(now),
      source: was.request.source,
      signedUpAt: was.request.requestedAt,
      ...(sourceHash === undefined ? {} : { sourceHash }),
    },
  });
};

export type Leaving = { readonly by: (typeof LEFT_BY)[number]; readonly reason?: string | undefined };

/** Written once: a second leaving adds at most a reason that was missing. It also withdraws a waiting request. */
export const leave = (held: Held, leaving: Leaving, now: number): Change => {
  const was = present(held, now);
  if (was === undefined) return unchanged;
  const reason = leaving.reason === undefined ? {} : { reason: leaving.reason };
  switch (was.status) {
    case 'pending':
    case 'confirmed':
      return changed({
        ...personOf(was),
        ...consentOf(was),
        status: 'unsubscribed',
        leftAt: iso(now),
        leftBy: leaving.by,
        ...reason,
      });
    case 'unsubscribed': {
      const news = was.request !== undefined || (was.reason === undefined && leaving.reason !== undefined);
      const { request: _withdrawn, ...rest } = was;
      return news ? changed({ ...reason, ...rest }) : unchanged;
    }
    case 'suppressed': {
      const { request: withdrawn, ...rest } = was;
      return withdrawn === undefined ? unchanged : changed(rest);
    }
    default:
      return was satisfies never;
  }
};

/**
 * `at` is when it happened, not when it was heard of: evidence that is older than the consent in force says
 * nothing against it. A leaving is stronger and stays.
 */
export const suppress = (held: Held, by: (typeof SUPPRESSED_BY)[number], at: number): Change => {
  const was = present(held, at);
  if (was === undefined || was.status === 'unsubscribed' || was.status === 'suppressed') return unchanged;
  if (was.status === 'confirmed' && at < Date.parse(was.consent.confirmedAt)) return unchanged;
  return changed({
    ...personOf(was),
    ...consentOf(was),
    status: 'suppressed',
    suppressedAt: iso(at),
    suppressedBy: by,
  });
};

export type Delivery =
  | { readonly kind: 'on' }
  | { readonly kind: 'paused'; readonly until: number }
  | { readonly kind: 'off' };

/** What a confirmed subscriber chooses. Somebody who is not confirmed cannot be switched on here. */
export const choose = (held: Held, delivery: Delivery, now: number): Change => {
  const was = present(held, now);
  if (was?.status !== 'confirmed') return unchanged;
  const { pausedUntil, ...rest } = was;
  switch (delivery.kind) {
    case 'off':
      return leave(was, { by: 'preferences' }, now);
    case 'on':
      return pausedUntil === undefined ? unchanged : changed(rest);
    case 'paused':
      return pausedUntil === iso(delivery.until)
        ? unchanged
        : changed({ ...rest, pausedUntil: iso(delivery.until) });
    default:
      return delivery satisfies never;
  }
};

export const speak = (held: Held, language: Language, now: number): Change => {
  const was = present(held, now);
  return was === undefined || was.language === language ? unchanged : changed({ ...was, language });
};

const personOf = ({ showId, subscriberId, address, language, createdAt }: Subscriber) => ({
  showId,
  subscriberId,
  address,
  createdAt,
  ...(language === undefined ? {} : { language }),
});

const consentOf = (was: Subscriber): { consent?: Consent } =>
  'consent' in was && was.consent !== undefined ? { consent: was.consent } : {};
