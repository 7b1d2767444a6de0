import type { Command } from 'commander';
import { z } from 'zod';
import { notFound, type Who, who } from '../lambdas/announcements/operate.ts';
import { partsOf, type ShowId } from '../lambdas/ids.ts';
import type { SubscriberStore } from '../lambdas/subscribers/ports.ts';
import { announcementOf } from './announcement-of.ts';
import { table } from './output.ts';
import type { Cli } from './session.ts';

const OUTCOMES = ['accepted', 'excluded', 'rejected', 'unknown', 'bounced', 'complained'] as const;

const Options = z.object({
  outcome: z.enum(OUTCOMES, { error: `must be one of ${OUTCOMES.join(', ')}` }),
  addresses: z.boolean().default(false),
});

export const registerAnnouncementWho = (announcement: Command, cli: Cli): Command =>
  cli.verb(
    announcement
      .command('who')
      .description('list the members of an announcement with one outcome')
      .argument('<episode>', 'EPISODE or SHOW/EPISODE')
      .requiredOption('--outcome <outcome>', OUTCOMES.join(', '))
      .option('--addresses', 'look up their addresses too; without it only ids are shown'),
    { args: z.tuple([z.string()]), options: Options },
    async (session, [id], { outcome, addresses }) => {
      const connection = await session.connection();
      const announcementId = await announcementOf(session, id);
      const announcements = await connection.announcements();
      if ((await announcements.read(announcementId)) === undefined) throw notFound(announcementId);
      const members: (Who & { readonly address?: string })[] = [];
      for await (const member of who(announcements, announcementId, outcome)) members.push(member);
      const { showId } = partsOf(announcementId);
      const shown = addresses
        ? await withAddresses(await connection.subscribers(), showId, members)
        : members;
      session.output.result({ announcementId, outcome, members: shown }, () =>
        shown.length === 0
          ? `nobody is ${outcome} in ${announcementId}`
          : table(
              ['SUBSCRIBER', ...(addresses ? ['ADDRESS'] : []), 'BATCH', 'MEMBER', 'DETAIL'],
              shown.map((one) => [
                one.subscriberId,
                ...(addresses ? [one.address ?? ''] : []),
                String(one.batch),
                String(one.member),
                one.detail ?? '',
              ]),
            ),
      );
    },
  );

/** Reads at once; more would only queue inside the client. */
const AT_ONCE = 25;

const withAddresses = async (
  subscribers: SubscriberStore,
  showId: ShowId,
  members: readonly Who[],
): Promise<(Who & { readonly address: string })[]> => {
  const found: (Who & { readonly address: string })[] = [];
  for (let at = 0; at < members.length; at += AT_ONCE)
    found.push(
      ...(await Promise.all(
        members.slice(at, at + AT_ONCE).map(async (member) => {
          const stored = await subscribers.read(showId, member.subscriberId);
          const address =
            stored === undefined ? '(gone)' : stored === 'erased' ? '(erased)' : stored.subscriber.address;
          return { ...member, address };
        }),
      )),
    );
  return found;
};
