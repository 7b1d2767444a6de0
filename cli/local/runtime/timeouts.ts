/**
 * Shorter than in the stack: after a kill, a sender's lane is taken until its time would have been up, and nobody
 * at a terminal wants to wait for that.
 */
export const TIMEOUTS_MS = {
  announce: 60_000,
  plan: 60_000,
  send: 60_000,
  evidence: 30_000,
  sweep: 60_000,
  web: 30_000,
  preview: 60_000,
  feedPoll: 240_000,
} as const;

export type FunctionName = keyof typeof TIMEOUTS_MS;
