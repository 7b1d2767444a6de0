import { FAULTS, type FaultKind } from './fault-log.ts';
import type { Outcome } from './run.ts';
import type { Violation } from './violations.ts';

/** What many runs came to; reports of parts add up. */
export type Report = {
  readonly seeds: number;
  readonly accepted: number;
  readonly unknown: number;
  readonly faults: Readonly<Partial<Record<FaultKind, number>>>;
  readonly failures: readonly { readonly seed: number; readonly violations: readonly Violation[] }[];
};

export const noReport: Report = { seeds: 0, accepted: 0, unknown: 0, faults: {}, failures: [] };

export const reportOf = ({ seed, violations, faults, accepted, unknown }: Outcome): Report => ({
  seeds: 1,
  accepted,
  unknown,
  faults: Object.fromEntries(faults),
  failures: violations.length === 0 ? [] : [{ seed, violations }],
});

export const sumOfReports = (a: Report, b: Report): Report => {
  const faults: Partial<Record<FaultKind, number>> = {};
  for (const kind of FAULTS) {
    const count = (a.faults[kind] ?? 0) + (b.faults[kind] ?? 0);
    if (count > 0) faults[kind] = count;
  }
  return {
    seeds: a.seeds + b.seeds,
    accepted: a.accepted + b.accepted,
    unknown: a.unknown + b.unknown,
    faults,
    failures: [...a.failures, ...b.failures].sort((one, other) => one.seed - other.seed),
  };
};

/** The text at the end of `npm run simulate`. */
export const describeReport = (report: Report, seconds: number): string =>
  [
    'What was done to them:',
    ...FAULTS.map((kind) => `  ${kind.padEnd(36, '.')} ${count(report.faults[kind] ?? 0).padStart(9)}`),
    '',
    `${count(report.seeds)} seeds in ${seconds.toFixed(1)} s: ${count(report.seeds / seconds)} a second.`,
    `${count(report.accepted)} messages accepted, ${count(report.unknown)} left in doubt.`,
    report.failures.length === 0
      ? 'Every promise was kept.'
      : `${count(report.failures.length)} seeds broke a promise: ${report.failures
          .slice(0, 10)
          .map(({ seed }) => seed)
          .join(', ')}${report.failures.length > 10 ? ', ...' : ''}`,
  ].join('\n');

const count = (value: number): string => Math.round(value).toLocaleString('en');
