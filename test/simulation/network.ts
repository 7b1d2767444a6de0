import type { Chance } from './chance.ts';
import type { FaultKind, FaultLog } from './fault-log.ts';
import { deliver, type Process, stall } from './process.ts';
import type { Rates } from './profile.ts';
import type { Trace } from './trace.ts';
import type { VirtualTime } from './virtual-time.ts';

/** Where a call goes decides what can happen to it on the way. */
export type Destination = 'table read' | 'table write' | 'queue' | 'SES';

export type Call = {
  readonly to: Destination;
  /** For the trace: what is called, with what. */
  readonly says: () => string;
};

export type Network = {
  /** Carries a call of a process to where `effect` happens and its answer back, if it comes to that. */
  call<T>(process: Process, call: Call, effect: () => Promise<T>): Promise<T>;
  kill(process: Process, kind: FaultKind): void;
};

export type NetworkDeps = {
  readonly time: VirtualTime;
  readonly chance: Chance;
  /** Reads the rates in force: those of the storm, or none. */
  readonly rates: () => Rates | undefined;
  readonly faults: FaultLog;
  readonly trace: Trace;
};

/** What a table or queue adapter throws when its own few tries have failed, or its answer did not come. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
}

export const createNetwork = (deps: NetworkDeps): Network => {
  const { time, chance, faults, trace } = deps;
  const note = (process: Process, kind: FaultKind): void => {
    process.harmed = true;
    faults.note(time.now(), kind, process.name);
    trace(process.name, () => `!! ${kind}`);
  };
  const kill = (process: Process, kind: FaultKind): void => {
    if (!process.alive) return;
    process.alive = false;
    note(process, kind);
    process.died();
  };

  const call = <T>(process: Process, { to, says }: Call, effect: () => Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      const rates = deps.rates();
      const plan = rates === undefined ? undisturbed(chance) : disturbed(to, rates, chance);
      const issue = (): void => {
        if (!process.alive) return;
        if (plan.crash === 'before') return kill(process, 'crash before a call');
        // The request is on its way; whether it arrives before or after its sender's end is open.
        if (plan.crash === 'during')
          time.after(chance.between(0, 2 * plan.travel), () => kill(process, 'crash during a call'));
        time.after(plan.travel, arrive);
      };
      const arrive = (): void => {
        if (plan.fate === 'given up') {
          note(process, 'table write given up arrives late');
          deliver(time, process, () => reject(new Unavailable(`given up: ${says()}`)));
          return arriveLate();
        }
        if (plan.fate === 'refused') {
          note(process, to === 'queue' ? 'queue call fails' : 'table refuses');
          deliver(time, process, () => reject(new Unavailable(`${to} refused: ${says()}`)));
          return;
        }
        trace(process.name, says);
        effect().then(answer, (error: unknown) => deliver(time, process, () => reject(error)));
      };
      const arriveLate = (): void =>
        void time.after(chance.skewed(10, 900_000), () => {
          trace(process.name, () => `(late) ${says()}`);
          void effect();
        });
      const answer = (value: T): void => {
        if (plan.fate === 'answer lost') {
          note(process, to === 'queue' ? 'queue call fails' : 'table write answered never');
          const noticed = (): void => reject(new Unavailable(`no answer: ${says()}`));
          time.after(chance.skewed(100, 5_000), () => deliver(time, process, noticed));
          return;
        }
        if (plan.fate === 'arrives twice') {
          note(process, 'table write arrives twice');
          arriveLate();
        }
        if (plan.stallAfter > 0) {
          note(process, 'stall after a call');
          stall(time, process, plan.stallAfter);
        }
        deliver(time, process, () => resolve(value));
      };

      if (!process.alive) return;
      if (plan.slow) note(process, 'slow answer');
      if (plan.stallBefore === 0) return issue();
      note(process, 'stall before a call');
      stall(time, process, plan.stallBefore);
      deliver(time, process, issue);
    });

  return { call, kill };
};

type Plan = {
  readonly travel: number;
  readonly slow: boolean;
  readonly crash: 'before' | 'during' | undefined;
  readonly stallBefore: number;
  readonly stallAfter: number;
  readonly fate: 'well' | 'refused' | 'answer lost' | 'arrives twice' | 'given up';
};

const undisturbed = (chance: Chance): Plan => ({
  travel: chance.between(1, 8),
  slow: false,
  crash: undefined,
  stallBefore: 0,
  stallAfter: 0,
  fate: 'well',
});

const disturbed = (to: Destination, rates: Rates, chance: Chance): Plan => {
  const slow = chance.happens(rates.slow);
  const stalls = chance.happens(rates.stall) ? chance.skewed(500, 400_000) : 0;
  const before = chance.happens(0.5);
  return {
    travel: slow ? chance.skewed(50, 9_000) : chance.between(1, 8),
    slow,
    crash: chance.happens(rates.crash) ? (chance.happens(0.4) ? 'before' : 'during') : undefined,
    stallBefore: before ? stalls : 0,
    stallAfter: before ? 0 : stalls,
    fate: fateOf(to, rates, chance),
  };
};

const fateOf = (to: Destination, rates: Rates, chance: Chance): Plan['fate'] => {
  switch (to) {
    case 'table read':
      return chance.happens(rates.tableRefuses) ? 'refused' : 'well';
    case 'table write':
      if (chance.happens(rates.tableRefuses)) return 'refused';
      if (chance.happens(rates.answerLost)) return 'answer lost';
      if (!chance.happens(rates.lateCopy)) return 'well';
      return chance.happens(0.3) ? 'given up' : 'arrives twice';
    case 'queue':
      if (!chance.happens(rates.queueFails)) return 'well';
      return chance.happens(0.5) ? 'refused' : 'answer lost';
    case 'SES':
      return 'well';
    default:
      return to satisfies never;
  }
};
