import { watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Editors write a file in several steps; what happens within this time is one save. */
const SETTLE_MILLISECONDS = 60;

/** Calls `changed` after each save of a file, or of anything in a folder (a URL), one call at a time, until interrupted. */
export const watchFiles = async (
  watched: readonly (string | URL)[],
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
  const watchers = watched.map((each) => {
    if (typeof each !== 'string') return watch(fileURLToPath(each), { recursive: true }, settle);
    // Its folder, because editors replace a file, and a watched file that is replaced is never heard of again.
    // Where the system does not say which file it was, it may have been this one.
    return watch(dirname(each), (_event, name) => {
      if (name === null || name === basename(each)) settle();
    });
  });
  await new Promise<void>((resolve) => {
    if (interrupted.aborted) resolve();
    else interrupted.addEventListener('abort', () => resolve(), { once: true });
  });
  clearTimeout(timer);
  for (const watcher of watchers) watcher.close();
  await running;
};
