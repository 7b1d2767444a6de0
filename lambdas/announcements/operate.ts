import { AnnouncerError } from '../errors.ts';
import type { AnnouncementId, SubscriberId } from '../ids.ts';
import { type Announcement, cancel, type Decision, decideDoubts, pause, resume } from './announcement.ts';
import type { Batch } from './batch.ts';
import { changeAnnouncement } from './change.ts';
import { type CloseDeps, closeIfComplete } from './close.ts';
import { isDone, type Letter, membersWith } from './ledger.ts';
import type { AnnouncementStore, BatchMessage, Queues } from './ports.ts';
import { commitSettling, decidedDoubts, rulesOf } from './settle.ts';

export type OperateDeps = CloseDeps & {
  readonly announcements: Pick<
    AnnouncementStore,
    'read' | 'change' | 'batches' | 'takeBatch' | 'markOpen' | 'markClosed'
  >;
  readonly queues: Queues;
};

/** In force before the next window of every sender. */
export const pauseAnnouncement = (
  deps: OperateDeps,
  id: AnnouncementId,
  reason: string,
): Promise<Announcement> =>
  decided(deps, id, 'paused', (current) =>
    pause(current, { by: 'operator', code: 'Operator', reason }, deps.clock.now()),
  );

/** Queues again whatever is not done; a batch queued twice is sent once. */
export const resumeAnnouncement = async (deps: OperateDeps, id: AnnouncementId): Promise<Announcement> => {
  const announcement = await decided(deps, id, 'resumed', resume);
  await queueUnfinished(deps, id);
  return announcement;
};

/** Final. Who has not been mailed counts as excluded; batches still held by a sender are settled by the sweep. */
export const cancelAnnouncement = async (deps: OperateDeps, id: AnnouncementId): Promise<Announcement> => {
  const announcement = await decided(deps, id, 'cancelled', (current) => cancel(current, deps.clock.now()));
  const rules = rulesOf(announcement, deps.clock.now());
  for await (const batch of deps.announcements.batches(id))
    await commitSettling(deps.announcements, batch, rules);
  if (announcement.plan.kind === 'planning') await deps.queues.plan(id);
  await closeIfComplete(deps, id, 'may remain');
  return announcement;
};

type Resolved = { readonly settled: number; readonly busyBatches: number };

/**
 * Settles all that is unknown by an operator's word: `accept` takes it for accepted, `resend` mails it again,
 * which is the one way in which somebody can get a message twice. Gives how many members were settled; batches
 * that a sender holds just now are left to the sweep.
 */
export const resolveDoubts = async (
  deps: OperateDeps,
  id: AnnouncementId,
  verdict: 'accept' | 'resend',
): Promise<Resolved> => {
  const until = await latestDoubt(deps, id);
  if (until === undefined) return { settled: 0, busyBatches: 0 };
  const announcement = await decided(deps, id, 'resolved', (current) =>
    decideDoubts(current, verdict, until),
  );
  let settled = 0;
  let busyBatches = 0;
  for await (const batch of deps.announcements.batches(id)) {
    const doubts = decidedDoubts(batch, announcement.verdict).length;
    if (doubts === 0) continue;
    const written = await commitSettling(deps.announcements, batch, rulesOf(announcement, deps.clock.now()));
    if (written === batch) busyBatches += 1;
    else settled += doubts;
  }
  await queueUnfinished(deps, id);
  await closeIfComplete(deps, id, 'may remain');
  return { settled, busyBatches };
};

/**
 * The operator's word is about the doubts there are: the latest of them (ms) bounds it, by the clock of those who
 * noted them. An operator's own clock may be ahead, and would decide about doubts to come.
 */
const latestDoubt = async (deps: OperateDeps, id: AnnouncementId): Promise<number | undefined> => {
  const announcement = await deps.announcements.read(id);
  if (announcement === undefined) throw notFound(id);
  let latest: number | undefined;
  let members = 0;
  for await (const batch of deps.announcements.batches(id)) {
    members += batch.members.length;
    for (const { since } of batch.doubts.values()) latest = Math.max(latest ?? since, since);
  }
  const { plan } = announcement;
  if (latest !== undefined && plan.kind === 'planned' && members < plan.audience)
    throw refusal(id, 'resolved', 'batches are kept for a time only, and some of its are gone by now');
  return latest;
};

export type Who = {
  readonly subscriberId: SubscriberId;
  readonly batch: number;
  readonly member: number;
  /** Rejection reason, or the cause and time of a doubt. */
  readonly detail?: string;
};
export type WhoOutcome = 'accepted' | 'excluded' | 'rejected' | 'unknown' | 'bounced' | 'complained';

/** The members of an announcement with one outcome or one kind of evidence. */
export async function* who(
  announcements: Pick<AnnouncementStore, 'batches'>,
  id: AnnouncementId,
  outcome: WhoOutcome,
): AsyncIterable<Who> {
  for await (const batch of announcements.batches(id))
    for (const member of membersOf(batch, outcome)) {
      const subscriberId = batch.members[member];
      const detail = detailOf(batch, member, outcome);
      if (subscriberId !== undefined)
        yield { subscriberId, batch: batch.number, member, ...(detail === undefined ? {} : { detail }) };
    }
}

const LETTERS = { accepted: 'A', excluded: 'E', rejected: 'R', unknown: '?' } as const satisfies Record<
  string,
  Letter
>;

const membersOf = (batch: Batch, outcome: WhoOutcome): readonly number[] =>
  outcome === 'bounced' || outcome === 'complained'
    ? [...batch.evidence[outcome]].sort((a, b) => a - b)
    : membersWith(batch.ledger, LETTERS[outcome]);

const detailOf = (batch: Batch, member: number, outcome: WhoOutcome): string | undefined => {
  if (outcome === 'rejected') return batch.rejections.get(member);
  const doubt = outcome === 'unknown' ? batch.doubts.get(member) : undefined;
  return doubt === undefined ? undefined : `${doubt.cause}, ${new Date(doubt.since).toISOString()}`;
};

const decided = async (
  deps: OperateDeps,
  id: AnnouncementId,
  past: string,
  decide: (current: Announcement) => Decision,
): Promise<Announcement> => {
  // Open from before the change on, so that the sweep goes on where this process ends.
  const changed = await changeAnnouncement(deps.announcements, id, decide, (next) =>
    deps.announcements.markOpen(id, next.revision),
  );
  switch (changed.kind) {
    case 'changed':
      deps.log(`announcement.${past}`, { announcementId: id, by: 'operator' });
      return changed.announcement;
    case 'refused':
      throw refusal(id, past, changed.why);
    case 'no such announcement':
      throw notFound(id);
    default:
      return changed satisfies never;
  }
};

const refusal = (id: AnnouncementId, past: string, why: string): AnnouncerError =>
  new AnnouncerError('TransitionRefused', `announcement ${id} cannot be ${past}: ${why}`);

export const notFound = (id: AnnouncementId): AnnouncerError =>
  new AnnouncerError(
    'AnnouncementNotFound',
    `there is no announcement ${id}: an episode is announced when it is published; see: announcer episode list`,
  );

const queueUnfinished = async (deps: OperateDeps, id: AnnouncementId): Promise<void> => {
  let messages: BatchMessage[] = [];
  for await (const batch of deps.announcements.batches(id)) {
    if (isDone(batch.ledger)) continue;
    messages.push({ announcementId: id, batch: batch.number });
    if (messages.length === 100) {
      await deps.queues.send(messages);
      messages = [];
    }
  }
  await deps.queues.send(messages);
};
