/** How reading a feed has been going. Times are milliseconds since 1970. */
export type FeedHealth =
  | { readonly kind: 'well' }
  | {
      readonly kind: 'failing';
      readonly since: number;
      readonly failures: number;
      readonly nextAt: number;
      readonly why: string;
      /** When the team was last told. */
      readonly alarmedAt?: number;
    };

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** The first failure is tried again by the next run. */
const FIRST_WAIT = 4 * MINUTE;
const LONGEST_WAIT = 6 * 60 * MINUTE;

export const isDue = (health: FeedHealth, now: number): boolean =>
  health.kind === 'well' || health.nextAt <= now;

/** Twice the wait after each failure, up to six hours, or as long as the host asks for, up to a day. */
export const afterFailure = (
  health: FeedHealth,
  failure: { readonly why: string; readonly retryAfterSeconds?: number },
  now: number,
): Extract<FeedHealth, { kind: 'failing' }> => {
  const failures = health.kind === 'failing' ? health.failures + 1 : 1;
  const backoff = Math.min(FIRST_WAIT * 2 ** Math.min(failures - 1, 10), LONGEST_WAIT);
  const asked = Math.min((failure.retryAfterSeconds ?? 0) * 1000, DAY);
  return {
    kind: 'failing',
    since: health.kind === 'failing' ? health.since : now,
    failures,
    nextAt: now + Math.max(backoff, asked),
    why: failure.why,
    ...(health.kind === 'failing' && health.alarmedAt !== undefined ? { alarmedAt: health.alarmedAt } : {}),
  };
};

/** After a day of failures the team is told, and once a day from then on. */
export const alarmIsDue = (health: Extract<FeedHealth, { kind: 'failing' }>, now: number): boolean =>
  now - health.since >= DAY && (health.alarmedAt === undefined || now - health.alarmedAt >= DAY);
