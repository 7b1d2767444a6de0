import { z } from 'zod';

/** The faults of an account or a deployment, by the code that SES answers with. */
const FAULTS = [
  'AccountSendingPausedException',
  'ConfigurationSetDoesNotExist',
  'MailFromDomainNotVerifiedException',
  'AccessDenied',
  'SenderNotVerified',
] as const;
export type AccountFault = (typeof FAULTS)[number];

const share = z.number().min(0).max(1);

/**
 * How the endpoint behaves, changed while it runs through `PUT /api/conditions`. The defaults are an account
 * in good standing whose quota never gets in the way; tests make the weather they need.
 */
export const Conditions = z.strictObject({
  /** Recipients a second, over any second. */
  maxSendRate: z.number().positive(),
  /** Recipients in 24 hours; -1 is unlimited, as in GetSendQuota. */
  max24HourSend: z.number().min(-1),
  /** Added to what this endpoint itself accepted: an account that other systems send from too. */
  sentElsewhere: z.number().min(0),
  /** GetSendQuota calls a second; SES allows one. 0 switches the check off. */
  quotaCallsPerSecond: z.number().min(0),
  /** Every send is answered with this configuration fault. */
  fault: z.enum(FAULTS).nullable(),
  /** Recipients answered with MessageRejected. */
  rejected: z.array(z.string()).max(10_000),
  /** Before each answer. */
  latencyMs: z.strictObject({ from: z.number().min(0), to: z.number().min(0) }),
  /** Shares of the sends that meet a mishap. The `After` ones are accepted, recorded and kept all the same. */
  mishaps: z.strictObject({
    throttle: share,
    resetBefore: share,
    resetAfter: share,
    errorBefore: share,
    errorAfter: share,
  }),
  /** How long after acceptance events are published, and the share that never comes. `false`: none at all. */
  evidence: z.union([
    z.literal(false),
    z.strictObject({ delayMs: z.number().min(0), lost: share.default(0) }),
  ]),
  /** How many raw messages stay readable; the oldest go first. The record of what was accepted stays whole. */
  keep: z.int().min(0),
});
export type Conditions = Readonly<z.infer<typeof Conditions>>;

export const CLEAR_SKIES: Conditions = {
  maxSendRate: 2000,
  max24HourSend: -1,
  sentElsewhere: 0,
  quotaCallsPerSecond: 1,
  fault: null,
  rejected: [],
  latencyMs: { from: 0, to: 0 },
  mishaps: { throttle: 0, resetBefore: 0, resetAfter: 0, errorBefore: 0, errorAfter: 0 },
  evidence: { delayMs: 200, lost: 0 },
  keep: 20_000,
};

/** Some of the conditions: what is left out stays as it is, among the mishaps too. */
export const Change = Conditions.extend({ mishaps: Conditions.shape.mishaps.partial() }).partial();
export type Change = Readonly<z.input<typeof Change>>;

export const changed = (conditions: Conditions, change: Change): Conditions =>
  Conditions.parse({ ...conditions, ...change, mishaps: { ...conditions.mishaps, ...change.mishaps } });
