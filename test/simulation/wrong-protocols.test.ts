import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { runSeed } from './run.ts';
import { WRONG_PROTOCOLS } from './wrong-protocols/catalogue.ts';
import type { WrongProtocol } from './wrong-protocols/wrong-protocol.ts';

/** Where even the rare ones show soon. `npm run simulate -- --seeds 2000 --wrong NAME` looks from the first seed on. */
const FIRST_SEED = 3_276;
const MOST_SEEDS = 2000;

/** The first seed in which the promise is broken that this mistake breaks. */
const caughtAt = async (wrong: WrongProtocol): Promise<number | undefined> => {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + MOST_SEEDS; seed += 1) {
    const { violations } = await runSeed(seed, wrong);
    if (violations.some(({ check }) => check === wrong.breaks)) return seed;
  }
  return undefined;
};

describe('the simulation sees', { timeout: 60_000 }, () => {
  for (const wrong of WRONG_PROTOCOLS)
    test(`"${wrong.name}" by the promise "${wrong.breaks}"`, async () => {
      expect(await caughtAt(wrong)).toBeDefined();
    });
});

test('docs/guarantees.md names every wrong protocol', () => {
  const guarantees = readFileSync(new URL('../../docs/guarantees.md', import.meta.url), 'utf8');
  for (const { name } of WRONG_PROTOCOLS) expect(guarantees).toContain(`| ${name} |`);
});
