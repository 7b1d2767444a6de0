import { rewritingLedgers } from './rewriting-ledgers.ts';
import type { WrongProtocol } from './wrong-protocol.ts';

export const outcomeAtTheEnd: WrongProtocol = {
  name: 'outcome recorded only at the end of the batch',
  kind: 'what SES answered is kept in memory until the batch is done: a crash puts all of it in doubt',
  breaks: 'doubt is small',
  ports: rewritingLedgers((next, taken) => {
    const atTheEnd = next.lease === undefined;
    if (atTheEnd || taken === undefined) return next.ledger;
    return next.ledger
      .split('')
      .map((letter, member) => (letter !== '.' && taken.ledger[member] === '.' ? '~' : letter))
      .join('');
  }),
};
