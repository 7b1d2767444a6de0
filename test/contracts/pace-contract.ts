import { describe, expect, it } from 'vitest';
import type { Lane } from '../../lambdas/announcements/ports.ts';
import type { NewWorld } from './backend.ts';
import { NOW } from './clock.ts';

export const paceContract = (newWorld: NewWorld): void => {
  describe('a pace store', () => {
    const lane = (holder: string, changes: Partial<Lane> = {}): Lane => ({
      index: 0,
      holder,
      until: NOW + 1000,
      ...changes,
    });

    it('gives a free lane to one of many', async () => {
      const { pace } = await newWorld();
      const claims = await Promise.all(
        ['a', 'b', 'c'].map((holder) => pace.claimLane(lane(holder), undefined)),
      );
      expect(claims.filter(Boolean)).toHaveLength(1);
    });

    it('hands a lane over only from the holder that was read', async () => {
      const { pace } = await newWorld();
      await pace.claimLane(lane('a'), undefined);
      expect(await pace.claimLane(lane('b'), lane('c'))).toBe(false);
      expect(await pace.claimLane(lane('b'), lane('a', { until: NOW }))).toBe(false);
      expect(await pace.claimLane(lane('b'), lane('a'))).toBe(true);
      expect(await pace.lanes()).toEqual([lane('b')]);
    });

    it('lists the lanes in order', async () => {
      const { pace } = await newWorld();
      for (const index of [12, 3, 0]) await pace.claimLane(lane('a', { index }), undefined);
      expect((await pace.lanes()).map(({ index }) => index)).toEqual([0, 3, 12]);
    });

    it('frees a lane for its holder and nobody else', async () => {
      const { pace } = await newWorld();
      await pace.claimLane(lane('a'), undefined);
      await pace.releaseLane(0, 'b', NOW);
      expect(await pace.lanes()).toEqual([lane('a')]);
      await pace.releaseLane(0, 'a', NOW + 5);
      await pace.releaseLane(0, 'a', NOW + 5);
      const free = lane('a', { until: 0, from: NOW + 5 });
      expect(await pace.lanes()).toEqual([free]);
      expect(await pace.claimLane(lane('b'), free)).toBe(true);
      await pace.releaseLane(0, 'a', NOW + 6);
      expect(await pace.lanes()).toEqual([lane('b')]);
    });

    it('keeps one reading of the quota, which one of many may replace', async () => {
      const { pace } = await newWorld();
      expect(await pace.quotaReading()).toBeUndefined();
      const first = { max24Hours: undefined, sentLast24Hours: 5, maxSendRate: 14, readAt: NOW, refreshBy: 0 };
      const second = { ...first, max24Hours: 50_000, readAt: NOW + 1 };
      expect(await pace.writeQuotaReading(first, undefined)).toBe(true);
      expect(await pace.writeQuotaReading(second, undefined)).toBe(false);
      expect(await pace.quotaReading()).toEqual(first);
      const claims = await Promise.all(
        [1, 2, 3].map((number) => pace.writeQuotaReading({ ...first, refreshBy: number }, first)),
      );
      expect(claims.filter(Boolean)).toHaveLength(1);
      expect(await pace.writeQuotaReading(second, (await pace.quotaReading()) ?? first)).toBe(true);
      expect(await pace.quotaReading()).toEqual(second);
    });
  });
};
