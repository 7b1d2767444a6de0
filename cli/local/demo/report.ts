import type { Outcome } from './verdict.ts';

export type RunFacts = {
  readonly title: string;
  readonly signedUp: number;
  readonly neverConfirmed: number;
  readonly leftAgain: number;
  readonly signUpMs: number;
  readonly confirmMs: number;
  readonly memoryMb: number;
  readonly files: readonly string[];
};

/** For people: what was done, what came of it, and what was checked. */
export const report = (facts: RunFacts, outcome: Outcome, contradicted: readonly string[]): string =>
  [
    '',
    `“${facts.title}”`,
    '',
    ...table([
      ['signed up over HTTP', count(facts.signedUp), seconds(facts.signUpMs)],
      ['  never confirmed', count(facts.neverConfirmed)],
      ['  confirmed, then left', count(facts.leftAgain)],
      ['audience', count(outcome.audience), `${seconds(facts.confirmMs)} to confirm`],
      ['  accepted', count(outcome.accepted)],
      ['  excluded', count(outcome.excluded)],
      ['  rejected', count(outcome.rejected)],
      ['  unknown', count(outcome.unknown)],
      ['got the episode, by the inbox', count(outcome.mailed)],
      ['  more than once', count(outcome.mailedTwice)],
      ['  and should not have', count(outcome.mailedWrongly)],
      ['  not their own, or not whole', count(outcome.mailsSpoilt)],
      ['should have, and did not', count(outcome.notMailed)],
      ['first mail after publishing', '', seconds(outcome.firstMailMs)],
      ['announcement closed after', '', `${seconds(outcome.totalMs)}${paceOf(outcome)}`],
      ['memory at the most', '', `${facts.memoryMb} MB`],
    ]),
    '',
    ...(facts.files.length === 0 ? [] : ['Written:', ...facts.files.map((file) => `  ${file}`), '']),
    ...(contradicted.length === 0
      ? ['The books balance: everybody who confirmed got the episode once, and nobody else got it.']
      : ['The books do NOT balance:', ...contradicted.map((found) => `  ${found}`)]),
    '',
  ].join('\n');

const count = (value: number): string => value.toLocaleString('en');

const seconds = (ms: number): string => `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s`;

const paceOf = ({ accepted, firstMailMs, totalMs }: Outcome): string =>
  totalMs > firstMailMs ? ` (${Math.round(accepted / ((totalMs - firstMailMs) / 1000))} a second)` : '';

const table = (
  rows: readonly (readonly [label: string, value: string, note?: string])[],
): readonly string[] => {
  const labels = Math.max(...rows.map(([label]) => label.length));
  const values = Math.max(...rows.map(([, value]) => value.length));
  return rows.map(([label, value, note]) =>
    `  ${label.padEnd(labels)}  ${value.padStart(values)}${note === undefined ? '' : `  ${note}`}`.trimEnd(),
  );
};
