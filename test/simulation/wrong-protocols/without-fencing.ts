import { renumberingWrites } from './renumbering-writes.ts';
import type { WrongProtocol } from './wrong-protocol.ts';

export const withoutFencing: WrongProtocol = {
  name: 'taken over after the lease without fencing',
  kind: 'a lock with a time-out and nothing behind it: a sender that was only slow writes over its successor',
  breaks: 'never twice',
  store: renumberingWrites((next, now) => ({ ...next, attempt: now.attempt, step: now.step + 1 })),
};
