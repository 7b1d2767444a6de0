/**
 * The ledger: one letter per member of a batch.
 *
 *   .  waiting
 *   ~  handed to SES now; written before the call
 *   A  accepted
 *   E  excluded: unsubscribed, suppressed, paused or erased since the audience was frozen, or the announcement was cancelled
 *   R  rejected by SES for good
 *   ?  unknown: a crash or a broken connection hides whether SES took it
 */
export type Letter = '.' | '~' | 'A' | 'E' | 'R' | '?';
export type Ledger = string;

export const freshLedger = (members: number): Ledger => '.'.repeat(members);

export const LEDGER = /^[.~AER?]*$/;

export const withLetters = (ledger: Ledger, changes: ReadonlyMap<number, Letter>): Ledger => {
  const letters = ledger.split('');
  for (const [member, letter] of changes) {
    if (member < 0 || member >= letters.length)
      throw new RangeError(`member ${member} is not in a batch of ${letters.length}`);
    letters[member] = letter;
  }
  return letters.join('');
};

export const membersWith = (ledger: Ledger, letter: Letter): readonly number[] => {
  const found: number[] = [];
  for (let at = ledger.indexOf(letter); at !== -1; at = ledger.indexOf(letter, at + 1)) found.push(at);
  return found;
};

/** Nobody waits and nobody is with SES: what is left can only be settled, not sent. */
export const isDone = (ledger: Ledger): boolean => !ledger.includes('.') && !ledger.includes('~');

export type Books = {
  readonly audience: number;
  readonly accepted: number;
  readonly excluded: number;
  readonly rejected: number;
  readonly unknown: number;
  readonly waiting: number;
  readonly inFlight: number;
};

export const noBooks: Books = {
  audience: 0,
  accepted: 0,
  excluded: 0,
  rejected: 0,
  unknown: 0,
  waiting: 0,
  inFlight: 0,
};

export const booksOf = (ledger: Ledger): Books => {
  const books = { ...noBooks, audience: ledger.length };
  for (const letter of ledger) books[COLUMN[letter as Letter]] += 1;
  return books;
};

/** What came to the books between two states of a ledger. */
export const outcomesSince = (before: Ledger, after: Ledger) => {
  const [was, is] = [booksOf(before), booksOf(after)];
  return {
    accepted: is.accepted - was.accepted,
    excluded: is.excluded - was.excluded,
    rejected: is.rejected - was.rejected,
    unknown: is.unknown - was.unknown,
  };
};

const COLUMN = {
  '.': 'waiting',
  '~': 'inFlight',
  A: 'accepted',
  E: 'excluded',
  R: 'rejected',
  '?': 'unknown',
} as const satisfies Record<Letter, keyof Books>;

export const sumOfBooks = (a: Books, b: Books): Books => ({
  audience: a.audience + b.audience,
  accepted: a.accepted + b.accepted,
  excluded: a.excluded + b.excluded,
  rejected: a.rejected + b.rejected,
  unknown: a.unknown + b.unknown,
  waiting: a.waiting + b.waiting,
  inFlight: a.inFlight + b.inFlight,
});
