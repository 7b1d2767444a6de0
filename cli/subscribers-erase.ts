import type { Command } from 'commander';
import { z } from 'zod';
import { subscriberIdOf } from '../lambdas/subscribers/tokens.ts';
import { type Cli, NO_OPTIONS } from './session.ts';
import { addressOf, showsAsked } from './subscriber-of.ts';

export const registerSubscribersErase = (subscribers: Command, cli: Cli): Command =>
  cli.verb(
    subscribers
      .command('erase')
      .description('forget an address for good, in every show or in the one named with --show')
      .argument('<address>', 'the email address')
      .addHelpText(
        'after',
        `
What remains is a keyed hash, from which nobody can read the address. It keeps imports from bringing
the person back; signing up again on the page still works. Somebody erased while an announcement
runs counts as excluded from it.`,
      ),
    { args: z.tuple([z.string()]), options: NO_OPTIONS },
    async (session, [text]) => {
      const address = addressOf(text);
      const connection = await session.connection();
      const [store, keys] = await Promise.all([connection.subscribers(), connection.keys()]);
      const erased: { readonly showId: string; readonly was: string }[] = [];
      for (const showId of await showsAsked(session)) {
        const subscriberId = subscriberIdOf(keys, showId, address);
        const stored = await store.read(showId, subscriberId);
        await store.erase(showId, subscriberId);
        const was =
          stored === undefined ? 'not held' : stored === 'erased' ? stored : stored.subscriber.status;
        erased.push({ showId, was });
      }
      session.output.result({ erased }, () =>
        erased.map(({ showId, was }) => `${showId}: ${SENTENCES[was] ?? `erased (was ${was})`}`).join('\n'),
      );
    },
  );

const SENTENCES: Readonly<Record<string, string>> = {
  'not held': 'nothing was held; an import will not bring this address in',
  erased: 'was erased before',
};
