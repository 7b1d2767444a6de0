import type { AccountFault, Conditions } from './conditions.ts';
import type { Refusal } from './query-protocol.ts';

/** What comes of one SendRawEmail whose message is well formed. */
export type Verdict =
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** The connection is reset and nothing was accepted. */
  | { readonly kind: 'reset' }
  /** Accepted; the answer may be lost on its way back. */
  | { readonly kind: 'accepted'; readonly answer: 'sent' | 'reset' | 'error' };

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * The sending limits of an SES account: quotas count recipients, over any second and any 24 hours
 * (https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas.html).
 */
export class Account {
  readonly #chance: () => number;
  readonly #lastSecond = new SlidingCount(1000);
  readonly #lastDay = new SlidingCount(DAY_MS);
  readonly #quotaCalls = new SlidingCount(1000);

  /** `chance` gives numbers from 0 up to, not including, 1. */
  constructor(chance: () => number) {
    this.#chance = chance;
  }

  judge(conditions: Conditions, recipients: readonly string[], now: number): Verdict {
    const mishap = pick(conditions.mishaps, this.#chance());
    if (mishap === 'throttle') return refused(RATE_EXCEEDED);
    if (mishap === 'resetBefore') return { kind: 'reset' };
    if (mishap === 'errorBefore') return refused(INTERNAL_FAILURE);
    if (conditions.fault !== null) return refused(faultRefusal(conditions.fault));
    if (recipients.some((recipient) => conditions.rejected.includes(recipient))) return refused(REJECTED);
    const { max24HourSend, maxSendRate } = conditions;
    if (max24HourSend !== -1 && this.sentLast24Hours(conditions, now) + recipients.length > max24HourSend)
      return refused(DAILY_QUOTA_EXCEEDED);
    if (this.#lastSecond.at(now) + recipients.length > maxSendRate) return refused(RATE_EXCEEDED);
    this.#lastSecond.add(now, recipients.length);
    this.#lastDay.add(now, recipients.length);
    if (mishap === 'resetAfter') return { kind: 'accepted', answer: 'reset' };
    return { kind: 'accepted', answer: mishap === 'errorAfter' ? 'error' : 'sent' };
  }

  sentLast24Hours(conditions: Conditions, now: number): number {
    return conditions.sentElsewhere + this.#lastDay.at(now);
  }

  /** True when one more GetSendQuota is within SES's limit of one such call a second. */
  mayAskQuota(conditions: Conditions, now: number): boolean {
    if (conditions.quotaCallsPerSecond === 0) return true;
    if (this.#quotaCalls.at(now) >= conditions.quotaCallsPerSecond) return false;
    this.#quotaCalls.add(now, 1);
    return true;
  }
}

const refused = (refusal: Refusal): Verdict => ({ kind: 'refused', refusal });

const pick = (mishaps: Conditions['mishaps'], roll: number): keyof Conditions['mishaps'] | undefined => {
  let reached = 0;
  for (const mishap of ['throttle', 'resetBefore', 'errorBefore', 'resetAfter', 'errorAfter'] as const) {
    reached += mishaps[mishap];
    if (roll < reached) return mishap;
  }
  return undefined;
};

const throttling = (message: string): Refusal => ({ status: 400, code: 'Throttling', message });
const RATE_EXCEEDED = throttling('Maximum sending rate exceeded.');
const DAILY_QUOTA_EXCEEDED = throttling('Daily message quota exceeded.');
export const CALLS_EXCEEDED = throttling('Rate exceeded');
const REJECTED: Refusal = { status: 400, code: 'MessageRejected', message: 'Address blacklisted.' };
export const INTERNAL_FAILURE: Refusal = {
  status: 500,
  code: 'InternalFailure',
  message: 'The request processing has failed because of an unknown error, exception or failure.',
};

const faultRefusal = (fault: AccountFault): Refusal => {
  switch (fault) {
    case 'AccountSendingPausedException':
      return {
        status: 400,
        code: fault,
        message:
          'Sending paused for this account. For more information, please check the inbox of the email address associated with your AWS account.',
      };
    case 'ConfigurationSetDoesNotExist':
      return { status: 400, code: fault, message: 'Configuration set does not exist.' };
    case 'MailFromDomainNotVerifiedException':
      return { status: 400, code: fault, message: 'The custom MAIL FROM domain is not verified.' };
    case 'AccessDenied':
      return {
        status: 403,
        code: fault,
        message: 'User is not authorized to perform `ses:SendRawEmail` on the sending identity',
      };
    case 'SenderNotVerified':
      return {
        status: 400,
        code: 'MessageRejected',
        message:
          'Email address is not verified. The following identities failed the check in region US-EAST-1: the sender',
      };
    default:
      return fault satisfies never;
  }
};

/** How many happened in the last `width` milliseconds. Old ones fall out as it is asked. */
class SlidingCount {
  readonly #width: number;
  readonly #entries: { readonly at: number; readonly amount: number }[] = [];
  #first = 0;
  #total = 0;

  constructor(width: number) {
    this.#width = width;
  }

  add(at: number, amount: number): void {
    this.#entries.push({ at, amount });
    this.#total += amount;
  }

  at(now: number): number {
    for (
      let oldest = this.#entries[this.#first];
      oldest !== undefined && oldest.at <= now - this.#width;
      oldest = this.#entries[this.#first]
    ) {
      this.#total -= oldest.amount;
      this.#first += 1;
    }
    // Cut off what fell out, rarely enough that it costs nothing.
    if (this.#first > 4096) {
      this.#entries.splice(0, this.#first);
      this.#first = 0;
    }
    return this.#total;
  }
}
