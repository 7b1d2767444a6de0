import type { Catalog } from '../episodes/ports.ts';
import type { Fault } from '../faults.ts';
import { type AnnouncementId, announcementIdOf, type EpisodeId, partsOf, type ShowId } from '../ids.ts';
import { type AnnounceDeps, type Announced, announce } from './announce.ts';
import { type Announcement, decideDoubts, resume } from './announcement.ts';
import type { Batch } from './batch.ts';
import type { Tally } from './brakes.ts';
import { changeAnnouncement } from './change.ts';
import { closeIfComplete, EVIDENCE_WAIT_MS } from './close.ts';
import { addToTally, applyBrakes, type EvidenceDeps } from './evidence.ts';
import { isDone } from './ledger.ts';
import { headroom, isQuotaUnreadable, type SharedPace } from './pace.ts';
import type { AnnouncementStore, BatchMessage, Queues } from './ports.ts';
import { commitSettling, decidedDoubts, type DoubtPolicy, rulesOf } from './settle.ts';

export type SweepDeps = AnnounceDeps &
  Omit<EvidenceDeps, 'audience'> & {
    readonly catalog: Pick<Catalog, 'shows' | 'publishedSince' | 'show' | 'episode' | 'publishedBefore'>;
    readonly announcements: Pick<AnnouncementStore, 'open' | 'markClosed'>;
    readonly queues: Queues;
    readonly pace: Pick<SharedPace, 'quota'>;
    readonly doubtPolicy: DoubtPolicy;
  };

export type SweepReport = {
  readonly announced: readonly AnnouncementId[];
  readonly closed: readonly AnnouncementId[];
  readonly waiting: readonly { readonly announcementId: AnnouncementId; readonly why: string }[];
  readonly paused: readonly AnnouncementId[];
  readonly requeuedPlans: number;
  readonly requeuedBatches: number;
  readonly invalid: readonly { readonly record: string; readonly faults: readonly Fault[] }[];
  /** What could not be looked after this time. It kept nothing else from being looked after. */
  readonly failed: readonly { readonly what: string; readonly error: string }[];
};

/** How far back (ms) published episodes are compared with announcements: the seven-day guard and a day more. */
const LOOK_BACK_MS = 8 * 86_400_000;
/** A planner younger than this (ms) is left alone. */
const PLANNING_MS = 120_000;

/**
 * Trusts no single trigger: finds published episodes without an announcement, announcements that stopped,
 * batches whose sender died, parked announcements whose quota is free again, and closes what is complete.
 */
export const sweep = async (deps: SweepDeps): Promise<SweepReport> => {
  const report = newReport();
  const apart = async (what: string, work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      report.failed.push({ what, error: String(error) });
    }
  };
  await apart('the catalog', async () => {
    for (const { showId, stored } of await deps.catalog.shows()) {
      if (stored.kind === 'invalid') report.invalid.push({ record: showId, faults: stored.faults });
      await apart(showId, () => sweepShow(deps, report, showId, apart));
    }
  });
  for (const id of await deps.announcements.open())
    await apart(id, () => sweepAnnouncement(deps, report, id));
  return report;
};

const sweepShow = async (
  deps: SweepDeps,
  report: Draft,
  showId: ShowId,
  apart: (what: string, work: () => Promise<void>) => Promise<void>,
): Promise<void> => {
  const since = new Date(deps.clock.now() - LOOK_BACK_MS).toISOString();
  for (const { episodeId, announce: rule } of await deps.catalog.publishedSince(showId, since))
    if (rule !== 'never')
      await apart(`${showId}/${episodeId}`, async () => {
        await announceMissing(deps, report, showId, episodeId);
      });
};

type Draft = {
  -readonly [K in keyof SweepReport]: SweepReport[K] extends readonly (infer T)[] ? T[] : SweepReport[K];
};

const newReport = (): Draft => ({
  announced: [],
  closed: [],
  waiting: [],
  paused: [],
  requeuedPlans: 0,
  requeuedBatches: 0,
  invalid: [],
  failed: [],
});

const announceMissing = async (
  deps: SweepDeps,
  report: Draft,
  showId: ShowId,
  episodeId: EpisodeId,
): Promise<Announced['kind']> => {
  const id = announcementIdOf(showId, episodeId);
  if ((await deps.announcements.read(id)) !== undefined) return 'announced before';
  const announced = await announce(deps, showId, episodeId);
  if (announced.kind === 'announced') report.announced.push(id);
  const record = `${showId}/${episodeId}`;
  // The catalog and the list of what is open both lead here.
  if (announced.kind === 'invalid' && !report.invalid.some((known) => known.record.startsWith(`${record} (`)))
    report.invalid.push({ record: `${record} (${announced.record})`, faults: announced.faults });
  return announced.kind;
};

