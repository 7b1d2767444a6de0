import type { ComposedMessage } from '../email/message.ts';
import type { AnnouncementId, ShowId, SubscriberId } from '../ids.ts';
import type { EmailAddress } from '../subscribers/address.ts';
import type { Announcement } from './announcement.ts';
import type { Batch, EvidenceKind } from './batch.ts';

/** What is kept beside an announcement, rendered once: the message to send and the page to read in a browser. */
export type AnnouncementContent = { readonly message: ComposedMessage; readonly page: string };

export type AnnouncementStore = {
  /** Commits only if the announcement does not exist. Marks it open first, so that the sweep finds a half-made one. */
  create(announcement: Announcement, content: AnnouncementContent): Promise<'created' | 'exists'>;
  /** Strongly consistent. */
  read(id: AnnouncementId): Promise<Announcement | undefined>;
  content(id: AnnouncementId): Promise<AnnouncementContent | undefined>;
  /** Commits the next state if the stored revision is `revisionWas`. */
  change(next: Announcement, revisionWas: number): Promise<'written' | 'changed meanwhile'>;

  /** Announcements that still need something: the sweep's list. */
  open(): Promise<readonly AnnouncementId[]>;
  /** The mark names a revision of the announcement: that from which on it needs something. */
  markOpen(id: AnnouncementId, revision: number): Promise<void>;
  /** Takes the mark away unless it names a later revision: so a closing that comes late hides nothing. */
  markClosed(id: AnnouncementId, revision: number): Promise<void>;

  /** A batch that exists is never rewritten. */
  addBatch(batch: Batch): Promise<'written' | 'exists'>;
  /** Strongly consistent. */
  batch(id: AnnouncementId, number: number): Promise<Batch | undefined>;
  /** The batch with the highest number, strongly consistent: where planning goes on. */
  lastBatch(id: AnnouncementId): Promise<Batch | undefined>;
  /** All batches in order, strongly consistent, a page at a time. */
  batches(id: AnnouncementId): AsyncIterable<Batch>;
  /** Commits a taking (or a settling) if nobody wrote since `was` was read: attempt, step and ledger are compared. */
  takeBatch(next: Batch, was: Batch): Promise<'written' | 'changed meanwhile'>;
  /**
   * A sender's write, never of the evidence. Commits if the stored attempt is its own and the stored step is
   * lower, or the same with the same ledger: so repeating the last write is harmless, and a late copy of an
   * earlier one is fenced.
   */
  writeBatch(next: Batch): Promise<'written' | 'fenced'>;
  /**
   * Adds members to the sets, in one write. Gives the batch as it is now, or undefined if there is none.
   */
  addEvidence(
    id: AnnouncementId,
    number: number,
    evidence: ReadonlyMap<EvidenceKind, ReadonlySet<number>>,
  ): Promise<Batch | undefined>;

  /**
   * Hints, not truth: counters that tell when looking at the ledgers is worth it. A hint may be lost or doubled.
   * Each adds and gives the sums so far.
   */
  hint(id: AnnouncementId, add: Hints): Promise<Hints>;
};

export type Hints = {
  readonly finishedBatches: number;
  readonly bounced: number;
  readonly complained: number;
};

/**
 * Who was sent an announced episode outside its audience: they confirmed after it was frozen. One record a person
 * and announcement, written before the message is handed to SES, like the ledger's `~`.
 */
export type Latecomers = {
  /** Commits only if there is no record yet. */
  mark(id: AnnouncementId, member: SubscriberId, now: number): Promise<'marked' | 'exists'>;
  /** What SES answered, under the ledger's letters; a record that stays `~` was left by a crash. */
  settle(id: AnnouncementId, member: SubscriberId, letter: 'A' | 'R' | '?' | 'E'): Promise<void>;
};

