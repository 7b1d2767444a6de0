import { Duration } from 'aws-cdk-lib';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { HandlerFunction } from './handler-function.ts';
import { NotificationTopic } from './notification-topic.ts';
import { type DeadLetters, WorkQueue } from './work-queue.ts';

/** SES tells a topic, the topic a queue: what SES reports waits there, however long the function is away. */
export class EvidenceChannel extends Construct {
  readonly topic: NotificationTopic;
  readonly queue: IQueue;

  constructor(scope: Construct, id: string, consumer: HandlerFunction, deadLetters: DeadLetters) {
    super(scope, id);
    this.topic = new NotificationTopic(this, 'Topic');
    this.queue = new WorkQueue(this, 'Work', {
      consumer,
      deadLetters,
      // Evidence of one batch arrives together: gathered, it is one write instead of a hundred.
      batchSize: 100,
      gathering: Duration.seconds(5),
      maxConcurrency: 5,
    }).queue;
    this.topic.addSubscription(new SqsSubscription(this.queue, { rawMessageDelivery: true }));
  }
}
