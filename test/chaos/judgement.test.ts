import { expect, test } from 'vitest';
import { newBatch } from '../../lambdas/announcements/batch.ts';
import { announcementIdOf, EpisodeId, ShowId, SubscriberId } from '../../lambdas/ids.ts';
import { judge } from './judgement.ts';

const id = announcementIdOf(ShowId.parse('show'), EpisodeId.parse('one'));
const members = ['a', 'b', 'c'].map((letter) => SubscriberId.parse(letter.repeat(32)));
const addressOf = new Map(members.map((member, at) => [member, `${'abc'[at]}@example.com`]));

const batch = (ledger: string, doubts: readonly number[] = []) => ({
  ...newBatch(id, 0, members),
  ledger,
  doubts: new Map(doubts.map((member) => [member, { cause: 'crash' as const, since: 0 }])),
});
const mailTo = (...names: readonly string[]) =>
  names.map((name) => ({
    at: 0,
    messageId: name,
    to: [`${name}@example.com`],
    tags: {},
    answer: 'sent' as const,
  }));

test('a run in which ledger and endpoint agree holds, whatever is left in doubt', () => {
  expect(judge([batch('AA?', [2])], mailTo('a', 'b', 'c'), addressOf)).toMatchObject({
    books: { audience: 3, accepted: 2, unknown: 1 },
    doubts: { taken: 1, notTaken: 0 },
    violations: [],
  });
  expect(judge([batch('AA?', [2])], mailTo('a', 'b'), addressOf)).toMatchObject({
    doubts: { taken: 0, notTaken: 1 },
    violations: [],
  });
});

test.each([
  [
    'a second mail to one address',
    batch('AAA'),
    mailTo('a', 'b', 'c', 'c'),
    'c@example.com was sent the episode 2',
  ],
  ['an A that SES never took', batch('AAA'), mailTo('a', 'b'), 'member 2 of batch 0 counts as accepted'],
  ['a mail to somebody excluded', batch('AAE'), mailTo('a', 'b', 'c'), 'counts as E'],
  ['a doubt without a cause', batch('AA?'), mailTo('a', 'b'), 'unknown without a cause'],
  ['somebody still waiting', batch('AA.'), mailTo('a', 'b'), 'has no outcome'],
  [
    'somebody in no batch',
    { ...batch('AA'), members: members.slice(0, 2) },
    mailTo('a', 'b'),
    'c@example.com was confirmed',
  ],
  ['a stranger', batch('AAA'), mailTo('a', 'b', 'c', 'd'), 'd@example.com is not of the audience'],
])('%s is a violation', (_, found, mails, text) => {
  expect(judge([found], mails, addressOf).violations.join('\n')).toContain(text);
});
