import { createProgress, type Progress } from './progress.ts';
import type { TextStream } from './text-stream.ts';

/**
 * What a verb says. The result goes to stdout, everything else to stderr, so that a pipe gets the result alone.
 * With `--json` the result is JSON, one document per call; a failure is `{"error": …}` in its place (failure.ts).
 */
export type Output = {
  readonly json: boolean;
  result(value: unknown, human: string | (() => string)): void;
  /** A piece of a result that is a file of its own, as it is. */
  raw(text: string): void;
  /** A remark for people; programs get none of it. */
  note(text: string): void;
  /** Something that needs attention, said to people and programs. */
  warn(text: string): void;
  progress(): Progress;
};

export const createOutput = (
  streams: { readonly stdout: TextStream; readonly stderr: TextStream },
  options: { readonly json: boolean },
): Output => ({
  json: options.json,
  result: (value, human) => {
    const text = options.json ? JSON.stringify(value) : typeof human === 'string' ? human : human();
    streams.stdout.write(`${text}\n`);
  },
  raw: (text) => {
    streams.stdout.write(text);
  },
  note: (text) => {
    if (!options.json) streams.stderr.write(`${text}\n`);
  },
  warn: (text) => {
    streams.stderr.write(`${text}\n`);
  },
  progress: () => createProgress(options.json ? undefined : streams.stderr),
});

/** Columns aligned by spaces; the last one is free to be long. Empty cells read as "-". */
export const table = (header: readonly string[], rows: readonly (readonly string[])[]): string => {
  const lines = [header, ...rows].map((row) => row.map((cell) => (cell === '' ? '-' : cell)));
  const widths = header.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .map((line) => line.trimEnd())
    .join('\n');
};

/** `name  value` lines, the names padded; fields without a value are left out. */
export const fields = (pairs: readonly (readonly [string, string | undefined])[]): string => {
  const present = pairs.filter((pair): pair is readonly [string, string] => pair[1] !== undefined);
  const width = Math.max(0, ...present.map(([name]) => name.length));
  return present.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n');
};

/** `2026-12-01 09:00 UTC`: to the minute, and its zone said. */
export const showInstant = (instant: string | number): string =>
  `${new Date(instant).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** `12,345` */
export const showNumber = (value: number): string => value.toLocaleString('en');

/** `3 h 20 min`, `2 min`, `40 s`: two parts at most. */
export const showDuration = (milliseconds: number): string => {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return hours % 24 === 0 ? `${hours / 24} days` : `${Math.floor(hours / 24)} days ${hours % 24} h`;
};

/** `1 line`, `2 lines` */
export const count = (number: number, one: string, many = `${one}s`): string =>
  `${showNumber(number)} ${number === 1 ? one : many}`;
