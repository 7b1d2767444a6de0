import { Duration } from 'aws-cdk-lib';
import { CfnEventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { type IQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { VARIABLES } from '../../lambdas/aws/environment.ts';
import { DEAD_LETTER_RETENTION } from './failed-events.ts';
import type { HandlerFunction } from './handler-function.ts';

/**
 * Where a message ends that was received five times in vain. One for all work queues: SQS keeps the source of each
 * message and moves it back there (`StartMessageMoveTask`), and CloudWatch charges alarms by the metric.
 */
export class DeadLetters extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: DEAD_LETTER_RETENTION,
    });
  }
}

export type WorkQueueProps = {
  readonly deadLetters: DeadLetters;
  readonly consumer: HandlerFunction;
  /** Messages in one call of the consumer. */
  readonly batchSize: number;
  /** How long Lambda gathers messages for one call. */
  readonly gathering?: Duration;
  readonly maxConcurrency: number;
};

/** A queue, the function that works on it, and nothing that could be lost between them. */
export class WorkQueue extends Construct {
  readonly queue: IQueue;

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);
    const gathering = props.gathering ?? Duration.seconds(0);
    const queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(4),
      // Six times the function's time-out and the gathering (Lambda developer guide, "Using Lambda with Amazon SQS").
      visibilityTimeout: Duration.seconds(6 * props.consumer.timeLimit.toSeconds() + gathering.toSeconds()),
      deadLetterQueue: { queue: props.deadLetters.queue, maxReceiveCount: 5 },
    });
    this.queue = queue;
    props.consumer.allow(
      ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueAttributes'],
      [queue.queueArn],
    );
    const mapping = new CfnEventSourceMapping(this, 'Consumer', {
      functionName: props.consumer.functionArn,
      eventSourceArn: queue.queueArn,
      batchSize: props.batchSize,
      maximumBatchingWindowInSeconds: gathering.toSeconds(),
      functionResponseTypes: ['ReportBatchItemFailures'],
      scalingConfig: { maximumConcurrency: props.maxConcurrency },
    });
    if (props.consumer.role !== undefined) mapping.node.addDependency(props.consumer.role);
  }

  grantSend(fn: HandlerFunction, setting: keyof typeof VARIABLES & `${string}QueueUrl`): void {
    fn.setting(setting, this.queue.queueUrl);
    fn.allow(['sqs:SendMessage'], [this.queue.queueArn]);
  }
}
