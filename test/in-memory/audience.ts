import type { Audience } from '../../lambdas/announcements/ports.ts';
import type { ShowId, SubscriberId } from '../../lambdas/ids.ts';
import type { EmailAddress } from '../../lambdas/subscribers/address.ts';
import type { Subscriber } from '../../lambdas/subscribers/subscriber.ts';
import { suppress } from '../../lambdas/subscribers/transitions.ts';
import type { InMemorySubscribers } from './subscribers.ts';

/** `pageSize`: rows looked at in one page, mailable or not, as a table's page holds. */
export const createInMemoryAudience = (
  { rows }: InMemorySubscribers,
  { pageSize = 100 }: { readonly pageSize?: number } = {},
): Audience => {
  const subscriber = (showId: ShowId, id: SubscriberId): Subscriber | undefined => {
    const row = rows.get(showId)?.get(id);
    return row === undefined || row === 'erased' ? undefined : row.subscriber;
  };

  return {
    confirmedAfter: async (showId, after, now) => {
      const ids = [...(rows.get(showId)?.keys() ?? [])]
        .filter((id) => after === undefined || id > after)
        .sort();
      const page = ids.slice(0, pageSize);
      return {
        members: page.filter((id) => mailableAddress(subscriber(showId, id), now) !== undefined),
        next: ids.length > pageSize ? page.at(-1) : undefined,
      };
    },
    mailable: async (showId, members, now) => {
      const found = new Map<SubscriberId, EmailAddress>();
      for (const id of members) {
        const address = mailableAddress(subscriber(showId, id), now);
        if (address !== undefined) found.set(id, address);
      }
      return found;
    },
    suppress: async (showId, member, cause, now) => {
      const row = rows.get(showId)?.get(member);
      if (row === undefined || row === 'erased') return;
      const change = suppress(row.subscriber, cause, now);
      if (change.kind === 'changed')
        rows.get(showId)?.set(member, { subscriber: change.subscriber, revision: row.revision + 1 });
    },
  };
};

const mailableAddress = (subscriber: Subscriber | undefined, now: number): EmailAddress | undefined => {
  if (subscriber?.status !== 'confirmed') return undefined;
  const { pausedUntil } = subscriber;
  return pausedUntil !== undefined && Date.parse(pausedUntil) > now ? undefined : subscriber.address;
};
