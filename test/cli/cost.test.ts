import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { costOf, idleCost } from '../../cli/cost-model.ts';
import { createConsole } from './console.ts';

const month = (subscribers: number, rate = 14) =>
  costOf({ subscribers, episodesPerMonth: 4, rate, senders: 2, newAccount: false });

const deploy = readFileSync(new URL('../../docs/deploy.md', import.meta.url), 'utf8');
/** Subscribers, and a rate that SES gives a sender of that size. */
const EXAMPLES = [
  [1_000, 14],
  [10_000, 14],
  [100_000, 50],
  [1_000_000, 200],
] as const;
const number = (value: number) => value.toLocaleString('en');
const dollars = (amount: number) =>
  amount.toLocaleString('en', { style: 'currency', currency: 'USD', minimumFractionDigits: 2 });

describe('the price of a month', () => {
  it('is under a dollar while nothing happens', () => {
    expect(idleCost().total).toBeLessThan(1);
  });

  it('is SES and two to three percent', () => {
    for (const [subscribers, rate] of EXAMPLES) expect(month(subscribers, rate).overhead).toBeLessThan(0.03);
  });

  it('grows with every message, and by nothing where there is none', () => {
    expect(month(0).total).toBe(idleCost().total);
    expect(month(2_000).ses).toBeCloseTo(2 * month(1_000).ses);
  });

  it.each(EXAMPLES)('for %d subscribers at %d a second is what docs/deploy.md says', (subscribers, rate) => {
    const { messages, ses, sending, total } = month(subscribers, rate);
    const cells = [number(subscribers), number(messages), rate, ...[ses, sending, total].map(dollars)];
    expect(deploy).toContain(`| ${cells.join(' | ')} |`);
  });

  it('while idle is the sum that docs/deploy.md shows', () => {
    expect(deploy).toContain(`**$${idleCost().total.toFixed(2)}**`);
    expect(deploy).toContain(`$${idleCost({ freeTier: false }).total.toFixed(2)}`);
  });
});

describe('announcer cost', () => {
  it('needs no system to ask', async () => {
    const { exit, stdout } = await createConsole().run('cost --subscribers 100000 --episodes-per-month 4');
    expect(exit).toBe(0);
    expect(stdout).toMatch(/SES\s+\$40\.00/);
  });

  it('says which number is none', async () => {
    const { exit, stderr } = await createConsole().run('cost --subscribers many');
    expect(exit).toBe(2);
    expect(stderr).toContain('--subscribers: must be a number, e.g. 10000');
  });
});
