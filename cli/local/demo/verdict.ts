import type { Books } from '../../../lambdas/announcements/ledger.ts';
import type { Person } from './people.ts';

/** What `--json` prints, and what the books are checked by. Times in milliseconds from the publish on. */
export type Outcome = Pick<Books, 'audience' | 'accepted' | 'excluded' | 'rejected' | 'unknown'> & {
  /** People who got the episode, as the inbox has it. */
  readonly mailed: number;
  readonly mailedTwice: number;
  /** Got it and should not have. */
  readonly mailedWrongly: number;
  /** Should have got it and did not. */
  readonly notMailed: number;
  /** Mails that are not their recipient's own and whole. */
  readonly mailsSpoilt: number;
  readonly firstMailMs: number;
  readonly totalMs: number;
};

/** Counts the inbox against the people, independently of the ledger. */
export const countInbox = (
  everybody: readonly Person[],
  episodeMails: ReadonlyMap<string, readonly unknown[]>,
): Pick<Outcome, 'mailed' | 'mailedTwice' | 'mailedWrongly' | 'notMailed'> => {
  const expected = new Set(everybody.filter(({ does }) => does === 'stays').map(({ address }) => address));
  const got = [...episodeMails];
  return {
    mailed: got.length,
    mailedTwice: got.filter(([, mails]) => mails.length > 1).length,
    mailedWrongly: got.filter(([address]) => !expected.has(address)).length,
    notMailed: [...expected].filter((address) => !episodeMails.has(address)).length,
  };
};

/** Every way in which the run contradicts the promises; empty when the books balance. */
export const contradictions = (outcome: Outcome, expected: number): readonly string[] => {
  const settled = outcome.accepted + outcome.excluded + outcome.rejected + outcome.unknown;
  return [
    outcome.audience !== expected && `the audience is ${outcome.audience} and ${expected} had confirmed`,
    settled !== outcome.audience && `${outcome.audience - settled} of the audience have no outcome`,
    outcome.mailed !== outcome.accepted &&
      `the ledger says ${outcome.accepted} accepted and the inbox has mail for ${outcome.mailed}`,
    outcome.mailedTwice > 0 && `${outcome.mailedTwice} got it more than once`,
    outcome.mailedWrongly > 0 && `${outcome.mailedWrongly} got it who had not confirmed, or had left`,
    outcome.mailsSpoilt > 0 && `${outcome.mailsSpoilt} mails are not their recipient’s own, or not whole`,
    outcome.notMailed > 0 && `${outcome.notMailed} had confirmed and got nothing`,
  ].filter((found) => found !== false);
};
