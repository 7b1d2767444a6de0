import { type Chance, createChance } from './chance.ts';
import { createFaultLog, type FaultLog } from './fault-log.ts';
import { drawProfile, type Profile, type Rates } from './profile.ts';
import { createTrace, noTrace, type Trace } from './trace.ts';
import { createViolations, type Violations } from './violations.ts';
import { createVirtualTime, type VirtualTime } from './virtual-time.ts';

/** What every part of a run has about it: its time, its chance, its weather, and where it is written down. */
export type Surroundings = {
  readonly seed: number;
  readonly start: number;
  readonly profile: Profile;
  readonly chance: Chance;
  readonly time: VirtualTime;
  readonly faults: FaultLog;
  readonly violations: Violations;
  readonly trace: Trace;
  /** How often things go wrong just now; undefined in the calm. */
  rates(): Rates | undefined;
  storm(): void;
  calm(): void;
  stormy(): boolean;
};

const START = Date.parse('2026-12-01T09:00:00Z');

export const createSurroundings = (
  seed: number,
  write: ((line: string) => void) | undefined,
): Surroundings => {
  const chance = createChance(seed);
  const profile = drawProfile(chance);
  const time = createVirtualTime(START);
  const trace = write === undefined ? noTrace : createTrace(time, START, write);
  let stormy = true;
  return {
    seed,
    start: START,
    profile,
    chance,
    time,
    faults: createFaultLog(),
    violations: createViolations(({ check, what }) => trace('CHECK', () => `** ${check}: ${what}`)),
    trace,
    rates: () => (stormy ? profile.rates : undefined),
    storm: () => {
      trace('world', () => 'a storm begins again');
      stormy = true;
    },
    calm: () => {
      trace('world', () => 'the storm is over');
      stormy = false;
    },
    stormy: () => stormy,
  };
};
