import { watch } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Editors write a file in several steps; what happens within this time is one save. */
const SETTLE_MILLISECONDS = 60;

/** Calls `changed` after each save of one of the paths, one call at a time, until interrupted. */
export const watchFiles = async (
  paths: readonly (string | URL)[],
  changed: () => Promise<void>,
  interrupted: AbortSignal,
): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  const settle = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = running.then(changed);
    }, SETTLE_MILLISECONDS);
  };
  const watchers = paths.map((path) =>
    watch(
      typeof path === 'string' ? path : fileURLToPath(path),
      { recursive: typeof path !== 'string' },
      settle,
    ),
  );
  await new Promise<void>((resolve) => {
    if (interrupted.aborted) resolve();
    else interrupted.addEventListener('abort', () => resolve(), { once: true });
  });
  clearTimeout(timer);
  for (const watcher of watchers) watcher.close();
  await running;
};
