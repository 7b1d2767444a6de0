import type { AnnouncementId, ShowId } from '../ids.ts';
import type { Announcement } from './announcement.ts';
import { EVIDENCE_WAIT_MS } from './close.ts';
import { type Books, booksOf, noBooks, sumOfBooks } from './ledger.ts';
import { notFound } from './operate.ts';
import { headroom, isQuotaUnreadable, PERMITTED } from './pace.ts';
import type { AnnouncementStore, Audience, Clock, Quota } from './ports.ts';

export type AnnouncementStatus = {
  readonly announcement: Announcement;
  readonly books: Books;
  readonly evidence: {
    readonly delivered: number;
    readonly bounced: number;
    readonly complained: number;
    readonly undelivered: number;
  };
  readonly batches: { readonly total: number; readonly done: number; readonly atWork: number };
  readonly doubts: Readonly<Record<string, number>>;
  /** Until this instant (ms) evidence about the unknown is waited for; undefined when nobody is. */
  readonly evidenceUntil: number | undefined;
  /** Messages a second that announcements may use now, all shows together; undefined while SES does not say. */
  readonly permittedPace: number | undefined;
  /** At that pace, for those still waiting; undefined when nothing moves. */
  readonly secondsLeft: number | undefined;
};

export type StatusDeps = {
  readonly announcements: Pick<AnnouncementStore, 'read' | 'batches'>;
  readonly quota: () => Promise<Quota>;
  readonly clock: Pick<Clock, 'now'>;
};

export const announcementStatus = async (
  deps: StatusDeps,
  id: AnnouncementId,
): Promise<AnnouncementStatus> => {
  const announcement = await deps.announcements.read(id);
  if (announcement === undefined) throw notFound(id);
  let books = noBooks;
  const evidence = { delivered: 0, bounced: 0, complained: 0, undelivered: 0 };
  const batches = { total: 0, done: 0, atWork: 0 };
  const doubts: Record<string, number> = {};
  let evidenceUntil: number | undefined;
  for await (const batch of deps.announcements.batches(id)) {
    if (batch.members.length === 0) continue;
    const here = booksOf(batch.ledger);
    books = sumOfBooks(books, here);
    evidence.delivered += batch.evidence.delivered.size;
    evidence.bounced += batch.evidence.bounced.size;
    evidence.complained += batch.evidence.complained.size;
    evidence.undelivered += batch.evidence.undelivered.size;
    batches.total += 1;
    if (here.waiting + here.inFlight === 0) batches.done += 1;
    if (batch.lease !== undefined && batch.lease.until > deps.clock.now()) batches.atWork += 1;
    for (const { cause, since } of batch.doubts.values()) {
      doubts[cause] = (doubts[cause] ?? 0) + 1;
      evidenceUntil = Math.max(evidenceUntil ?? 0, since + EVIDENCE_WAIT_MS);
    }
  }
  const { state, plan } = announcement;
  // Batches are kept for a time only; what was in them stands where the books were closed.
  const gone = state.kind === 'closed' && plan.kind === 'planned' && books.audience < plan.audience;
  const permittedPace = await permittedPaceOf(deps.quota);
  return {
    announcement,
    books: gone ? state.books : books,
    evidence,
    batches,
    doubts,
    evidenceUntil,
    permittedPace,
    secondsLeft:
      state.kind === 'running' ? secondsFor(books.waiting + books.inFlight, permittedPace) : undefined,
  };
};

/** How an announcement stands can be said without SES. */
const permittedPaceOf = async (quota: () => Promise<Quota>): Promise<number | undefined> => {
  try {
    return (await quota()).maxSendRate * PERMITTED;
  } catch (error) {
    if (!isQuotaUnreadable(error)) throw error;
    return undefined;
  }
};

const secondsFor = (messages: number, pace: number | undefined): number | undefined =>
  pace === undefined || pace === 0 ? undefined : Math.ceil(messages / pace);

export type Estimate = {
  readonly audience: number;
  readonly permittedPace: number;
  /** Undefined where SES permits no messages at all. */
  readonly seconds: number | undefined;
  /** Messages the daily quota leaves now; undefined = unlimited. */
  readonly headroom: number | undefined;
  /** False: it would park until the quota frees. */
  readonly fitsToday: boolean;
  /** US dollars: SES at $0.10 a thousand (https://aws.amazon.com/ses/pricing/), and what else a million messages cost here. */
  readonly cost: { readonly ses: number; readonly rest: number };
};

/** $0.10 for a thousand messages. */
const SES_PER_MESSAGE = 0.0001;
/** Lambda, DynamoDB, SQS and SNS beside SES: at most $2 for a million (docs/benchmarks.md has the measured sum). */
const REST_PER_MESSAGE = 0.000002;

/** What announcing to a show's confirmed subscribers would take, before anything is sent. */
export const estimate = async (
  deps: {
    readonly audience: Pick<Audience, 'confirmedAfter'>;
    readonly quota: () => Promise<Quota>;
    readonly clock: Pick<Clock, 'now'>;
  },
  showId: ShowId,
): Promise<Estimate> => {
  let audience = 0;
  let page = await deps.audience.confirmedAfter(showId, undefined, deps.clock.now());
  audience += page.members.length;
  while (page.next !== undefined) {
    page = await deps.audience.confirmedAfter(showId, page.next, deps.clock.now());
    audience += page.members.length;
  }
  const quota = await deps.quota();
  const permittedPace = quota.maxSendRate * PERMITTED;
  const room = headroom(quota);
  return {
    audience,
    permittedPace,
    seconds: secondsFor(audience, permittedPace),
    headroom: room,
    fitsToday: room === undefined || audience <= room,
    cost: { ses: audience * SES_PER_MESSAGE, rest: audience * REST_PER_MESSAGE },
  };
};
