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
const FREE = {
  sqsRequests: 1e6,
  alarmMetrics: 10,
  lambdaGigabyteSeconds: 400_000,
  lambdaRequests: 1e6,
} as const;

const FIVE_MINUTES_A_MONTH = 12 * 24 * 30;

/** What the stack uses in 30 days while nothing happens. The test of the costs holds the numbers to the template. */
export const IDLE = {
  /** Lambda polls each of three queues with five receives of 20 seconds at a time. */
  sqsRequests: 3 * 5 * 3 * 60 * 24 * 30,
  alarmMetrics: 11,
  /** The sweep and the feeds. */
  lambdaRequests: 2 * FIVE_MINUTES_A_MONTH,
  /** 0.3 s each at 1 GB and 0.5 GB. */
  lambdaGigabyteSeconds: (1 + 0.5) * 0.3 * FIVE_MINUTES_A_MONTH,
  /** The sweep asks for shows, recent episodes, due schedules and open announcements; the feeds for shows. */
  readUnits: 5 * FIVE_MINUTES_A_MONTH,
} as const;

/** What one message uses, beside SES: as counted by "node bench/cost.ts" (docs/benchmarks.md), and rounded up. */
export const PER_MESSAGE = {
  /** Of a batch of a hundred: planning it, taking it, five windows, the last write, a few of evidence. */
  writeUnits: 0.26,
  /** The subscriber at sending, the planner's walk, and the rows of batch and announcement. */
  readUnits: 1.2,
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

/** Memory of a sender: lib/constructs/functions.ts, to which the test of the costs holds it. */
export const SENDER_GIGABYTES = 0.25;

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
    lambda:
      beyond(IDLE.lambdaGigabyteSeconds, FREE.lambdaGigabyteSeconds) * PRICES.lambdaGigabyteSecond +
      beyond(IDLE.lambdaRequests, FREE.lambdaRequests) * PRICES.lambdaRequest,
    dynamodb: IDLE.readUnits * PRICES.readUnit,
  };
  return { ...parts, total: Object.values(parts).reduce((sum, part) => sum + part, 0) };
};
