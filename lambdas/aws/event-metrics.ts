import { z } from 'zod';
import { HELD_ALARM, METRICS, type MetricName } from './metric-names.ts';

export type Measure = {
  readonly name: MetricName;
  readonly value: number;
  readonly unit: 'Count' | 'Percent';
};

const count = (name: MetricName, value: number): readonly Measure[] =>
  value === 0 ? [] : [{ name, value, unit: 'Count' }];

const Outcomes = z.object({ accepted: z.number(), excluded: z.number(), rejected: z.number() });
const Evidence = z.object({ delivered: z.number(), bounced: z.number(), complained: z.number() });
const Closed = z.object({ unknown: z.number() });
const Quota = z.object({ max24Hours: z.number().optional(), sentLast24Hours: z.number() });
const Sweep = z.object({
  paused: z.array(z.unknown()),
  requeuedPlans: z.number(),
  requeuedBatches: z.number(),
});

/** What an event says in numbers. An event without an entry here says nothing; zeros are not sent, they cost. */
const MEASURES: Readonly<Record<string, (fields: unknown) => readonly Measure[]>> = {
  'batch.worked': (fields) => {
    const { accepted, excluded, rejected } = Outcomes.parse(fields);
    return [
      ...count(METRICS.accepted, accepted),
      ...count(METRICS.excluded, excluded),
      ...count(METRICS.rejected, rejected),
    ];
  },
  'evidence.recorded': (fields) => {
    const { delivered, bounced, complained } = Evidence.parse(fields);
    return [
      ...count(METRICS.delivered, delivered),
      ...count(METRICS.bounced, bounced),
      ...count(METRICS.complained, complained),
    ];
  },
  'announcement.closed': (fields) => count(METRICS.unknown, Closed.parse(fields).unknown),
  'quota.read': (fields) => {
    const { max24Hours, sentLast24Hours } = Quota.parse(fields);
    if (max24Hours === undefined || max24Hours === 0) return [];
    return [
      { name: METRICS.quotaSpentPercent, value: (100 * sentLast24Hours) / max24Hours, unit: 'Percent' },
    ];
  },
  'sweep.done': (fields) => {
    const { paused, requeuedPlans, requeuedBatches } = Sweep.parse(fields);
    const stalled = Math.min(1, requeuedPlans + requeuedBatches);
    return count(METRICS.announcementsHeld, paused.length > 0 ? HELD_ALARM : stalled);
  },
};

export const measuresOf = (event: string, fields: unknown): readonly Measure[] =>
  MEASURES[event]?.(fields) ?? [];
