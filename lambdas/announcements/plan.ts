import type { AnnouncementId, SubscriberId } from '../ids.ts';
import { planned } from './announcement.ts';
import { type Batch, MAX_BATCH, newBatch } from './batch.ts';
import { changeAnnouncement } from './change.ts';
import { type CloseDeps, closeIfComplete } from './close.ts';
import type { AnnouncementStore, Audience, BatchMessage, Clock, Log, Queues } from './ports.ts';

export type PlanDeps = CloseDeps & {
  readonly announcements: Pick<
    AnnouncementStore,
    'read' | 'change' | 'lastBatch' | 'addBatch' | 'batches' | 'markClosed'
  >;
  readonly audience: Pick<Audience, 'confirmedAfter'>;
  readonly queues: Queues;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  /** Members of a batch; smaller only where small cases are simulated. */
  readonly batchSize?: number;
};

export type Planned =
  | { readonly kind: 'planned'; readonly batches: number; readonly audience: number }
  | { readonly kind: 'planned before' | 'to be continued' | 'no such announcement' };

/** Stop this long before the function's end (ms): a batch, a queue call and the message to oneself fit in. */
const RESERVE_MS = 10_000;
/** SendMessageBatch takes ten messages. */
const QUEUE_BATCH = 10;

/**
 * Walks the confirmed subscribers in the order of their ids and writes them down in numbered batches. A batch
 * is written before it is queued and never again, and the last member written says where to go on: so planning
 * may be stopped, repeated and run twice at once. An empty batch seals the plan.
 */
export const plan = async (deps: PlanDeps, id: AnnouncementId, timeLeft: () => number): Promise<Planned> => {
  const announcement = await deps.announcements.read(id);
  if (announcement === undefined) return { kind: 'no such announcement' };
  if (announcement.plan.kind === 'planned') return { kind: 'planned before' };

  const size = deps.batchSize ?? MAX_BATCH;
  const unqueued: BatchMessage[] = [];
  const queue = async (atLeast: number) => {
    if (unqueued.length >= atLeast) await deps.queues.send(unqueued.splice(0));
  };
  // What an earlier planner wrote and did not come to queue is left to the sweep.
  let position = positionAfter(await deps.announcements.lastBatch(id));
  let waiting: readonly SubscriberId[] = [];
  let next: SubscriberId | undefined = position.after;
  // A cancelled announcement takes nobody more in; what is planned of it is sealed and settled.
  const cancelled = announcement.state.kind === 'cancelled';
  let exhausted = cancelled;

  while (!position.sealed) {
    if (timeLeft() < RESERVE_MS) {
      await queue(1);
      await deps.queues.plan(id);
      return { kind: 'to be continued' };
    }
    while (!exhausted && waiting.length < size) {
      const page = await deps.audience.confirmedAfter(announcement.showId, next, deps.clock.now());
      waiting = [...waiting, ...page.members];
      exhausted = page.next === undefined;
      next = page.next;
    }
    const batch = newBatch(id, position.number, waiting.slice(0, size));
    if ((await deps.announcements.addBatch(batch)) === 'written') {
      if (batch.members.length > 0) unqueued.push({ announcementId: id, batch: batch.number });
      waiting = waiting.slice(size);
      position = positionAfter(batch);
    } else {
      // Another planner is at work. What it wrote stands; go on behind it.
      position = positionAfter(await deps.announcements.lastBatch(id));
      waiting = [];
      next = position.after;
      exhausted = cancelled;
    }
    await queue(QUEUE_BATCH);
  }
  await queue(1);
  return seal(deps, id);
};

type Position = {
  readonly number: number;
  readonly after: SubscriberId | undefined;
  readonly sealed: boolean;
};

const positionAfter = (batch: Batch | undefined): Position =>
  batch === undefined
    ? { number: 0, after: undefined, sealed: false }
    : { number: batch.number + 1, after: batch.members.at(-1), sealed: batch.members.length === 0 };

/** Counts what the batches say, notes it, and closes at once where there is nobody to mail. */
const seal = async (deps: PlanDeps, id: AnnouncementId): Promise<Planned> => {
  let batches = 0;
  let audience = 0;
  for await (const batch of deps.announcements.batches(id)) {
    if (batch.members.length > 0) batches += 1;
    audience += batch.members.length;
  }
  const noted = await changeAnnouncement(deps.announcements, id, (announcement) =>
    announcement.plan.kind === 'planned'
      ? { kind: 'refused', why: 'planned before' }
      : { kind: 'changed', announcement: planned(announcement, { batches, audience }, deps.clock.now()) },
  );
  if (noted.kind === 'changed') deps.log('announcement.planned', { announcementId: id, batches, audience });
  await closeIfComplete(deps, id);
  return { kind: 'planned', batches, audience };
};
