/** One number of a measurement, and the bar it is held to where there is one. */
export type Figure = {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly bar?: { readonly atMost: number } | { readonly atLeast: number };
};

export type Report = {
  readonly title: string;
  /** How it was measured, and what bounds it: sentences. */
  readonly method: readonly string[];
  readonly figures: readonly Figure[];
};

export const isMet = ({ value, bar }: Figure): boolean =>
  bar === undefined || ('atMost' in bar ? value <= bar.atMost : value >= bar.atLeast);

const barOf = ({ bar, unit }: Figure): string => {
  if (bar === undefined) return '';
  return 'atMost' in bar ? `at most ${shown(bar.atMost)} ${unit}` : `at least ${shown(bar.atLeast)} ${unit}`;
};

const verdictOf = (figure: Figure): string => {
  if (figure.bar === undefined) return '';
  return isMet(figure) ? 'met' : '**missed**';
};

/** Three significant digits say all that a measurement on a shared machine can. */
const shown = (value: number): string =>
  (Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3))).toLocaleString('en');

export const table = ({ figures }: Report): string =>
  [
    '| figure | value | bar | |',
    '|---|---|---|---|',
    ...figures.map(
      (figure) =>
        `| ${figure.what} | ${shown(figure.value)} ${figure.unit} | ${barOf(figure)} | ${verdictOf(figure)} |`,
    ),
  ].join('\n');

/** For a person, and on the last line for bench.ts. */
export const give = (report: Report): void => {
  process.stdout.write(`${report.title}\n\n${table(report)}\n\n${JSON.stringify(report)}\n`);
  if (!report.figures.every(isMet)) process.exitCode = 1;
};

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
