import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { buildApp } from 'fauxqs';

/** One queue with the dead-letter queue beside it, as the stack makes them. */
export type QueueWish = {
  readonly name: string;
  /** SQS: at least six times the function's time-out, so that a message at work does not come back. */
  readonly visibilitySeconds: number;
  readonly maxReceives: number;
};

export type Queue = { readonly name: string; readonly url: string; readonly deadLetterUrl: string };

export type QueueServer = {
  readonly url: string;
  queue(wish: QueueWish): Promise<Queue>;
  stop(): Promise<void>;
};

/** What fauxqs gives every queue. */
const ACCOUNT = '000000000000';
export const queueArn = (name: string): string => `arn:aws:sqs:us-east-1:${ACCOUNT}:${name}`;

/**
 * fauxqs bound to this machine alone: its own `startFauxqs` listens on every network address. That way its
 * messages live in memory; those lost in a restart are what the sweep makes good.
 */
export const startQueueServer = async (options: { readonly port: number }): Promise<QueueServer> => {
  const app = buildApp({ logger: false });
  const url = await app.listen({ port: options.port, host: '127.0.0.1' });
  const client = new SQSClient({
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  // fauxqs finds a queue by the last part of its URL, whatever the host.
  const urlOf = (name: string): string => `${url}/${ACCOUNT}/${name}`;
  const create = (name: string, attributes: Record<string, string>) =>
    client.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }));
  return {
    url,
    async queue({ name, visibilitySeconds, maxReceives }) {
      const deadLetters = `${name}-dead-letters`;
      await create(deadLetters, {});
      await create(name, {
        VisibilityTimeout: String(visibilitySeconds),
        RedrivePolicy: JSON.stringify({
          deadLetterTargetArn: queueArn(deadLetters),
          maxReceiveCount: maxReceives,
        }),
      });
      return { name, url: urlOf(name), deadLetterUrl: urlOf(deadLetters) };
    },
    async stop() {
      client.destroy();
      await app.close();
    },
  };
};

export type QueueDepth = { readonly waiting: number; readonly atWork: number; readonly delayed: number };

export const depthOf = async (client: SQSClient, queueUrl: string): Promise<QueueDepth> => {
  const names = [
    'ApproximateNumberOfMessages',
    'ApproximateNumberOfMessagesNotVisible',
    'ApproximateNumberOfMessagesDelayed',
  ] as const;
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: [...names] }),
  );
  const [waiting, atWork, delayed] = names.map((name) => Number(Attributes?.[name] ?? 0));
  return { waiting: waiting ?? 0, atWork: atWork ?? 0, delayed: delayed ?? 0 };
};
