import type { Chance } from './chance.ts';
import type { FaultLog } from './fault-log.ts';
import type { FunctionKind } from './functions.ts';
import type { Network } from './network.ts';
import { deliver, type Process } from './process.ts';
import type { Invocation } from './queue.ts';
import type { Rates } from './profile.ts';
import type { Trace } from './trace.ts';
import type { VirtualTime } from './virtual-time.ts';
import type { Violations } from './violations.ts';
import type { SQSBatchResponse } from 'aws-lambda';

/** Starts processes and ends them when their time is up. */
export type Lambda = {
  run<K extends Process['kind']>(
    kind: K,
    work: (process: Process & { readonly kind: K }) => Promise<SQSBatchResponse | undefined>,
    done: (invocation: Invocation) => void,
  ): void;
  running(): number;
};

export type LambdaDeps = {
  readonly time: VirtualTime;
  readonly chance: Chance;
  readonly rates: () => Rates | undefined;
  readonly faults: FaultLog;
  readonly timeOuts: Readonly<Record<FunctionKind, number>>;
  readonly network: Network;
  readonly trace: Trace;
  readonly violations: Violations;
};

export const createLambda = (deps: LambdaDeps): Lambda => {
  const { time, chance, faults, network, trace } = deps;
  // An operator's command line has no time-out worth the name.
  const timeOuts: Readonly<Record<Process['kind'], number>> = { ...deps.timeOuts, operator: 3_600_000 };
  let started = 0;
  let running = 0;

  return {
    running: () => running,
    run: (kind, work, done) => {
      started += 1;
      running += 1;
      const rates = deps.rates();
      const clockAhead = chance.happens(rates?.skewedClock ?? 0)
        ? chance.pick([-1, 1]) * chance.skewed(10, 90_000)
        : 0;
      const timeOut = timeOuts[kind];
      // Where a whole machine stands still, its clock and its executioner stand still with it.
      const frozenWhole = chance.happens(0.3);
      if (clockAhead !== 0) faults.note(time.now(), 'clock ahead or behind', `${kind}-${started}`);
      let answered = false;
      const end = (invocation: Invocation): void => {
        if (answered) return;
        answered = true;
        running -= 1;
        time.callOff(executioner);
        done(invocation);
      };
      const process: Process & { readonly kind: typeof kind } = {
        kind,
        name: `${kind}-${started}`,
        deadline: time.now() + clockAhead + timeOut,
        clockAhead,
        alive: true,
        stalledUntil: 0,
        harmed: clockAhead !== 0,
        died: () => time.after(chance.between(1, 2_000), () => end({ kind: 'failed' })),
      };
      const executioner = time.after(timeOut + (frozenWhole ? 500_000 : 0), () => {
        if (!process.harmed)
          deps.violations.add('the handlers do not fail of themselves', `${process.name} ran out of time`);
        network.kill(process, 'time-out of the function');
      });
      const failed = (why: () => string): void => {
        trace(process.name, why);
        if (!process.harmed) deps.violations.add('the handlers do not fail of themselves', why());
      };
      work(process).then(
        (response) =>
          deliver(time, process, () => {
            process.alive = false;
            const failures = response?.batchItemFailures.length ?? 0;
            if (failures > 0) failed(() => `${process.name} gave back ${failures} of its messages`);
            else trace(process.name, () => 'done');
            end({ kind: 'answered', response });
          }),
        (error: unknown) => {
          if (!process.alive) return;
          process.alive = false;
          failed(() => `${process.name} failed: ${String(error)}`);
          end({ kind: 'failed' });
        },
      );
    },
  };
};
