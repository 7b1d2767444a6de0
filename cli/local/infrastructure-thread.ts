import { Worker } from 'node:worker_threads';
import type { DynamoDBRecord } from 'aws-lambda';
import type { Infrastructure, InfrastructureOptions } from './infrastructure.ts';

/** What the thread tells. */
export type FromThread =
  | { readonly kind: 'up'; readonly infrastructure: Omit<Infrastructure, 'stop'> }
  | { readonly kind: 'records'; readonly records: readonly DynamoDBRecord[] }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'stopped' };

/** What it was started with, and its one order. */
export type ThreadOptions = Omit<InfrastructureOptions, 'onCatalogRecords'>;
export const STOP = 'stop';

/**
 * Tables and queues in a thread of their own: they do about a third of the work, and so have a second core for it.
 * The limit keeps the heap from growing only because the machine has memory.
 */
export const startInfrastructureThread = async (options: InfrastructureOptions): Promise<Infrastructure> => {
  const { onCatalogRecords, ...data } = options;
  const worker = new Worker(new URL('./infrastructure-worker.ts', import.meta.url), {
    workerData: data,
    resourceLimits: { maxYoungGenerationSizeMb: 16 },
  });
  const up = Promise.withResolvers<Omit<Infrastructure, 'stop'>>();
  const stopped = Promise.withResolvers<void>();
  worker.on('message', (message: FromThread) => {
    switch (message.kind) {
      case 'up':
        return up.resolve(message.infrastructure);
      case 'records':
        return onCatalogRecords(message.records);
      case 'failed':
        return up.reject(message.error);
      case 'stopped':
        return stopped.resolve();
      default:
        return message satisfies never;
    }
  });
  worker.on('error', (error) => {
    up.reject(error);
    stopped.reject(error);
  });
  return {
    ...(await up.promise),
    async stop() {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      worker.postMessage(STOP);
      await stopped.promise;
      await worker.terminate();
    },
  };
};
