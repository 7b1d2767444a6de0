import { parentPort, workerData } from 'node:worker_threads';
import { startInfrastructure } from './infrastructure.ts';
import { type FromThread, STOP, type ThreadOptions } from './infrastructure-thread.ts';

const tell = (message: FromThread): void => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage(message);
};

try {
  // Typed by startInfrastructureThread, the one that starts this thread.
  const options: ThreadOptions = workerData;
  const { stop, ...infrastructure } = await startInfrastructure({
    ...options,
    onCatalogRecords: (records) => tell({ kind: 'records', records }),
  });
  parentPort?.on('message', (message: unknown) => {
    if (message !== STOP) return;
    stop().then(
      () => tell({ kind: 'stopped' }),
      (error: unknown) => tell({ kind: 'failed', error }),
    );
  });
  tell({ kind: 'up', infrastructure });
} catch (error) {
  tell({ kind: 'failed', error });
}
