import { rewritingLedgers } from './rewriting-ledgers.ts';
import type { WrongProtocol } from './wrong-protocol.ts';

export const markedAfterSending: WrongProtocol = {
  name: 'marked after sending only',
  kind: 'nothing is written before the call: after a crash whoever was with SES looks like somebody who waits',
  breaks: 'never twice',
  ports: rewritingLedgers(({ ledger }) => ledger.replaceAll('~', '.')),
};
