import type { Acceptance } from '../../cli/local/ses/acceptance.ts';
import type { Batch } from '../../lambdas/announcements/batch.ts';
import { type Books, booksOf, type Letter, noBooks, sumOfBooks } from '../../lambdas/announcements/ledger.ts';
import type { SubscriberId } from '../../lambdas/ids.ts';

/** What the endpoint and the ledger say about one run, side by side. */
export type Judgement = {
  readonly books: Books;
  readonly accepted: number;
  /** Accepted, and the sender was never told. */
  readonly answersLost: number;
  /** In doubt, and the endpoint had taken it; in doubt, and it had not. */
  readonly doubts: { readonly taken: number; readonly notTaken: number };
  /** Each is a broken promise; empty when the run held. */
  readonly violations: readonly string[];
};

/** Compares the endpoint's own record of what it accepted with the ledger, member by member. */
export const judge = (
  batches: readonly Batch[],
  acceptances: readonly Acceptance[],
  addressOf: ReadonlyMap<SubscriberId, string>,
): Judgement => {
  const byAddress = Map.groupBy(acceptances, ({ to }) => to.join(', '));
  const members = batches.flatMap((batch) =>
    batch.ledger.split('').map((letter, index) => memberOf(batch, index, letter as Letter, addressOf)),
  );
  const known = new Set(members.map(({ address }) => address));
  const violations = [
    ...[...byAddress]
      .filter(([, mails]) => mails.length > 1)
      .map(([address, mails]) => `${address} was sent the episode ${mails.length} times`),
    ...[...byAddress.keys()]
      .filter((address) => !known.has(address))
      .map((address) => `${address} is not of the audience and was sent the episode`),
    ...members.flatMap((member) => contradictions(member, byAddress.has(member.address))),
    ...missing(members, addressOf),
  ];
  const doubted = members.filter(({ letter }) => letter === '?');
  const taken = doubted.filter(({ address }) => byAddress.has(address)).length;
  return {
    books: batches.map(({ ledger }) => booksOf(ledger)).reduce(sumOfBooks, noBooks),
    accepted: acceptances.length,
    answersLost: acceptances.filter(({ answer }) => answer === 'lost').length,
    doubts: { taken, notTaken: doubted.length - taken },
    violations,
  };
};

type Member = {
  readonly name: string;
  readonly address: string;
  readonly letter: Letter;
  readonly doubted: boolean;
};

const memberOf = (
  batch: Batch,
  index: number,
  letter: Letter,
  addressOf: ReadonlyMap<SubscriberId, string>,
): Member => {
  const id = batch.members[index];
  return {
    name: `member ${index} of batch ${batch.number}`,
    address: (id && addressOf.get(id)) ?? `nobody's address (${id})`,
    letter,
    doubted: batch.doubts.has(index),
  };
};

const contradictions = (member: Member, accepted: boolean): readonly string[] => {
  switch (member.letter) {
    case 'A':
      return accepted ? [] : [`${member.name} counts as accepted, and SES never took it`];
    case 'E':
    case 'R':
      return accepted ? [`${member.name} counts as ${member.letter}, and SES took it`] : [];
    case '?':
      return member.doubted ? [] : [`${member.name} is unknown without a cause`];
    case '.':
    case '~':
      return [`${member.name} has no outcome (${member.letter})`];
    default:
      return member.letter satisfies never;
  }
};

const missing = (
  members: readonly Member[],
  addressOf: ReadonlyMap<SubscriberId, string>,
): readonly string[] => {
  const planned = new Set(members.map(({ address }) => address));
  return [...addressOf.values()]
    .filter((address) => !planned.has(address))
    .map((address) => `${address} was confirmed and is in no batch`);
};