/** The subscribers as an announcement sees them. */
export type Audience = {
  /** Confirmed subscribers in the order of ids, after one id, a page at a time; `next` is undefined at the end. */
  confirmedAfter(
    showId: ShowId,
    after: SubscriberId | undefined,
    now: number,
  ): Promise<{ readonly members: readonly SubscriberId[]; readonly next: SubscriberId | undefined }>;
  /** The addresses of those who may be mailed at this moment; who is missing is excluded. Strongly consistent. */
  mailable(
    showId: ShowId,
    members: readonly SubscriberId[],
    now: number,
  ): Promise<ReadonlyMap<SubscriberId, EmailAddress>>;
  /** A bounce or a complaint: in force for every later window. Idempotent, never undoes a leaving. */
  suppress(showId: ShowId, member: SubscriberId, cause: 'bounce' | 'complaint', now: number): Promise<void>;
};

export type BatchMessage = { readonly announcementId: AnnouncementId; readonly batch: number };

export type Queues = {
  plan(id: AnnouncementId, delaySeconds?: number): Promise<void>;
  /** At most 900 seconds of delay (SQS). */
  send(messages: readonly BatchMessage[], delaySeconds?: number): Promise<void>;
};

/** What became of one SendRawEmail, as far as it can be known. */
export type SendResult =
  | { readonly kind: 'accepted'; readonly messageId: string }
  | { readonly kind: 'rejected'; readonly reason: string }
  | { readonly kind: 'throttled' }
  | { readonly kind: 'daily quota spent' }
  /** `perhapsRecipient`: SES refused this one message, in words that do not tell whether others would fare better. */
  | {
      readonly kind: 'fault';
      readonly code: string;
      readonly reason: string;
      readonly perhapsRecipient?: true;
    }
  | { readonly kind: 'not sent'; readonly reason: string }
  | { readonly kind: 'unknown'; readonly cause: 'connection' | 'server-error'; readonly reason: string };

export type Quota = {
  /** Messages in any 24 hours; undefined = unlimited. */
  readonly max24Hours: number | undefined;
  readonly sentLast24Hours: number;
  /** Messages a second. */
  readonly maxSendRate: number;
};

export type OutgoingMessage = {
  readonly source: string;
  readonly to: EmailAddress;
  readonly bytes: Uint8Array;
  /** SES message tags: [A-Za-z0-9_-], never an address. */
  readonly tags: Readonly<Record<string, string>>;
};

export type Mailer = {
  /** One recipient, one attempt. Never throws for what SES or the network does: that is the result. */
  send(message: OutgoingMessage): Promise<SendResult>;
  /** GetSendQuota. SES v1 allows one such call a second for the account: ask through SharedQuota. */
  quota(): Promise<Quota>;
};

/** What concurrent senders share: lanes, one per sender, and one reading of the quota. */
export type PaceStore = {
  lanes(): Promise<readonly Lane[]>;
  /** Commits if the lane is as it was read. */
  claimLane(next: Lane, was: Lane | undefined): Promise<boolean>;
  /** Frees the lane if it is still held by this holder: the lane stays, with `until` 0. `from`: see Lane. */
  releaseLane(index: number, holder: string, from: number): Promise<void>;
  quotaReading(): Promise<QuotaReading | undefined>;
  writeQuotaReading(next: QuotaReading, was: QuotaReading | undefined): Promise<boolean>;
};

export type Lane = {
  readonly index: number;
  readonly holder: string;
  /** After this instant (ms) the lane may belong to another holder; 0 when it was left in order. */
  readonly until: number;
  /** Once its holder has left in order: slots before this instant (ms) are used. */
  readonly from?: number | undefined;
};
/** `refreshBy`: somebody is asking SES and will have written by then. */
export type QuotaReading = Quota & { readonly readAt: number; readonly refreshBy: number };

export type Clock = {
  /** Milliseconds since 1970. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
};

/** Stable event names with fields that hold no address and no token. */
export type Log = (event: string, fields: Readonly<Record<string, unknown>>) => void;
