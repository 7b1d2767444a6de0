import { createLog } from '../aws/log.ts';
import type { Surroundings } from '../aws/surroundings.ts';
import { systemClock } from '../aws/system-clock.ts';
import type { Context } from '../handlers/sqs.ts';

export type Handler = (event: unknown, context: Context) => Promise<unknown>;

/** What Lambda calls. Importing the file does nothing. */
export const entry = (wire: (surroundings: Surroundings) => Promise<Handler>): Handler =>
  wiredAtFirst(() => wire({ environment: process.env, clock: systemClock, log: createLog(process.env) }));

/**
 * A handler that is wired by the first invocation and kept. A wiring that failed (a secret that could not be read)
 * is tried again by the next invocation.
 */
export const wiredAtFirst = (wire: () => Promise<Handler>): Handler => {
  let wired: Promise<Handler> | undefined;
  return async (event, context) => {
    wired ??= wire();
    let handler: Handler;
    try {
      handler = await wired;
    } catch (error) {
      wired = undefined;
      throw error;
    }
    return handler(event, context);
  };
};
