import type { TextStream } from './text-stream.ts';

export type Progress = {
  /** Without a total there is no bar, only what is done. */
  show(state: { readonly done: number; readonly total?: number; readonly detail: string }): void;
  /** Leaves the last state standing and ends its line. */
  end(): void;
};

const BAR = 24;
/** A terminal is redrawn at most this often; a log file gets a line every ten seconds, and none of shorter work. */
const REDRAW_MS = 100;
const LINE_MS = 10_000;

export const createProgress = (
  stream: TextStream | undefined,
  now: () => number = () => performance.now(),
): Progress => {
  if (stream === undefined) return { show: () => {}, end: () => {} };
  const interactive = stream.isTTY === true;
  let drawnAt = interactive ? -Infinity : now();
  let drawn = '';
  let latest = '';
  const draw = () => {
    drawnAt = now();
    if (latest === drawn) return;
    drawn = latest;
    stream.write(interactive ? `\r\u001b[2K${latest.slice(0, (stream.columns ?? 80) - 1)}` : `${latest}\n`);
  };
  return {
    show: ({ done, total, detail }) => {
      latest = `${total === undefined ? '' : `${bar(done, total)} `}${detail}`;
      if (now() - drawnAt >= (interactive ? REDRAW_MS : LINE_MS)) draw();
    },
    end: () => {
      if (!interactive && drawn === '') return;
      draw();
      if (interactive && drawn !== '') stream.write('\n');
    },
  };
};

/** `[##########..............]  42 %`: plain characters, which every terminal and screen reader has. */
const bar = (done: number, total: number): string => {
  const part = total === 0 ? 1 : Math.min(1, done / total);
  const filled = Math.floor(part * BAR);
  const percent = `${Math.floor(part * 100)}`.padStart(3);
  return `[${'#'.repeat(filled)}${'.'.repeat(BAR - filled)}] ${percent} %`;
};
