import { type AnnouncementId, partsOf } from '../ids.ts';
import { park, pause } from './announcement.ts';
import { type Batch, take, type Taking } from './batch.ts';
import { changeAnnouncement } from './change.ts';
import { closeIfComplete } from './close.ts';
import type { Ending, Worked } from './ending.ts';
import type { LaneHold } from './pace.ts';
import type { AnnouncementContent, BatchMessage } from './ports.ts';
import { LANE_MS, LEASE_MS, type SendDeps } from './sender.ts';
import { sendWindows } from './windows.ts';

export type BatchSent =
  | { readonly kind: 'sent'; readonly ending: Ending['kind'] }
  | { readonly kind: 'nothing to do'; readonly why: string };

/** SQS delays a message by at most 15 minutes. */
const MOST_DELAY_SECONDS = 900;
/** A lane that is full is tried again after this many seconds. */
const LANE_RETRY_SECONDS = 5;

/** Works on one batch until it is done, the time runs out or the announcement stops. `timeLeft` in ms. */
export const sendBatch = async (
  deps: SendDeps,
  message: BatchMessage,
  timeLeft: () => number,
): Promise<BatchSent> => {
  // What nobody waits for while nothing is sent is asked together: between two batches the lane's slots pass unused.
  const [announcement, found] = await Promise.all([
    deps.announcements.read(message.announcementId),
    deps.announcements.batch(message.announcementId, message.batch),
  ]);
  if (announcement === undefined) return { kind: 'nothing to do', why: 'there is no such announcement' };
  // Resuming queues its batches again.
  if (announcement.state.kind !== 'running')
    return { kind: 'nothing to do', why: `the announcement is ${announcement.state.kind}` };
  if (found === undefined) return { kind: 'nothing to do', why: `there is no batch ${message.batch}` };

  const holder = deps.newHolder();
  const taking = take(found, holder, deps.clock.now(), LEASE_MS);
  if (taking.kind !== 'taken') return leaveBe(deps, message, taking);
  const lane = await deps.pace.enter(holder, deps.clock.now() + Math.min(timeLeft(), LANE_MS));
  if (lane === undefined) {
    await deps.queues.send([message], LANE_RETRY_SECONDS);
    return { kind: 'nothing to do', why: 'as many senders as permitted are at work' };
  }
  const leave = (slotsFrom: number) => deps.pace.leave(lane, holder, slotsFrom);
  try {
    if ((await deps.announcements.takeBatch(taking.batch, found)) === 'changed meanwhile') {
      await leave(lane.from);
      return { kind: 'nothing to do', why: 'another sender took the batch first' };
    }
    const { ending, slotsFrom } = await sendInLane(deps, taking.batch, { holder, lane, timeLeft });
    await Promise.all([leave(slotsFrom), afterwards(deps, taking.batch, ending)]);
    return { kind: 'sent', ending: ending.kind };
  } catch (error) {
    // Which slots were used is not known: all of them up to now.
    await leave(deps.clock.now());
    throw error;
  }
};

/** A doubled message costs two reads. Where its sender ended before it could say that it was done, the sweep closes. */
const leaveBe = async (
  deps: SendDeps,
  message: BatchMessage,
  taking: Exclude<Taking, { kind: 'taken' }>,
): Promise<BatchSent> => {
  if (taking.kind === 'done') return { kind: 'nothing to do', why: 'the batch is done' };
  // Its holder may be on its way out, or dead: look again when its lease has ended.
  const wait = Math.ceil((taking.until - deps.clock.now()) / 1000) + 1;
  await deps.queues.send([message], Math.min(wait, MOST_DELAY_SECONDS));
  return { kind: 'nothing to do', why: 'another sender has the batch' };
};

type Shift = { readonly holder: string; readonly lane: LaneHold; readonly timeLeft: () => number };

const sendInLane = async (deps: SendDeps, batch: Batch, shift: Shift): Promise<Worked> => {
  const id = batch.announcementId;
  const content = await contentOf(deps, id);
  return sendWindows(deps, { batch, content, showId: partsOf(id).showId, ...shift });
};

const afterwards = async (deps: SendDeps, batch: Batch, ending: Ending): Promise<void> => {
  const id = batch.announcementId;
  const now = deps.clock.now();
  switch (ending.kind) {
    case 'done':
      return noteFinished(deps, id);
    case 'to be continued':
      return deps.queues.send([{ announcementId: id, batch: batch.number }], ending.delaySeconds);
    case 'park': {
      const parked = await changeAnnouncement(deps.announcements, id, (current) =>
        park(current, ending.reason, now + ending.forMs, now),
      );
      if (parked.kind === 'changed')
        deps.log('announcement.parked', {
          announcementId: id,
          reason: ending.reason,
          until: now + ending.forMs,
        });
      return;
    }
    case 'pause': {
      const paused = await changeAnnouncement(deps.announcements, id, (current) =>
        pause(current, ending, now),
      );
      if (paused.kind === 'changed')
        deps.log('announcement.paused', {
          announcementId: id,
          by: ending.by,
          code: ending.code,
          reason: ending.reason,
        });
      return;
    }
    case 'stopped':
      return;
    case 'fenced':
      deps.log('batch.fenced', { announcementId: id, batch: batch.number, attempt: batch.attempt });
      return;
    default:
      return ending satisfies never;
  }
};

/** The hint says when it may be worth looking at all ledgers; what they say decides. */
const noteFinished = async (deps: SendDeps, id: AnnouncementId): Promise<void> => {
  const [hints, announcement] = await Promise.all([
    deps.announcements.hint(id, { finishedBatches: 1, bounced: 0, complained: 0 }),
    deps.announcements.read(id),
  ]);
  if (announcement?.plan.kind === 'planned' && hints.finishedBatches >= announcement.plan.batches)
    await closeIfComplete(deps, id);
};

/** Content never changes once written, and a sender works on batch after batch of one announcement. */
const contentOf = async (deps: SendDeps, id: AnnouncementId): Promise<AnnouncementContent> => {
  const cached = contents.get(deps.announcements)?.get(id);
  if (cached !== undefined) return cached;
  const content = await deps.announcements.content(id);
  if (content === undefined)
    throw new Error(`announcement ${id} has no content: its row was removed by hand`);
  contents.set(deps.announcements, new Map([[id, content]]));
  return content;
};
const contents = new WeakMap<object, Map<AnnouncementId, AnnouncementContent>>();
