import type { ComposedMessage } from '../email/message.ts';
import type { ShowId, SubscriberId } from '../ids.ts';
import type { EmailAddress } from '../subscribers/address.ts';
import type { CloseDeps } from './close.ts';
import type { SharedPace } from './pace.ts';
import type { AnnouncementStore, Audience, Clock, Log, Mailer, Queues } from './ports.ts';

/** What a sender works with. */
export type SendDeps = CloseDeps & {
  readonly announcements: Pick<
    AnnouncementStore,
    'read' | 'change' | 'content' | 'batch' | 'batches' | 'takeBatch' | 'writeBatch' | 'hint' | 'markClosed'
  >;
  readonly audience: Pick<Audience, 'mailable'>;
  readonly mailer: Pick<Mailer, 'send'>;
  readonly pace: SharedPace;
  readonly queues: Pick<Queues, 'send'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly personalise: (
    message: ComposedMessage,
    show: ShowId,
    member: SubscriberId,
    to: EmailAddress,
  ) => Uint8Array;
  /** A name no other sender has: it marks the lane and the lease. */
  readonly newHolder: () => string;
};

/** How long (ms) a batch stays a sender's after its last write. Renewed with each window; safety does not hang on it. */
export const LEASE_MS = 60_000;

/** How long (ms) a lane stays a sender's unless it is kept: so long the slots of one that was killed are lost. */
export const LANE_MS = 120_000;
