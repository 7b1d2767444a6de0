/** US dollars, eu-west-1 and us-east-1 in November 2026, from the price pages of each service. */
export const PRICES = {
  /** À la carte, a message. */
  sesMessage: 0.1 / 1e3,
  /** The same for accounts opened since 2026-07-21. */
  sesMessageNewAccount: 0.16 / 1e3,
  writeUnit: 0.625 / 1e6,
  readUnit: 0.125 / 1e6,
  sqsRequest: 0.4 / 1e6,
  snsPublish: 0.5 / 1e6,
  lambdaGigabyteSecond: 0.0000133334,
  lambdaRequest: 0.2 / 1e6,
  /** A month. */
  secret: 0.4,
  alarmMetric: 0.1,
} as const;

/** Free every month, for every account and without an end. */
const FREE = { sqsRequests: 1e6, alarmMetrics: 10, lambdaGigabyteSeconds: 400_000 } as const;

/** What the stack uses while nothing happens. The test of the alarms holds their number. */
export const IDLE = {
  /** Lambda polls each queue with five receives of 20 seconds at a time: plan, send, evidence; 30 days. */
  sqsRequests: 3 * 5 * 3 * 60 * 24 * 30,
  alarmMetrics: 11,
  /** The sweep and the feeds every five minutes, 0.3 s each at 1 GB and 0.5 GB. */
  lambdaGigabyteSeconds: 2 * 12 * 24 * 30 * 0.3 * 0.75,
  /** The sweep asks for shows, recent episodes, due schedules and open announcements; the feeds for shows. */
  readUnits: 5 * 12 * 24 * 30,
} as const;

/** What one message uses, beside SES. Batches hold 100 members, so the use of a batch is divided by that. */
export const PER_MESSAGE = {
  /** Planning and taking a batch, five windows, the last write, a dozen of evidence: 3 units each, a row of 2 to 3 KB. */
  writeUnits: (20 * 3) / 100,
  /** One consistent read of the subscriber at sending, and the planner's walk. */
  readUnits: 1.1,
  /** Evidence: into the queue, and received and deleted by the ten; the batch's own message. */
  sqsRequests: 1 + 2 / 10 + 4 / 100,
  snsPublishes: 1,
} as const;

export type Usage = {
  readonly subscribers: number;
  readonly episodesPerMonth: number;
  /** SES's MaxSendRate: how long senders run. Messages a second. */
  readonly rate: number;
  readonly senders: number;
  readonly newAccount: boolean;
};

export type Cost = {
  readonly messages: number;
  readonly ses: number;
  /** Everything else that messages use. */
  readonly sending: number;
  readonly idle: number;
  readonly total: number;
  /** What `sending` adds to SES, as a share of it. */
  readonly overhead: number;
};

/** Memory of a sender in GB: lib/constructs/functions.ts. */
const SENDER_GIGABYTES = 0.5;

/** Dollars a month. Idle with the free tier, sending without it: other things in the account may use it up. */
export const costOf = (usage: Usage): Cost => {
  const messages = usage.subscribers * usage.episodesPerMonth;
  const ses = messages * (usage.newAccount ? PRICES.sesMessageNewAccount : PRICES.sesMessage);
  const seconds = messages / (usage.rate * 0.9);
  const sending =
    messages *
      (PER_MESSAGE.writeUnits * PRICES.writeUnit +
        PER_MESSAGE.readUnits * PRICES.readUnit +
        PER_MESSAGE.sqsRequests * PRICES.sqsRequest +
        PER_MESSAGE.snsPublishes * PRICES.snsPublish) +
    seconds * usage.senders * SENDER_GIGABYTES * PRICES.lambdaGigabyteSecond;
  const idle = idleCost().total;
  return {
    messages,
    ses,
    sending,
    idle,
    total: ses + sending + idle,
    overhead: ses === 0 ? 0 : sending / ses,
  };
};

export type IdleCost = Readonly<
  Record<'secret' | 'sqs' | 'alarms' | 'lambda' | 'dynamodb' | 'total', number>
>;

/** Dollars a month. `freeTier` false: as if the account's other work had used all that is free. */
export const idleCost = ({ freeTier = true } = {}): IdleCost => {
  const beyond = (used: number, free: number): number => Math.max(0, used - (freeTier ? free : 0));
  const parts = {
    secret: PRICES.secret,
    sqs: beyond(IDLE.sqsRequests, FREE.sqsRequests) * PRICES.sqsRequest,
    alarms: beyond(IDLE.alarmMetrics, FREE.alarmMetrics) * PRICES.alarmMetric,
    lambda: beyond(IDLE.lambdaGigabyteSeconds, FREE.lambdaGigabyteSeconds) * PRICES.lambdaGigabyteSecond,
    dynamodb: IDLE.readUnits * PRICES.readUnit,
  };
  return { ...parts, total: Object.values(parts).reduce((sum, part) => sum + part, 0) };
};
