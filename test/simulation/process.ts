import type { VirtualTime } from './virtual-time.ts';

/**
 * One invocation of a function. It lives until it answers, crashes or runs out of time; a dead one gets no
 * answer to anything any more, so nothing it still meant to do is done. A stalled one hears nothing until it
 * wakes, and may wake long after others took its work: a zombie.
 */
export type Process = {
  readonly kind: 'announce' | 'plan' | 'send' | 'evidence' | 'sweep' | 'operator';
  readonly name: string;
  /** By its own clock. */
  readonly deadline: number;
  /** How far (ms) its clock is ahead of true time. */
  readonly clockAhead: number;
  alive: boolean;
  /** Nothing reaches it before this instant. */
  stalledUntil: number;
  /** Whether anything was done to it that can leave a message in doubt. */
  harmed: boolean;
  /** Called once when it dies before it answered. */
  died: () => void;
};

/** Hands something to a process when it can hear it: now, when it wakes, or never. */
export const deliver = (time: VirtualTime, process: Process, action: () => void): void => {
  if (!process.alive) return;
  if (process.stalledUntil <= time.now()) action();
  else time.after(process.stalledUntil - time.now(), () => deliver(time, process, action));
};

export const stall = (time: VirtualTime, process: Process, milliseconds: number): void => {
  process.stalledUntil = Math.max(process.stalledUntil, time.now() + milliseconds);
};
