import type { SubscriberId } from '../../../lambdas/ids.ts';
import type { EmailAddress } from '../../../lambdas/subscribers/address.ts';
import type { WrongProtocol } from './wrong-protocol.ts';
import { partsOf } from '../../../lambdas/ids.ts';

export const peopleReadOnce: WrongProtocol = {
  name: 'unsubscribes read once per batch',
  kind: 'addresses are read when the batch is taken: whoever leaves while it is sent is mailed all the same',
  breaks: 'nobody who left is mailed',
  ports: (ports) => {
    const read = new Map<SubscriberId, EmailAddress>();
    return {
      ...ports,
      announcements: {
        ...ports.announcements,
        takeBatch: async (next, was) => {
          const taken = await ports.announcements.takeBatch(next, was);
          const { showId } = partsOf(next.announcementId);
          for (const [id, address] of await ports.audience.mailable(showId, next.members, ports.clock.now()))
            read.set(id, address);
          return taken;
        },
      },
      audience: { ...ports.audience, mailable: async () => read },
    };
  },
};
