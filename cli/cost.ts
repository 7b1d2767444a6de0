import type { Command } from 'commander';
import { z } from 'zod';
import { type Cost, costOf } from './cost-model.ts';
import { fields, showNumber } from './output.ts';
import { type Cli, NO_ARGUMENTS } from './session.ts';

/** An empty word, from a variable of the shell that is not set, is no zero. */
const number = (example: number) => {
  const message = `must be a number, e.g. ${example}`;
  return z.string(message).regex(/\S/, message).pipe(z.coerce.number(message));
};
const whole = (example: number, least = 0) =>
  number(example).pipe(
    z.int('must be a whole number').min(least, `at least ${least}`).max(100_000_000, 'at most 100,000,000'),
  );

const Options = z.object({
  subscribers: whole(10_000),
  episodesPerMonth: whole(4).default(4),
  rate: number(14).pipe(z.number().positive('must be more than 0')).default(14),
  senders: whole(2, 1).default(2),
  newAccount: z.boolean().default(false),
});

export const registerCost = (program: Command, cli: Cli): Command =>
  cli.verb(
    program
      .command('cost')
      .description('what a month costs, by the price lists; asks nothing of AWS')
      .option('--subscribers <number>', 'confirmed subscribers')
      .option('--episodes-per-month <number>', '4 unless given')
      .option('--rate <number>', 'messages a second that SES lets the account send; 14 unless given')
      .option('--senders <number>', 'concurrent senders; 2 unless given')
      .option(
        '--new-account',
        'an account opened since 2026-07-21, which pays $0.16 a thousand instead of $0.10',
      ),
    { args: NO_ARGUMENTS, options: Options },
    async (session, _, options) => {
      const cost = costOf(options);
      session.output.result(cost, () => told(cost));
    },
  );

const told = (cost: Cost): string =>
  fields([
    ['messages', `${showNumber(cost.messages)} a month`],
    ['SES', dollars(cost.ses)],
    ['everything else', `${dollars(cost.sending)} (${(cost.overhead * 100).toFixed(1)} % of SES)`],
    ['while idle', dollars(cost.idle)],
    ['together', `${dollars(cost.total)} a month`],
  ]);

const dollars = (amount: number): string =>
  amount.toLocaleString('en', { style: 'currency', currency: 'USD', minimumFractionDigits: 2 });
