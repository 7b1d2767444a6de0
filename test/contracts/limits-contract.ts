import { describe, expect, it } from 'vitest';
import type { NewWorld } from './backend.ts';
import { MINUTE, NOW } from './clock.ts';

export const limitsContract = (newWorld: NewWorld): void => {
  describe('limits', () => {
    const rule = { limit: 3, periodSeconds: 60 };

    it('grant the limit and refuse what is beyond it', async () => {
      const { limits } = await newWorld();
      const answers = [];
      for (let taking = 0; taking < 5; taking += 1)
        answers.push(await limits.take('key', rule, NOW + taking));
      expect(answers).toEqual([true, true, true, false, false]);
    });

    it('grant no more than the limit to takers at the same time', async () => {
      const { limits } = await newWorld();
      const answers = await Promise.all(Array.from({ length: 10 }, () => limits.take('key', rule, NOW)));
      expect(answers.filter(Boolean)).toHaveLength(3);
    });

    it('count each key by itself', async () => {
      const { limits } = await newWorld();
      const one = { limit: 1, periodSeconds: 60 };
      expect(await limits.take('a', one, NOW)).toBe(true);
      expect(await limits.take('b', one, NOW)).toBe(true);
      expect(await limits.take('a', one, NOW)).toBe(false);
    });

    it('begin a period with its first taking', async () => {
      const { limits } = await newWorld();
      const one = { limit: 1, periodSeconds: 60 };
      expect(await limits.take('key', one, NOW + MINUTE - 1)).toBe(true);
      expect(await limits.take('key', one, NOW + 2 * MINUTE - 2)).toBe(false);
      expect(await limits.take('key', one, NOW + 2 * MINUTE - 1)).toBe(true);
    });

    const spacing = { apartSeconds: 60, limit: 3, withinSeconds: 600 };

    it('keep spaced takings apart, counted from the last that was granted', async () => {
      const { limits } = await newWorld();
      expect(await limits.takeSpaced('key', spacing, NOW)).toBe(true);
      expect(await limits.takeSpaced('key', spacing, NOW + MINUTE - 1)).toBe(false);
      expect(await limits.takeSpaced('other', spacing, NOW + MINUTE - 1)).toBe(true);
      expect(await limits.takeSpaced('key', spacing, NOW + MINUTE)).toBe(true);
      expect(await limits.takeSpaced('key', spacing, NOW + 2 * MINUTE - 1)).toBe(false);
    });

    it('grant no more spaced takings than the limit in any window', async () => {
      const { limits } = await newWorld();
      const granted = [];
      for (let minute = 0; minute < 25; minute += 1)
        if (await limits.takeSpaced('key', spacing, NOW + minute * MINUTE)) granted.push(minute);
      expect(granted).toEqual([0, 1, 2, 10, 11, 12, 20, 21, 22]);
    });

    it('grant one spaced taking to takers at the same time', async () => {
      const { limits } = await newWorld();
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => limits.takeSpaced('key', spacing, NOW)),
      );
      expect(answers.filter(Boolean)).toHaveLength(1);
    });

    it('space takings of which there is one in a window', async () => {
      const { limits } = await newWorld();
      const one = { apartSeconds: 60, limit: 1, withinSeconds: 600 };
      expect(await limits.takeSpaced('key', one, NOW)).toBe(true);
      expect(await limits.takeSpaced('key', one, NOW + 10 * MINUTE - 1)).toBe(false);
      expect(await limits.takeSpaced('key', one, NOW + 10 * MINUTE)).toBe(true);
    });

    it('grant nothing where the limit is zero', async () => {
      const { limits } = await newWorld();
      expect(await limits.take('key', { limit: 0, periodSeconds: 60 }, NOW)).toBe(false);
    });
  });
};
