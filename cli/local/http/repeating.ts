import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from './client.ts';

/** What has not come by then is not coming: the other side is down, not busy. */
const PATIENCE_MS = 120_000;
const AGAIN_AFTER_MS = 500;

/**
 * Asks again after a broken connection and after a 5xx, as people do with a page that does not come: that a machine
 * is busy must not end anything. Only for requests that may be made twice.
 */
export const askUntilAnswered = async (
  ask: () => Promise<Answer>,
  againAfterMs = AGAIN_AFTER_MS,
): Promise<Answer> => {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const last = Date.now() > until;
    const answer = await ask().catch((error: unknown) => {
      if (last) throw error;
      return undefined;
    });
    if (answer !== undefined && (answer.status < 500 || last)) return answer;
    await sleep(againAfterMs);
  }
};
