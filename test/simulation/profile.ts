import type { Chance } from './chance.ts';
import { type FunctionKind, TIME_OUTS } from './functions.ts';

/** How often each thing goes wrong in one run: a probability per call, message or answer. */
export type Rates = {
  readonly crash: number;
  readonly stall: number;
  readonly slow: number;
  readonly skewedClock: number;
  readonly tableRefuses: number;
  readonly answerLost: number;
  readonly lateCopy: number;
  readonly queueFails: number;
  readonly messageLost: number;
  readonly messageDoubled: number;
  readonly messageDelayed: number;
  readonly messageKept: number;
  readonly streamDoubled: number;
  readonly streamLost: number;
  readonly streamReplayed: number;
  readonly sesThrottles: number;
  readonly sesRefusesConnection: number;
  readonly sesResets: number;
  readonly sesServerError: number;
  readonly quotaUnreadable: number;
  readonly evidenceDoubled: number;
  readonly evidenceLate: number;
  readonly evidenceLost: number;
  readonly sweepSkipped: number;
};

/** What one run is made of, drawn from its seed alone. */
export type Profile = {
  readonly rates: Rates;
  /** Faults are injected from the start for this long (ms); then the world is left in peace. */
  readonly stormMs: number;
  /** Once all is closed it begins again for this long (ms): settling, late evidence and sweeps under fire. */
  readonly aftershockMs: number | undefined;
  /** Time-outs of the functions (ms): as deployed, or so short that planning and sending need several turns. */
  readonly timeOuts: Readonly<Record<FunctionKind, number>>;
  readonly shows: number;
  readonly subscribers: readonly number[];
  readonly batchSize: number;
  readonly pageSize: number;
  readonly senders: number;
  readonly maxSendRate: number;
  readonly max24Hours: number | undefined;
  readonly doubtPolicy: 'hold' | 'resend';
  /** Of all recipients: SES rejects them, they bounce, they complain. */
  readonly rejecting: number;
  readonly bouncing: number;
  readonly complaining: number;
  readonly deliveredReported: number;
  /** Things that people, the operator and SES do of themselves during the storm. */
  readonly signUps: number;
  readonly departures: number;
  readonly operatorActs: number;
  readonly sesFaults: number;
  readonly sesOutages: number;
  readonly quotaChanges: number;
};

/**
 * Swarm testing (Groce et al., 2012): each run leaves out about half of the faults altogether, because faults
 * that are always there hide what the others would show; one run in twelve has none.
 */
export const drawProfile = (chance: Chance): Profile => {
  const peaceful = chance.happens(1 / 12);
  const rate = (most: number): number =>
    !peaceful && chance.happens(0.45) ? chance.skewed(most / 20, most) : 0;
  const acts = (most: number, often = 0.4): number =>
    !peaceful && chance.happens(often) ? chance.between(1, most) : 0;
  const large = chance.happens(0.05);
  const shows = chance.happens(0.5) ? 2 : 1;
  const audience = (): number => (large ? chance.between(30, 60) : chance.between(0, 12));
  const subscribers = Array.from({ length: shows }, audience);
  const tight = !peaceful && chance.happens(0.1);
  return {
    rates: {
      crash: rate(0.06),
      stall: rate(0.05),
      slow: rate(0.1),
      skewedClock: chance.happens(0.3) ? rate(0.5) : 0,
      tableRefuses: rate(0.1),
      answerLost: rate(0.06),
      lateCopy: rate(0.1),
      queueFails: rate(0.1),
      messageLost: rate(0.2),
      messageDoubled: rate(0.3),
      messageDelayed: rate(0.3),
      messageKept: rate(0.2),
      streamDoubled: rate(0.5),
      streamLost: rate(0.5),
      streamReplayed: rate(0.5),
      sesThrottles: rate(0.3),
      sesRefusesConnection: rate(0.2),
      sesResets: rate(0.15),
      sesServerError: rate(0.15),
      quotaUnreadable: rate(0.5),
      evidenceDoubled: rate(0.5),
      evidenceLate: rate(0.5),
      evidenceLost: rate(0.5),
      sweepSkipped: rate(0.5),
    },
    stormMs: chance.skewed(60_000, 1_200_000),
    aftershockMs: !peaceful && chance.happens(0.3) ? chance.skewed(300_000, 3_000_000) : undefined,
    timeOuts: {
      ...TIME_OUTS,
      send: chance.pick([25_000, 60_000, TIME_OUTS.send]),
      plan: chance.pick([10_100, TIME_OUTS.plan]),
    },
    shows,
    subscribers,
    batchSize: large ? chance.between(30, 50) : chance.pick([1, 2, 3, 4, 5, 6, 10, 15]),
    pageSize: chance.between(2, 7) * (large ? 6 : 1),
    senders: chance.between(2, 3),
    maxSendRate: chance.pick(large ? [1, 1, 2, 14] : [1, 2, 5, 14]),
    // Some days' worth, so that the run has to wait for it and still comes to its end.
    max24Hours: tight
      ? Math.ceil((subscribers.reduce((a, b) => a + b, 8) / chance.between(1, 3)) * 1.1)
      : undefined,
    doubtPolicy: chance.happens(0.3) ? 'resend' : 'hold',
    rejecting: rate(0.3),
    bouncing: rate(0.3),
    complaining: rate(0.3),
    deliveredReported: chance.pick([0, 0.9, 1]),
    signUps: acts(3),
    departures: large ? acts(20, 0.8) : acts(5),
    operatorActs: acts(4),
    sesFaults: acts(1),
    sesOutages: chance.happens(0.3) ? acts(2) : 0,
    quotaChanges: acts(2),
  };
};
