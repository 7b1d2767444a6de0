import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import type { Log } from '../announcements/ports.ts';
import { measuresOf } from './event-metrics.ts';

/**
 * JSON lines for CloudWatch, and beside them the numbers that events carry (embedded metric format). Outside of
 * Lambda, where no namespace is set, only the lines.
 */
export const createLog = (environment: Readonly<Record<string, string | undefined>>): Log => {
  const logger = new Logger();
  const namespace = environment['POWERTOOLS_METRICS_NAMESPACE'];
  const metrics = namespace === undefined ? undefined : new Metrics({ namespace });
  return (event, fields) => {
    logger[levelOf(event, fields)](event, { event, ...fields });
    const measures = metrics === undefined ? [] : measuresOf(event, fields);
    for (const { name, unit, value } of measures) metrics?.addMetric(name, unit, value);
    if (measures.length > 0) metrics?.publishStoredMetrics();
  };
};

/** An error raises an alarm (docs/operations.md, "Function errors"), so only what needs somebody is one. */
const levelOf = (event: string, fields: Readonly<Record<string, unknown>>): 'error' | 'warn' | 'info' => {
  if (event.endsWith('.failed') || NEED_SOMEBODY.has(event)) return 'error';
  if (event === 'announcement.paused') return fields['by'] === 'operator' ? 'info' : 'error';
  // Whoever cannot be told of their sign-up is lost. One refused address is that person's alone.
  if (event === 'confirmation.not-sent') return fields['code'] === 'rejected' ? 'warn' : 'error';
  return WORTH_KNOWING.has(event) ? 'warn' : 'info';
};

const NEED_SOMEBODY: ReadonlySet<string> = new Set(['record.invalid', 'evidence.unreadable']);
const WORTH_KNOWING: ReadonlySet<string> = new Set([
  'announcement.parked',
  'batch.fenced',
  'evidence.unmatched',
  'feed.moved',
  'feed.odd',
  'feed.unreadable',
  'latest-episode.not-sent',
  // The reading of a minute ago serves; if there is none, sending fails and says so itself.
  'quota.not_shared',
  'quota.unreadable',
  'subscriber_row_invalid',
]);
