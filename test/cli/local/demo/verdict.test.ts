import { expect, test } from 'vitest';
import { people } from '../../../../cli/local/demo/people.ts';
import { contradictions, countInbox, type Outcome } from '../../../../cli/local/demo/verdict.ts';

const sound: Outcome = {
  audience: 3,
  accepted: 3,
  excluded: 0,
  rejected: 0,
  unknown: 0,
  mailed: 3,
  mailedTwice: 0,
  mailedWrongly: 0,
  notMailed: 0,
  mailsSpoilt: 0,
  firstMailMs: 1,
  totalMs: 2,
};

test('books that balance contradict nothing', () => {
  expect(contradictions(sound, 3)).toEqual([]);
});

test.each([
  ['an audience that is not everybody who confirmed', { audience: 4, excluded: 1 }, 'the audience is 4'],
  ['members without an outcome', { accepted: 2, mailed: 2 }, '1 of the audience have no outcome'],
  ['a mail that the ledger does not know of', { mailed: 4 }, 'the inbox has mail for 4'],
  ['a second mail', { mailedTwice: 1 }, 'more than once'],
  ['a mail to somebody who left', { mailedWrongly: 1 }, 'had left'],
  ['somebody forgotten', { notMailed: 1 }, 'got nothing'],
  ['a mail with another one’s link', { mailsSpoilt: 1 }, 'not their recipient’s own'],
])('%s is named', (_, change, text) => {
  expect(contradictions({ ...sound, ...change }, 3).join('; ')).toContain(text);
});

test('the inbox is counted against the people, not against the ledger', () => {
  const everybody = people(2);
  const mails = new Map([
    ['reader-1@example.com', [{}, {}]],
    ['undecided-1@example.com', [{}]],
  ]);
  expect(countInbox(everybody, mails)).toEqual({
    mailed: 2,
    mailedTwice: 1,
    mailedWrongly: 1,
    notMailed: 1,
  });
});

test('also the smallest run has people who must get nothing', () => {
  const kinds = people(1).map(({ does }) => does);
  expect(kinds).toEqual(['stays', 'never confirms', 'never confirms', 'leaves again', 'leaves again']);
});
