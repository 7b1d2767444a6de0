import { Duration, Validations } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { HandlerFunction } from './handler-function.ts';

/** Fourteen days, the longest SQS allows: an operator may be on holiday for one week. */
export const DEAD_LETTER_RETENTION = Duration.days(14);

/** Where events end that come from no queue: positions in the stream, schedules that could not be delivered. */
export class FailedEvents extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: DEAD_LETTER_RETENTION,
    });
    Validations.of(this.queue).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason:
        'It is itself the last stop, of a stream and a scheduler instead of a queue; an alarm watches it.',
    });
  }

  grantSend(fn: HandlerFunction): void {
    fn.allow(['sqs:SendMessage'], [this.queue.queueArn]);
  }
}
