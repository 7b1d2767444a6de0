import type { Command } from 'commander';
import { z } from 'zod';
import { subscriberIdOf } from '../lambdas/subscribers/tokens.ts';
import { EXIT } from './exit-codes.ts';
import { type Cli, NO_OPTIONS } from './session.ts';
import { addressOf, showsAsked } from './subscriber-of.ts';

export const registerSubscribersFind = (subscribers: Command, cli: Cli): Command =>
  cli.verb(
    subscribers
      .command('find')
      .description('all that is held about an address, in every show or in the one named with --show')
      .argument('<address>', 'the email address'),
    { args: z.tuple([z.string()]), options: NO_OPTIONS },
    async (session, [text]) => {
      const address = addressOf(text);
      const connection = await session.connection();
      const [store, keys] = await Promise.all([connection.subscribers(), connection.keys()]);
      const found: object[] = [];
      for (const showId of await showsAsked(session)) {
        const subscriberId = subscriberIdOf(keys, showId, address);
        const stored = await store.read(showId, subscriberId);
        if (stored === 'erased') found.push({ showId, subscriberId, status: 'erased' });
        else if (stored !== undefined) found.push(stored.subscriber);
      }
      if (found.length === 0) session.setExit(EXIT.notFound);
      const { stringify } = await import('yaml');
      session.output.result({ found }, () =>
        found.length === 0
          ? `nothing is held about ${address}`
          : found.map((one) => stringify(one).trimEnd()).join('\n---\n'),
      );
    },
  );
