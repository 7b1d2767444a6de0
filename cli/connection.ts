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
import { LOCAL_FOLDER } from './local-system.ts';
import { DEFAULT_STACK } from './stack.ts';

/** Which system a command is for: the one on this machine, or a CloudFormation stack. */
export type Target =
  | { readonly kind: 'local'; readonly folder: string }
  | { readonly kind: 'stack'; readonly name: string };

/** How this command is called for a target, so that what a person is told to run can be pasted as it is. */
export const commandFor = (target: Target): string => {
  switch (target.kind) {
    case 'local':
      return `npx announcer --local${target.folder === LOCAL_FOLDER ? '' : `=${word(target.folder)}`}`;
    case 'stack':
      return `npx announcer${target.name === DEFAULT_STACK ? '' : ` --stack ${word(target.name)}`}`;
    default:
      return target satisfies never;
  }
};

/** In quotes where a shell would see more than one word. */
const word = (text: string): string => (/^[\w./:\\-]+$/.test(text) ? text : `"${text}"`);

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
