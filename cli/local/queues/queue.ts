import { CreateQueueCommand, GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { queueArn, queueUrl } from './names.ts';

/** One queue with the dead-letter queue beside it, as the stack makes them. */
export type QueueWish = {
  readonly name: string;
  /** SQS: at least six times the function's time-out, so that a message at work does not come back. */
  readonly visibilitySeconds: number;
  readonly maxReceives: number;
};

export type Queue = { readonly name: string; readonly url: string; readonly deadLetterUrl: string };

export const createQueue = async (client: SQSClient, serverUrl: string, wish: QueueWish): Promise<Queue> => {
  const { name, visibilitySeconds, maxReceives } = wish;
  const deadLetters = `${name}-dead-letters`;
  const create = (QueueName: string, Attributes: Record<string, string>) =>
    client.send(new CreateQueueCommand({ QueueName, Attributes }));
  await create(deadLetters, {});
  await create(name, {
    VisibilityTimeout: String(visibilitySeconds),
    RedrivePolicy: JSON.stringify({
      deadLetterTargetArn: queueArn(deadLetters),
      maxReceiveCount: maxReceives,
    }),
  });
  return { name, url: queueUrl(serverUrl, name), deadLetterUrl: queueUrl(serverUrl, deadLetters) };
};

export type QueueDepth = { readonly waiting: number; readonly atWork: number; readonly delayed: number };

export const depthOf = async (client: SQSClient, url: string): Promise<QueueDepth> => {
  const names = [
    'ApproximateNumberOfMessages',
    'ApproximateNumberOfMessagesNotVisible',
    'ApproximateNumberOfMessagesDelayed',
  ] as const;
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [...names] }),
  );
  const [waiting, atWork, delayed] = names.map((name) => Number(Attributes?.[name] ?? 0));
  return { waiting: waiting ?? 0, atWork: atWork ?? 0, delayed: delayed ?? 0 };
};
