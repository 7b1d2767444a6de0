import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { createLog } from '../../lambdas/aws/log.ts';
import { templateOf } from './environment.ts';

const template = templateOf();

const Measured = z.object({
  Properties: z.object({
    Namespace: z.string(),
    MetricName: z.string(),
    Dimensions: z.array(z.object({ Name: z.string(), Value: z.unknown() })).default([]),
  }),
});
type Measured = z.infer<typeof Measured>['Properties'];

const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(
  (raw) => Measured.parse(raw).Properties,
);
const shown = ({ Namespace, MetricName, Dimensions }: Measured): string =>
  `${Namespace} ${MetricName} ${Dimensions.map(({ Name }) => Name).join()}`.trim();

const Variables = z.object({
  Properties: z.object({
    Environment: z.object({
      Variables: z.object({ POWERTOOLS_METRICS_NAMESPACE: z.string(), POWERTOOLS_SERVICE_NAME: z.string() }),
    }),
  }),
});
const functions = Object.values(template.findResources('AWS::Lambda::Function')).map(
  (raw) => Variables.parse(raw).Properties.Environment.Variables,
);

describe('what an alarm looks at', () => {
  // An alarm on a metric that nobody sends is green for ever.
  it('is what AWS sends under that very name and those dimensions (its user guides, "metrics")', () => {
    const ofAws = alarms.filter(({ Namespace }) => Namespace.startsWith('AWS/'));
    expect(ofAws.map(shown).sort()).toEqual([
      'AWS/Lambda Invocations FunctionName',
      'AWS/Lambda IteratorAge FunctionName',
      'AWS/Lambda Throttles',
      'AWS/SES Reputation.BounceRate',
      'AWS/SES Reputation.ComplaintRate',
      'AWS/SQS ApproximateNumberOfMessagesVisible QueueName',
      'AWS/SQS ApproximateNumberOfMessagesVisible QueueName',
    ]);
  });

  it('or what a filter finds in the logs of every function', () => {
    const filters = Object.values(template.findResources('AWS::Logs::MetricFilter'));
    expect(filters).toHaveLength(functions.length);
    const [errors] = alarms.filter(({ MetricName }) => MetricName === 'FunctionErrors');
    for (const { Properties } of filters)
      expect(Properties.MetricTransformations).toEqual([
        { MetricNamespace: errors?.Namespace, MetricName: 'FunctionErrors', MetricValue: '1' },
      ]);
    expect(errors?.Dimensions).toEqual([]);
  });
});

const Emitted = z.object({
  _aws: z.object({
    CloudWatchMetrics: z.array(
      z.object({
        Namespace: z.string(),
        Dimensions: z.array(z.array(z.string())),
        Metrics: z.array(z.object({ Name: z.string() })),
      }),
    ),
  }),
  service: z.string(),
});

describe('what the functions send', () => {
  const emitted: z.infer<typeof Emitted>[] = [];
  beforeEach(() => {
    const keep = (text: unknown): boolean => {
      for (const line of String(text).trimEnd().split('\n')) {
        const read = Emitted.safeParse(JSON.parse(line));
        if (read.success) emitted.push(read.data);
      }
      return true;
    };
    vi.spyOn(process.stdout, 'write').mockImplementation(keep);
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  });

  it('is what alarms look at: namespace, name, and the one dimension with its value', () => {
    const [environment] = functions;
    for (const [name, value] of Object.entries(environment ?? {})) vi.stubEnv(name, value);
    const log = createLog({ ...environment });
    log('sweep.done', { paused: ['a'], requeuedPlans: 0, requeuedBatches: 0 });
    log('announcement.closed', { unknown: 1 });
    log('quota.read', { max24Hours: 100, sentLast24Hours: 95, maxSendRate: 1 });
    vi.restoreAllMocks();
    const sent = emitted.flatMap(({ _aws, service }) =>
      _aws.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) =>
        Metrics.map(({ Name }) => ({
          Namespace,
          MetricName: Name,
          Dimensions: Dimensions.flat().map((dimension) => ({ Name: dimension, Value: service })),
        })),
      ),
    );
    const own = alarms.filter(
      ({ Namespace, MetricName }) => !Namespace.startsWith('AWS/') && MetricName !== 'FunctionErrors',
    );
    expect(own).toHaveLength(3);
    expect(sent).toEqual(
      expect.arrayContaining(
        own.map(({ Namespace, MetricName, Dimensions }) => ({ Namespace, MetricName, Dimensions })),
      ),
    );
  });
});
