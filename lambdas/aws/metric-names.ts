/** Each environment has its own namespace: this, a slash and the stack's name. */
export const METRIC_NAMESPACE = 'EpisodeAnnouncer';
export const METRIC_SERVICE = 'announcer';

/**
 * Ten names or fewer: CloudWatch's free tier holds ten custom metrics, and a metric costs nothing while nobody
 * sends it. So none of these is sent while no announcement runs.
 */
export const METRICS = {
  announcementsHeld: 'AnnouncementsHeld',
  accepted: 'Accepted',
  excluded: 'Excluded',
  rejected: 'Rejected',
  unknown: 'UnknownOutcomes',
  delivered: 'Delivered',
  bounced: 'Bounced',
  complained: 'Complained',
  quotaSpentPercent: 'QuotaSpentPercent',
  /** Drawn by a metric filter from the log groups, where a time-out and a crash are found too. */
  functionErrors: 'FunctionErrors',
} as const;
export type MetricName = (typeof METRICS)[keyof typeof METRICS];

/** A paused announcement rings at once, one that has to be started again only when three sweeps in a row found it. */
export const HELD_ALARM = 3;
