import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { SenderOrders } from './sender.ts';

export type Victims = {
  readonly kills: () => number;
  /** No more killing: those that live now may finish. */
  spare(): void;
  /** Ends all of them. */
  stop(): Promise<void>;
};

/**
 * How long (ms) a sender may work before it is killed. A batch takes longer than the shortest of them. The first ones
 * die soon: on a fast machine the whole announcement takes three seconds.
 */
const LIFE_MS = { from: 200, firstTo: 800, to: 3_000 } as const;

/** Keeps as many sender processes as wished, and kills each with SIGKILL at a random moment of its work. */
export const startVictims = (options: {
  readonly processes: number;
  readonly orders: SenderOrders;
  readonly chance: () => number;
}): Victims => {
  const alive = new Set<ChildProcess>();
  let kills = 0;
  let sparing = false;
  const stopping = new AbortController();

  const live = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const child = fork(fileURLToPath(new URL('./sender.ts', import.meta.url)), {
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
      alive.add(child);
      const gone = once(child, 'exit').finally(() => alive.delete(child));
      child.send(options.orders);
      await Promise.race([once(child, 'message'), gone]);
      await Promise.race([gone, doom(child)]);
      await gone;
    }
  };
  const doom = async (child: ChildProcess): Promise<void> => {
    const longest = kills < options.processes ? LIFE_MS.firstTo : LIFE_MS.to;
    await sleep(LIFE_MS.from + options.chance() * (longest - LIFE_MS.from));
    if (sparing || stopping.signal.aborted) return;
    kills += child.kill('SIGKILL') ? 1 : 0;
  };
  const lives = Promise.all(Array.from({ length: options.processes }, live));
  return {
    kills: () => kills,
    spare: () => void (sparing = true),
    async stop() {
      stopping.abort();
      for (const child of alive) child.kill('SIGKILL');
      await lives;
    },
  };
};
