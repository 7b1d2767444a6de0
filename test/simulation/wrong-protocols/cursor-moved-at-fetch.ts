import { rewritingLedgers } from './rewriting-ledgers.ts';
import type { WrongProtocol } from './wrong-protocol.ts';

export const cursorMovedAtFetch: WrongProtocol = {
  name: 'cursor moved at fetch',
  kind: 'progress is noted when people are read, not when their message is out: a crash forgets a window',
  breaks: 'accepted is true',
  ports: rewritingLedgers(({ ledger }) => ledger.replaceAll('~', 'A')),
};
