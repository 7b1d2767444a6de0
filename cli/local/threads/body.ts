import { parentPort } from 'node:worker_threads';
import { packed } from './carried.ts';
import type { FromThread, Protocol, ToThread } from './thread.ts';

/** The inner side of `startThread`: starts, says what came up, and carries out orders. */
export const serveThread = async <P extends Protocol>(
  start: (
    begin: P['begin'],
    tell: (told: P['told']) => void,
  ) => Promise<{
    readonly up: P['up'];
    obey(order: P['order']): Promise<void>;
  }>,
): Promise<void> => {
  const post = (message: FromThread<P>): void => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    parentPort?.postMessage(message);
  };
  const begin = Promise.withResolvers<P['begin']>();
  const orders = Promise.withResolvers<(order: P['order']) => Promise<void>>();
  parentPort?.on('message', (message: ToThread<P>) => {
    if (message.kind === 'begin') return begin.resolve(message.begin);
    const { number, order } = message;
    void orders.promise
      .then((obey) => obey(order))
      .then(
        () => post({ kind: 'done', order: number }),
        (error: unknown) => post({ kind: 'failed', order: number, error: packed(error) }),
      );
  });
  try {
    const { up, obey } = await start(await begin.promise, (told) => post({ kind: 'told', told }));
    orders.resolve(obey);
    post({ kind: 'up', up });
  } catch (error) {
    post({ kind: 'failed', order: undefined, error: packed(error) });
  }
};
