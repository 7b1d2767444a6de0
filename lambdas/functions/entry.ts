import { createLog } from '../aws/log.ts';
import type { Surroundings } from '../aws/surroundings.ts';
import { systemClock } from '../aws/system-clock.ts';
import type { Context } from '../handlers/sqs.ts';

export type Handler = (event: unknown, context: Context) => Promise<unknown>;

/**
 * What Lambda calls: the handler is wired by the first invocation and kept. Importing the file does nothing, and
 * a wiring that failed (a secret that could not be read) is tried again by the next invocation.
 */
export const entry = (wire: (surroundings: Surroundings) => Promise<Handler>): Handler => {
  let wired: Promise<Handler> | undefined;
  return async (event, context) => {
    wired ??= wire({ environment: process.env, clock: systemClock, log: createLog(process.env) });
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
