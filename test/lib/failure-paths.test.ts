import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { templateOf } from './environment.ts';
import { withoutHash } from './statements.ts';

const template = templateOf({ senders: 3 });
const queues = Object.entries(template.findResources('AWS::SQS::Queue'));
const mappings = Object.values(template.findResources('AWS::Lambda::EventSourceMapping'));

const lastStops = ['DeadLettersQueue', 'FailedEventsQueue'];
const ofQueue = (name: string) => {
  const found = queues.find(([id]) => withoutHash(id) === name);
  if (found === undefined) throw new Error(`no queue ${name}`);
  return found;
};
const mappingOf = (source: string) => {
  const found = mappings.find((mapping) =>
    JSON.stringify(mapping.Properties.EventSourceArn).includes(source),
  );
  if (found === undefined) throw new Error(`nothing reads ${source}`);
  return found.Properties;
};

describe('every queue', () => {
  it('has a dead-letter queue, or is one', () => {
    const [deadLetters] = ofQueue('DeadLettersQueue');
    for (const [id, queue] of queues)
      if (!lastStops.includes(withoutHash(id)))
        expect(queue.Properties.RedrivePolicy, id).toEqual({
          deadLetterTargetArn: { 'Fn::GetAtt': [deadLetters, 'Arn'] },
          maxReceiveCount: 5,
        });
  });

  it('that is a last stop keeps what it holds for fourteen days, and an alarm watches it', () => {
    for (const name of lastStops) {
      const [id, queue] = ofQueue(name);
      expect(queue.Properties.MessageRetentionPeriod).toBe(14 * 86_400);
      template.hasResourceProperties('AWS::CloudWatch::Alarm', {
        MetricName: 'ApproximateNumberOfMessagesVisible',
        Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [id, 'QueueName'] } }],
        Threshold: 1,
        TreatMissingData: 'notBreaching',
      });
    }
  });

  it('hides a message for at least six times the time its function has', () => {
    const timeouts = new Map(
      Object.entries(template.findResources('AWS::Lambda::Function')).map(([id, fn]) => [
        withoutHash(id),
        Number(fn.Properties.Timeout),
      ]),
    );
    const consumers = [
      ['PlanQueue', 'Plan'],
      ['SendQueue', 'Send'],
      ['EvidenceChannelWorkQueue', 'Evidence'],
    ] as const;
    for (const [queue, consumer] of consumers)
      expect(ofQueue(queue)[1].Properties.VisibilityTimeout).toBeGreaterThanOrEqual(
        6 * (timeouts.get(consumer) ?? Number.NaN),
      );
  });

  it('gives back single messages, not whole deliveries', () => {
    for (const queue of ['PlanQueue', 'SendQueue', 'EvidenceChannelWorkQueue'])
      expect(mappingOf(queue).FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
  });
});

describe('senders', () => {
  it('are as many as configured, each with one batch', () => {
    expect(mappingOf('SendQueue')).toMatchObject({ BatchSize: 1, ScalingConfig: { MaximumConcurrency: 3 } });
    template.hasResourceProperties('AWS::Lambda::Function', {
      Description: 'Hands the members of a batch to SES',
      Environment: { Variables: Match.objectLike({ SENDERS: '3' }) },
    });
  });
});

describe('the catalog’s stream', () => {
  it('is never blocked by a record: retries end, batches are halved, positions are kept', () => {
    expect(mappingOf('CatalogTable')).toMatchObject({
      MaximumRetryAttempts: 3,
      MaximumRecordAgeInSeconds: 3600,
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      DestinationConfig: {
        OnFailure: { Destination: { 'Fn::GetAtt': [ofQueue('FailedEventsQueue')[0], 'Arn'] } },
      },
    });
  });

  it('misses nothing that is written while the stack is being made', () => {
    expect(mappingOf('CatalogTable').StartingPosition).toBe('TRIM_HORIZON');
  });
});

describe('a schedule', () => {
  it('may call the publish function and nothing else, for this account alone', () => {
    const [role] = Object.entries(template.findResources('AWS::IAM::Role')).find(([id]) =>
      id.startsWith('PublishScheduleRole'),
    ) ?? [''];
    template.hasResourceProperties('AWS::IAM::Policy', {
      Roles: [{ Ref: role }],
      PolicyDocument: {
        Statement: [
          { Action: 'lambda:InvokeFunction', Effect: 'Allow', Resource: Match.anyValue() },
          {
            Action: 'sqs:SendMessage',
            Effect: 'Allow',
            Resource: { 'Fn::GetAtt': [ofQueue('FailedEventsQueue')[0], 'Arn'] },
          },
        ],
      },
    });
  });
});

describe('every five minutes', () => {
  it('the sweep and the feeds run, each once: a failed run is followed by the next, not repeated', () => {
    template.resourcePropertiesCountIs('AWS::Events::Rule', { ScheduleExpression: 'rate(5 minutes)' }, 2);
    template.resourcePropertiesCountIs('AWS::Lambda::EventInvokeConfig', { MaximumRetryAttempts: 0 }, 2);
  });
});
