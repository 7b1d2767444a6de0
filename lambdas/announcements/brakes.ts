import type { Announcement } from './announcement.ts';
import { MAX_BATCH } from './batch.ts';
import type { Hints } from './ports.ts';

/** SES reviews an account at 5 % bounces and 0.1 % complaints (https://docs.aws.amazon.com/ses/latest/dg/reputationdashboard-dg.html). */
export const MOST_BOUNCED = 0.05;
export const MOST_COMPLAINED = 0.001;
/** Below these numbers of accepted messages a rate says nothing. */
const BOUNCE_SAMPLE = 100;
const COMPLAINT_SAMPLE = 1000;

export type Tally = { readonly accepted: number; readonly bounced: number; readonly complained: number };

/** Whether an announcement would be stopped, were its rates too high. */
export const brakesApply = ({ brakes, state }: Announcement): boolean =>
  brakes === 'on' && state.kind === 'running';

/** Why the announcement should stop by itself, if it should. */
export const brake = (
  announcement: Announcement,
  tally: Tally,
): { readonly code: string; readonly reason: string } | undefined => {
  if (!brakesApply(announcement)) return undefined;
  if (tally.accepted >= BOUNCE_SAMPLE && tally.bounced > tally.accepted * MOST_BOUNCED)
    return {
      code: 'BounceRate',
      reason: `${percent(tally.bounced, tally)} of ${tally.accepted} messages bounced; the limit is 5 %`,
    };
  if (tally.accepted >= COMPLAINT_SAMPLE && tally.complained > tally.accepted * MOST_COMPLAINED)
    return {
      code: 'ComplaintRate',
      reason: `${percent(tally.complained, tally)} of ${tally.accepted} messages drew a complaint; the limit is 0.1 %`,
    };
  return undefined;
};

/** Whether the hints make it worth reading all ledgers. They count whole batches only, so they err on the careful side. */
export const suspicious = (hints: Hints): boolean => {
  const accepted = hints.finishedBatches * MAX_BATCH;
  return (
    hints.bounced > Math.max(accepted, BOUNCE_SAMPLE) * MOST_BOUNCED ||
    hints.complained > Math.max(accepted, COMPLAINT_SAMPLE) * MOST_COMPLAINED
  );
};

const percent = (part: number, { accepted }: Tally): string => `${((part / accepted) * 100).toFixed(2)} %`;
