import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { PERMITTED, slotAfter } from '../../lambdas/announcements/pace.ts';

const SOMETIME = Date.parse('2026-12-01T09:00:00Z');
const LASTS_MS = 6000;

/** A sender that hears of a new quota at some moment (ms). */
const scene = fc.integer({ min: 1, max: 5 }).chain((of) =>
  fc.record({
    lane: fc.record({ index: fc.nat({ max: of - 1 }), of: fc.constant(of) }),
    start: fc.integer({ min: SOMETIME, max: SOMETIME + 100_000 }),
    before: fc.constantFrom(1, 2, 5, 14, 50),
    after: fc.constantFrom(1, 2, 5, 14, 50),
    hears: fc.integer({ min: 0, max: LASTS_MS }),
  }),
);

/** So that senders on different grids, by their readings or by their clocks, are above the pace by one message each. */
test('in no second does a sender send more than one message above its share, also while the quota changes', () => {
  fc.assert(
    fc.property(scene, ({ lane, start, before, after, hears }) => {
      const slots: number[] = [];
      const hold = { ...lane, from: start, until: Infinity };
      for (let now = start, last = 0; now < start + LASTS_MS; now = Math.max(now, last)) {
        last = slotAfter(hold, now < start + hears ? before : after, now, last);
        slots.push(last);
      }
      const share = (Math.max(before, after) * PERMITTED) / lane.of;
      for (const slot of slots)
        expect(slots.filter((other) => other >= slot && other < slot + 999).length).toBeLessThanOrEqual(
          Math.floor(share) + 1,
        );
    }),
    { numRuns: 300 },
  );
});
