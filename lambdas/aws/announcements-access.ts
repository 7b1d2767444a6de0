import type { TableAccess } from './rows.ts';

export type AnnouncementsAccess = TableAccess & {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** How long batches (who was in an audience, and what became of them) are kept after they are done. */
  readonly retentionDays: number;
};
