import type { VirtualTime } from './virtual-time.ts';

/** Notes what happened, for a person who reads a failing run. Does nothing unless the run is being replayed. */
export type Trace = (who: string, says: () => string) => void;

export const noTrace: Trace = () => undefined;

export const createTrace = (
  time: Pick<VirtualTime, 'now'>,
  start: number,
  write: (line: string) => void,
): Trace => {
  let lastAt = '';
  return (who, says) => {
    const at = elapsed(time.now() - start);
    write(`${at === lastAt ? ' '.repeat(at.length) : at}  ${who.padEnd(14)} ${says()}`);
    lastAt = at;
  };
};

const elapsed = (milliseconds: number): string => {
  const seconds = Math.floor(milliseconds / 1000);
  const part = (value: number, digits: number): string => String(value).padStart(digits, '0');
  return `${part(Math.floor(seconds / 3600), 2)}:${part(Math.floor(seconds / 60) % 60, 2)}:${part(seconds % 60, 2)}.${part(Math.floor(milliseconds % 1000), 3)}`;
};
