import type {
  AnnouncementStore,
  Audience,
  Mailer,
  PaceStore,
  Queues,
} from '../lambdas/announcements/ports.ts';
import type { FeedStates } from '../lambdas/episodes/feeds/ports.ts';
import type { Catalog } from '../lambdas/episodes/ports.ts';
import type { Limits, SubscriberStore } from '../lambdas/subscribers/ports.ts';
import type { Keys } from '../lambdas/subscribers/tokens.ts';

/** Which system a command is for: the one on this machine, or a CloudFormation stack. */
export type Target =
  | { readonly kind: 'local'; readonly folder: string }
  | { readonly kind: 'stack'; readonly name: string };

/**
 * An open system. Each port is built when it is first asked for, so that a command that reads one table loads
 * one client; the same call gives the same object again.
 */
export type Connection = {
  /** For people: "the local system in .announcer", "stack EpisodeAnnouncer in eu-west-1". */
  readonly where: string;
  /** The variables of lambdas/aws/environment.ts, from local.json or the stack's outputs. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The local system's inbox page, where its mail can be read. */
  readonly inbox?: string;
  catalog(): Promise<Catalog>;
  feedStates(): Promise<FeedStates>;
  subscribers(): Promise<SubscriberStore>;
  audience(): Promise<Audience>;
  limits(): Promise<Limits>;
  announcements(): Promise<AnnouncementStore>;
  pace(): Promise<PaceStore>;
  queues(): Promise<Queues>;
  mailer(): Promise<Mailer>;
  keys(): Promise<Keys>;
};
