import type { Batch, Doubt } from './batch.ts';
import { type Letter, withLetters } from './ledger.ts';
import type { SendResult } from './ports.ts';

/** A batch with what SES answered about its members written into it. `now` in milliseconds since 1970. */
export const withAnswers = (batch: Batch, answers: ReadonlyMap<number, SendResult>, now: number): Batch => {
  const rejections = new Map(batch.rejections);
  const doubts = new Map<number, Doubt>(batch.doubts);
  for (const [member, answer] of answers) {
    if (answer.kind === 'rejected') rejections.set(member, answer.reason);
    if (answer.kind === 'unknown') doubts.set(member, { cause: answer.cause, since: now });
  }
  const letters = new Map(
    [...answers].map(([member, answer]): [number, Letter] => [member, letterOf(answer)]),
  );
  return { ...batch, ledger: withLetters(batch.ledger, letters), rejections, doubts };
};

/** What SES takes for one and refuses for another, it refuses for that one's sake. */
export const answerInTheLightOf = (taken: boolean, answer: SendResult): SendResult =>
  taken && answer.kind === 'fault' && answer.perhapsRecipient === true
    ? { kind: 'rejected', reason: answer.reason }
    : answer;

/** What surely did not leave waits again. */
export const letterOf = (answer: SendResult): 'A' | 'R' | '?' | '.' => {
  switch (answer.kind) {
    case 'accepted':
      return 'A';
    case 'rejected':
      return 'R';
    case 'unknown':
      return '?';
    case 'throttled':
    case 'daily quota spent':
    case 'fault':
    case 'not sent':
      return '.';
    default:
      return answer satisfies never;
  }
};
