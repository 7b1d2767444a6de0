import { describe, expect, test } from 'vitest';
import type { Announcement } from '../../lambdas/announcements/announcement.ts';
import { brake, suspicious } from '../../lambdas/announcements/brakes.ts';
import { partsOf } from '../../lambdas/ids.ts';
import { ID, NOW } from './arbitraries.ts';

const running: Announcement = {
  announcementId: ID,
  ...partsOf(ID),
  title: 'The first',
  createdAt: NOW,
  contentHash: 'hash',
  plan: { kind: 'planning' },
  state: { kind: 'running' },
  brakes: 'on',
  verdict: { kind: 'none' },
  revision: 0,
};

describe('an announcement', () => {
  test.each([
    ['goes on at five bounces in a hundred', { accepted: 100, bounced: 5, complained: 0 }, undefined],
    ['brakes at six', { accepted: 100, bounced: 6, complained: 0 }, 'BounceRate'],
    ['goes on while too few were accepted to say', { accepted: 99, bounced: 50, complained: 9 }, undefined],
    ['goes on at one complaint in a thousand', { accepted: 1000, bounced: 0, complained: 1 }, undefined],
    ['brakes at two', { accepted: 1000, bounced: 0, complained: 2 }, 'ComplaintRate'],
    ['takes no complaint alone for a rate', { accepted: 999, bounced: 0, complained: 2 }, undefined],
  ])('%s', (_, tally, code) => {
    expect(brake(running, tally)?.code).toBe(code);
  });

  test('whose brakes an operator released goes on', () => {
    const tally = { accepted: 100, bounced: 100, complained: 100 };
    expect(brake({ ...running, brakes: 'released' }, tally)).toBeUndefined();
  });
});

test('an announcement that stands still already is left as it stands', () => {
  const state = { kind: 'parked', reason: 'the daily quota', since: NOW, until: NOW + 1 } as const;
  expect(brake({ ...running, state }, { accepted: 100, bounced: 100, complained: 0 })).toBeUndefined();
});

/** The hints count finished batches only, so the ledgers are read rather too often than too late. */
test('the ledgers are read once the hints say that a brake may be due', () => {
  expect(suspicious({ finishedBatches: 0, bounced: 5, complained: 1 })).toBe(false);
  expect(suspicious({ finishedBatches: 0, bounced: 6, complained: 0 })).toBe(true);
  expect(suspicious({ finishedBatches: 0, bounced: 0, complained: 2 })).toBe(true);
  expect(suspicious({ finishedBatches: 20, bounced: 100, complained: 2 })).toBe(false);
  expect(suspicious({ finishedBatches: 20, bounced: 101, complained: 0 })).toBe(true);
});
