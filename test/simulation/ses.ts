import type { OutgoingMessage, Quota, SendResult } from '../../lambdas/announcements/ports.ts';
import type { Chance } from './chance.ts';
import type { FaultKind, FaultLog } from './fault-log.ts';
import type { Process } from './process.ts';
import type { Profile, Rates } from './profile.ts';
import { type MemberKey, memberKeyOf } from './member-key.ts';
import type { VirtualTime } from './virtual-time.ts';

/** The other side's own record: what SES took, whatever anybody was told about it. */
export type Acceptance = {
  readonly at: number;
  readonly key: MemberKey;
  readonly to: string;
  readonly bytes: Uint8Array;
  readonly process: string;
};

export type SimulatedSes = {
  readonly accepted: readonly Acceptance[];
  receive(process: Process, message: OutgoingMessage): Promise<SendResult>;
  quota(process: Process): Promise<Quota>;
  setRate(rate: number): void;
  /** The account or the sender is misconfigured until `mend`. */
  break(code: string, reason: string): void;
  mend(): void;
  /** For a while every answer is a reset or a 5xx, whether SES took the message or not. */
  fail(): void;
  recover(): void;
  /** Of the rates that were in force at some time in `[from, to]`. */
  highestRate(from: number, to: number): number;
  lowestRate(from: number, to: number): number;
  readonly rejectedAt: ReadonlySet<MemberKey>;
};

export type SesDeps = {
  readonly time: VirtualTime;
  readonly chance: Chance;
  readonly profile: Profile;
  readonly rates: () => Rates | undefined;
  readonly faults: FaultLog;
  readonly rejects: (address: string) => boolean;
  readonly onAcceptance: (acceptance: Acceptance) => void;
  readonly onResult: (process: Process, result: SendResult) => void;
};

const DAY = 86_400_000;

export const createSes = (deps: SesDeps): SimulatedSes => {
  const { time, chance, faults, profile } = deps;
  const accepted: Acceptance[] = [];
  const rejectedAt = new Set<MemberKey>();
  const ratesInForce = [{ from: time.now(), rate: profile.maxSendRate }];
  let down = false;
  let broken: { readonly code: string; readonly reason: string } | undefined;

  const rate = (): number => ratesInForce.at(-1)?.rate ?? profile.maxSendRate;
  const since = (milliseconds: number): number => {
    let count = 0;
    for (let at = accepted.length - 1; at >= 0; at -= 1) {
      const one = accepted[at];
      if (one === undefined || one.at <= time.now() - milliseconds) break;
      count += 1;
    }
    return count;
  };
  const note = (kind: FaultKind, subject: string): void => faults.note(time.now(), kind, subject);

  const ratesIn = (from: number, to: number): readonly number[] =>
    ratesInForce
      .filter((period, index) => period.from <= to && (ratesInForce[index + 1]?.from ?? to) >= from)
      .map((period) => period.rate);

  /** What SES itself says, once the request has reached it. */
  const judge = (process: Process, key: MemberKey, message: OutgoingMessage): SendResult => {
    if (broken !== undefined) {
      note('SES configuration fault', key);
      return { kind: 'fault', ...broken };
    }
    if (profile.max24Hours !== undefined && since(DAY) >= profile.max24Hours) {
      note('SES daily quota', key);
      return { kind: 'daily quota spent' };
    }
    if (since(1000) >= rate() || chance.happens(deps.rates()?.sesThrottles ?? 0)) {
      note('SES throttles', key);
      return { kind: 'throttled' };
    }
    if (deps.rejects(message.to)) {
      note('SES rejects a recipient', key);
      rejectedAt.add(key);
      return { kind: 'rejected', reason: 'Email address is on the suppression list' };
    }
    const acceptance = { at: time.now(), key, to: message.to, bytes: message.bytes, process: process.name };
    accepted.push(acceptance);
    deps.onAcceptance(acceptance);
    return { kind: 'accepted', messageId: `simulated-${accepted.length}` };
  };

  /** What the sender is told, if anything. */
  const receive = (process: Process, message: OutgoingMessage): SendResult => {
    const key = memberKeyOf(message.tags);
    const rates = deps.rates();
    if (rates === undefined) return judge(process, key, message);
    if (chance.happens(rates.sesRefusesConnection)) {
      note('SES refuses the connection', key);
      return { kind: 'not sent', reason: 'connect ECONNREFUSED' };
    }
    const resets = chance.happens(down ? 0.5 : rates.sesResets);
    const fails = !resets && (down || chance.happens(rates.sesServerError));
    if (!resets && !fails) return judge(process, key, message);
    if (chance.happens(0.15)) {
      note('SES accepts after the sender gave up', key);
      time.after(chance.skewed(1_000, 600_000), () => void judge(process, key, message));
      return { kind: 'unknown', cause: 'connection', reason: 'socket time-out' };
    }
    const reached = chance.happens(0.5) && judge(process, key, message).kind === 'accepted';
    if (resets) {
      note(reached ? 'SES resets after acceptance' : 'SES resets before acceptance', key);
      return { kind: 'unknown', cause: 'connection', reason: 'socket hang up' };
    }
    note(reached ? 'SES answers 5xx after acceptance' : 'SES answers 5xx before acceptance', key);
    return { kind: 'unknown', cause: 'server-error', reason: 'InternalFailure' };
  };

  return {
    accepted,
    rejectedAt,
    receive: async (process, message) => {
      const result = receive(process, message);
      deps.onResult(process, result);
      return result;
    },
    quota: async (process) => {
      if (chance.happens(deps.rates()?.quotaUnreadable ?? 0)) {
        process.harmed = true;
        note('SES quota unreadable', process.name);
        throw new Error('GetSendQuota: socket hang up');
      }
      return { max24Hours: profile.max24Hours, sentLast24Hours: since(DAY), maxSendRate: rate() };
    },
    setRate: (next) => {
      note('SES quota changes', `${rate()} to ${next}`);
      ratesInForce.push({ from: time.now(), rate: next });
    },
    break: (code, reason) => {
      broken = { code, reason };
    },
    fail: () => {
      note('SES outage', 'SES');
      down = true;
    },
    recover: () => {
      down = false;
    },
    mend: () => {
      broken = undefined;
    },
    highestRate: (from, to) => Math.max(...ratesIn(from, to)),
    lowestRate: (from, to) => Math.min(...ratesIn(from, to)),
  };
};
