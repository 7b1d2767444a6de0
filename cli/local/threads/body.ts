import { parentPort } from 'node:worker_threads';
import type { FromThread, Protocol, ToThread } from './thread.ts';

/** The inner side of `startThread`: starts, says what came up, and carries out orders. */
export const serveThread = async <P extends Protocol>(
  start: (tell: (told: P['told']) => void) => Promise<{
    readonly up: P['up'];
    obey(order: P['order']): Promise<void>;
  }>,
): Promise<void> => {
  const post = (message: FromThread<P>): void => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    parentPort?.postMessage(message);
  };
  try {
    const { up, obey } = await start((told) => post({ kind: 'told', told }));
    parentPort?.on('message', ({ number, order }: ToThread<P>) => {
      obey(order).then(
        () => post({ kind: 'done', order: number }),
        (error: unknown) => post({ kind: 'failed', order: number, error }),
      );
    });
    post({ kind: 'up', up });
  } catch (error) {
    post({ kind: 'failed', order: undefined, error });
  }
};
