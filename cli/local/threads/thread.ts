import { type ResourceLimits, Worker } from 'node:worker_threads';
import { type Carried, unpacked } from './carried.ts';

/** What a thread is started with, what it says once it is up, what it carries out when told to, and what it tells by itself. */
export type Protocol = {
  readonly begin: unknown;
  readonly up: unknown;
  readonly order: unknown;
  readonly told: unknown;
};

/** From a thread to the one that started it. */
export type FromThread<P extends Protocol> =
  | { readonly kind: 'up'; readonly up: P['up'] }
  | { readonly kind: 'told'; readonly told: P['told'] }
  | { readonly kind: 'done'; readonly order: number }
  | { readonly kind: 'failed'; readonly order: number | undefined; readonly error: Carried };

/** `begin` comes first and once. */
export type ToThread<P extends Protocol> =
  | { readonly kind: 'begin'; readonly begin: P['begin'] }
  | { readonly kind: 'order'; readonly number: number; readonly order: P['order'] };

export type Thread<P extends Protocol> = {
  readonly up: P['up'];
  /** Resolves when the thread has carried it out. */
  order(order: P['order']): Promise<void>;
  end(): Promise<void>;
};

/**
 * Starts a part of the system in a thread of its own, so that it has a processor and a bounded heap of its own.
 * The limits keep a heap from growing only because the machine has memory. What it begins with may come later: until
 * then the thread loads what it is made of.
 */
export const startThread = async <P extends Protocol>(options: {
  readonly file: URL;
  readonly begin: P['begin'] | Promise<P['begin']>;
  readonly limits: ResourceLimits;
  readonly onTold: (told: P['told']) => void;
}): Promise<Thread<P>> => {
  const worker = new Worker(options.file, { resourceLimits: options.limits });
  const up = Promise.withResolvers<P['up']>();
  // It may break before it is waited for.
  up.promise.catch(() => undefined);
  const orders = new Map<number, PromiseWithResolvers<void>>();
  let last = 0;
  const broken = (error: unknown): void => {
    up.reject(error);
    for (const order of orders.values()) order.reject(error);
  };
  worker.on('message', (message: FromThread<P>) => {
    switch (message.kind) {
      case 'up':
        return up.resolve(message.up);
      case 'told':
        return options.onTold(message.told);
      case 'done':
        return orders.get(message.order)?.resolve();
      case 'failed':
        return message.order === undefined
          ? broken(unpacked(message.error))
          : orders.get(message.order)?.reject(unpacked(message.error));
      default:
        return message satisfies never;
    }
  });
  worker.on('error', broken);
  worker.on('exit', () => broken(new Error(`the thread ${options.file.pathname} ended`)));
  const post = (message: ToThread<P>): void => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    worker.postMessage(message);
  };
  const begun = Promise.resolve(options.begin).then((begin) => post({ kind: 'begin', begin }));
  return {
    up: await begun
      .then(() => up.promise)
      .catch(async (error: unknown) => {
        await worker.terminate();
        throw error;
      }),
    order(order) {
      last += 1;
      const carriedOut = Promise.withResolvers<void>();
      orders.set(last, carriedOut);
      const number = last;
      post({ kind: 'order', number, order });
      return carriedOut.promise.finally(() => orders.delete(number));
    },
    async end() {
      await worker.terminate();
    },
  };
};
