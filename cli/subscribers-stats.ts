import type { Command } from 'commander';
import type { Subscriber } from '../lambdas/subscribers/subscriber.ts';
import { fields, showNumber } from './output.ts';
import { type Cli, NO_ARGUMENTS, NO_OPTIONS } from './session.ts';
import { knownShowIdOf } from './show-of.ts';

const KINDS = ['confirmed', 'paused', 'pending', 'unsubscribed', 'suppressed'] as const;

export const registerSubscribersStats = (subscribers: Command, cli: Cli): Command =>
  cli.verb(
    subscribers.command('stats').description('how many subscribers a show has, by status (reads every row)'),
    { args: NO_ARGUMENTS, options: NO_OPTIONS },
    async (session) => {
      const showId = await knownShowIdOf(session);
      const store = await (await session.connection()).subscribers();
      const progress = session.output.progress();
      const now = session.clock.now();
      const counts = { confirmed: 0, paused: 0, pending: 0, unsubscribed: 0, suppressed: 0, total: 0 };
      for await (const subscriber of store.all(showId)) {
        counts[kindOf(subscriber, now)] += 1;
        counts.total += 1;
        progress.show({ done: counts.total, detail: `${showNumber(counts.total)} read` });
      }
      progress.end();
      session.output.result({ showId, ...counts }, () =>
        fields([...KINDS, 'total' as const].map((kind) => [NAMES[kind] ?? kind, showNumber(counts[kind])])),
      );
    },
  );

const NAMES: Readonly<Record<string, string>> = {
  confirmed: 'confirmed (mailed)',
  paused: 'confirmed, paused by themselves',
};

const kindOf = (subscriber: Subscriber, now: number): (typeof KINDS)[number] =>
  subscriber.status === 'confirmed' &&
  subscriber.pausedUntil !== undefined &&
  Date.parse(subscriber.pausedUntil) > now
    ? 'paused'
    : subscriber.status;
