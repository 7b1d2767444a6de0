import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLog } from '../../lambdas/aws/log.ts';

let lines: Record<string, unknown>[] = [];

beforeEach(() => {
  lines = [];
  const keep = (text: unknown): boolean => {
    for (const line of String(text).trimEnd().split('\n')) lines.push(JSON.parse(line));
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(keep);
  vi.spyOn(process.stderr, 'write').mockImplementation(keep);
});
afterEach(() => {
  vi.restoreAllMocks();
});

const logOf = (event: string, fields: Record<string, unknown>) => {
  createLog({ POWERTOOLS_METRICS_NAMESPACE: 'EpisodeAnnouncer/Test' })(event, fields);
  return {
    line: lines.find((line) => line['event'] === event),
    metrics: lines
      .filter((line) => '_aws' in line)
      .map(({ _aws, service: _service, ...values }) => ({ names: JSON.stringify(_aws), values })),
  };
};

describe('the log in Lambda', () => {
  it('is a line of JSON with the event’s name and fields', () => {
    const { line } = logOf('announcement.created', { announcementId: 'show_one' });
    expect(line).toMatchObject({ level: 'INFO', event: 'announcement.created', announcementId: 'show_one' });
  });

  it('counts outcomes in the namespace of the environment, and leaves out zeros', () => {
    const { metrics } = logOf('batch.worked', { accepted: 97, excluded: 2, rejected: 0, unknown: 1 });
    expect(metrics.map(({ values }) => values)).toEqual([{ Accepted: 97, Excluded: 2 }]);
    expect(metrics[0]?.names).toContain('"Namespace":"EpisodeAnnouncer/Test"');
  });

  it('counts evidence', () => {
    const { metrics } = logOf('evidence.recorded', { delivered: 8, bounced: 1, complained: 1 });
    expect(metrics.map(({ values }) => values)).toEqual([{ Delivered: 8, Bounced: 1, Complained: 1 }]);
  });

  it('tells how much of the daily quota is spent', () => {
    const { metrics } = logOf('quota.read', { max24Hours: 50_000, sentLast24Hours: 45_500, maxSendRate: 14 });
    expect(metrics.map(({ values }) => values)).toEqual([{ QuotaSpentPercent: 91 }]);
  });

  it('tells nothing of a quota without an end', () => {
    const { metrics } = logOf('quota.read', {
      max24Hours: undefined,
      sentLast24Hours: 45_500,
      maxSendRate: 14,
    });
    expect(metrics).toEqual([]);
  });

  it('tells who is in doubt when an announcement closes, and is silent when nobody is', () => {
    expect(logOf('announcement.closed', { unknown: 3 }).metrics[0]?.values).toEqual({ UnknownOutcomes: 3 });
    lines = [];
    expect(logOf('announcement.closed', { unknown: 0 }).metrics).toEqual([]);
  });

  it('costs nothing while nothing runs: an idle sweep sends no metric', () => {
    expect(logOf('sweep.done', { paused: [], requeuedPlans: 0, requeuedBatches: 0 }).metrics).toEqual([]);
  });

  it('rings at once for a paused announcement, and for a stalled one after three sweeps', () => {
    expect(
      logOf('sweep.done', { paused: ['a'], requeuedPlans: 0, requeuedBatches: 0 }).metrics[0]?.values,
    ).toEqual({
      AnnouncementsHeld: 3,
    });
    lines = [];
    expect(
      logOf('sweep.done', { paused: [], requeuedPlans: 0, requeuedBatches: 40 }).metrics[0]?.values,
    ).toEqual({
      AnnouncementsHeld: 1,
    });
    lines = [];
    const neverPlanned = { paused: [], requeuedPlans: 1, requeuedBatches: 0 };
    expect(logOf('sweep.done', neverPlanned).metrics[0]?.values).toEqual({ AnnouncementsHeld: 1 });
  });

  it.each([
    ['message.failed', {}, 'ERROR'],
    ['record.invalid', {}, 'ERROR'],
    ['announcement.paused', { by: 'brake' }, 'ERROR'],
    ['announcement.paused', { by: 'operator' }, 'INFO'],
    ['confirmation.not-sent', { code: 'MailFromDomainNotVerifiedException' }, 'ERROR'],
    ['confirmation.not-sent', { code: 'rejected' }, 'WARN'],
    ['announcement.parked', {}, 'WARN'],
    ['sweep.done', { paused: [], requeuedPlans: 0, requeuedBatches: 0 }, 'INFO'],
  ])('%s %o is %s, and only an error alarms somebody', (event, fields, level) => {
    expect(logOf(event, fields).line).toMatchObject({ level });
  });
});
