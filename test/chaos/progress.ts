import { setTimeout as sleep } from 'node:timers/promises';
import type { Batch } from '../../lambdas/announcements/batch.ts';
import { isDone } from '../../lambdas/announcements/ledger.ts';
import type { AnnouncementStore } from '../../lambdas/announcements/ports.ts';
import type { AnnouncementId } from '../../lambdas/ids.ts';
import type { createFastClock } from './fast-clock.ts';
import type { Victims } from './victims.ts';

export type Watched = {
  readonly announcements: Pick<AnnouncementStore, 'read' | 'batches'>;
  readonly id: AnnouncementId;
  readonly clock: ReturnType<typeof createFastClock>;
  readonly sweep: () => Promise<void>;
  readonly victims: Victims;
  /** Longer than evidence takes from the endpoint through its queue into the ledger (ms, real time). */
  readonly evidenceMs: number;
};

/** Killing goes on for so long at most (ms, real time): a run must end, also on a machine with other things to do. */
const KILL_FOR_MS = 40_000;
const PATIENCE_MS = 100_000;
const LOOK_EVERY_MS = 250;
/** Longer than a doubt waits for evidence, in the system's own time. */
const TWO_HOURS = 2 * 3_600_000;

/** Waits until nobody waits any more, lets the doubts grow old, and sees the books closed. */
export const finish = async (watched: Watched): Promise<readonly Batch[]> => {
  const began = Date.now();
  const late = (): boolean => Date.now() - began > PATIENCE_MS;
  while (!(await everybodyDone(watched))) {
    if (late()) throw new Error(`not everybody has an outcome: ${await story(watched)}`);
    if (Date.now() - began > KILL_FOR_MS) watched.victims.spare();
    await sleep(LOOK_EVERY_MS);
  }
  watched.victims.spare();
  await sleep(watched.evidenceMs);
  watched.clock.skip(TWO_HOURS);
  while (!(await closed(watched))) {
    if (late()) throw new Error(`the announcement does not close: ${await story(watched)}`);
    await watched.sweep();
  }
  return batchesOf(watched);
};

const batchesOf = async ({ announcements, id }: Watched): Promise<readonly Batch[]> => {
  const batches: Batch[] = [];
  for await (const batch of announcements.batches(id)) batches.push(batch);
  return batches;
};

const everybodyDone = async (watched: Watched): Promise<boolean> => {
  const announcement = await watched.announcements.read(watched.id);
  if (announcement?.plan.kind !== 'planned') return false;
  return (await batchesOf(watched)).every(({ ledger }) => isDone(ledger));
};

const closed = async ({ announcements, id }: Watched): Promise<boolean> =>
  (await announcements.read(id))?.state.kind === 'closed';

const story = async (watched: Watched): Promise<string> => {
  const announcement = await watched.announcements.read(watched.id);
  const ledgers = (await batchesOf(watched)).map(({ number, ledger }) => `${number} ${ledger}`);
  return [JSON.stringify(announcement), ...ledgers].join('\n');
};
