import type { Clock, SendResult } from './ports.ts';

/** SES may refuse for a second or two while an announcement takes most of the rate. */
const ATTEMPTS = 4;
const BETWEEN_MILLISECONDS = 400;

/** Repeats only what certainly did not leave. */
export const patiently = async (
  { clock }: { readonly clock: Clock },
  send: () => Promise<SendResult>,
): Promise<SendResult> => {
  for (let attempt = 1; ; attempt += 1) {
    const result = await send();
    const left = result.kind !== 'throttled' && result.kind !== 'not sent';
    if (left || attempt === ATTEMPTS) return result;
    await clock.sleep(BETWEEN_MILLISECONDS);
  }
};