const sweepAnnouncement = async (deps: SweepDeps, report: Draft, id: AnnouncementId): Promise<void> => {
  const announcement = await deps.announcements.read(id);
  if (announcement === undefined) {
    // It was about to be made, or its record was invalid. Where it is not to be announced after all, nothing is open.
    const { showId, episodeId } = partsOf(id);
    const found = await announceMissing(deps, report, showId, episodeId);
    // Read once more: it may have come into being meanwhile.
    if (found === 'not announced' && (await deps.announcements.read(id)) === undefined)
      await deps.announcements.markClosed(id, 0);
    return;
  }
  if (announcement.plan.kind === 'planning' && announcement.createdAt < deps.clock.now() - PLANNING_MS) {
    await deps.queues.plan(id);
    report.requeuedPlans += 1;
  }
  const current = await applyPolicy(deps, await unpark(deps, announcement));
  const unfinished = await sweepBatches(deps, current);
  report.requeuedBatches += unfinished.requeued;
  const closing = await closeIfComplete(deps, id, 'may remain');
  if (closing.kind === 'closed') report.closed.push(id);
  if (closing.kind === 'open')
    report.waiting.push({ announcementId: id, why: waitsFor(current, closing.why) });
  if (current.state.kind === 'paused') report.paused.push(id);
};

const waitsFor = ({ state }: Announcement, why: string): string => {
  switch (state.kind) {
    case 'paused':
    case 'parked':
      return `${state.kind}: ${state.reason}`;
    case 'running':
    case 'cancelled':
    case 'closed':
      return why;
    default:
      return state satisfies never;
  }
};

/** A parked announcement goes on when its time has come and the daily quota leaves room. */
const unpark = async (deps: SweepDeps, announcement: Announcement): Promise<Announcement> => {
  const { state } = announcement;
  if (state.kind !== 'parked' || state.until > deps.clock.now()) return announcement;
  if (!(await hasHeadroom(deps, announcement.announcementId))) return announcement;
  const resumed = await changeAnnouncement(deps.announcements, announcement.announcementId, (current) =>
    current.state.kind === 'parked'
      ? resume(current)
      : { kind: 'refused', why: `it is ${current.state.kind}` },
  );
  if (resumed.kind !== 'changed') return announcement;
  deps.log('announcement.resumed', { announcementId: announcement.announcementId, by: 'sweep' });
  return resumed.announcement;
};

const hasHeadroom = async (deps: SweepDeps, announcementId: AnnouncementId): Promise<boolean> => {
  try {
    return headroom(await deps.pace.quota()) !== 0;
  } catch (error) {
    if (!isQuotaUnreadable(error)) throw error;
    deps.log('unpark.failed', { announcementId, error: error.message });
    return false;
  }
};

/** Where the policy is to send again, it decides as an operator would, once evidence has had its time. */
const applyPolicy = async (deps: SweepDeps, announcement: Announcement): Promise<Announcement> => {
  const over = announcement.state.kind === 'closed' || announcement.state.kind === 'cancelled';
  if (deps.doubtPolicy !== 'resend' || over) return announcement;
  const until = deps.clock.now() - EVIDENCE_WAIT_MS;
  let old = 0;
  for await (const batch of deps.announcements.batches(announcement.announcementId)) {
    old += decidedDoubts(batch, { kind: 'resend', until }).length;
    // An operator's word comes first.
    if (decidedDoubts(batch, announcement.verdict).length > 0) return announcement;
  }
  if (old === 0) return announcement;
  const decided = await changeAnnouncement(deps.announcements, announcement.announcementId, (current) =>
    current.revision === announcement.revision
      ? decideDoubts(current, 'resend', until)
      : { kind: 'refused', why: 'it changed meanwhile' },
  );
  return decided.kind === 'changed' ? decided.announcement : announcement;
};

const sweepBatches = async (
  deps: SweepDeps,
  announcement: Announcement,
): Promise<{ readonly requeued: number }> => {
  const now = deps.clock.now();
  const rules = rulesOf(announcement, now);
  const stalled: BatchMessage[] = [];
  const untouched: BatchMessage[] = [];
  let tally: Tally = { accepted: 0, bounced: 0, complained: 0 };
  let atWork = 0;
  for await (const found of deps.announcements.batches(announcement.announcementId)) {
    const batch = await commitSettling(deps.announcements, found, rules);
    tally = addToTally(tally, batch);
    if (isDone(batch.ledger)) continue;
    if (batch.lease !== undefined && batch.lease.until > now) atWork += 1;
    else (batch.attempt === 0 ? untouched : stalled).push(messageTo(batch));
  }
  await applyBrakes(deps, announcement.announcementId, tally);
  if (announcement.state.kind !== 'running') return { requeued: 0 };
  // While senders are at work, the batches nobody has begun are taken to be in the queue still.
  const requeue = atWork > 0 ? stalled : [...stalled, ...untouched];
  await deps.queues.send(requeue);
  return { requeued: requeue.length };
};

const messageTo = ({ announcementId, number }: Batch): BatchMessage => ({ announcementId, batch: number });
