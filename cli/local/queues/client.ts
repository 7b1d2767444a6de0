import { SQSClient } from '@aws-sdk/client-sqs';

/** Waits for messages longer than the adapters' client would let a request take. */
export const createPollingClient = (queuesUrl: string): SQSClient =>
  new SQSClient({
    endpoint: queuesUrl,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
