import { renumberingWrites } from './renumbering-writes.ts';
import type { WrongProtocol } from './wrong-protocol.ts';

export const withoutWriteNumbers: WrongProtocol = {
  name: 'late copies of a write accepted',
  kind: 'a write that its client gave up and repeated arrives after all, and takes back what was written since',
  breaks: 'never twice',
  store: renumberingWrites((next, now) =>
    next.attempt === now.attempt ? { ...next, step: Math.max(next.step, now.step + 1) } : next,
  ),
};
