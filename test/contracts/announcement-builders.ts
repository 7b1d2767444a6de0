import type { Announcement } from '../../lambdas/announcements/announcement.ts';
import { type Batch, newBatch, take } from '../../lambdas/announcements/batch.ts';
import type { AnnouncementContent } from '../../lambdas/announcements/ports.ts';
import { announcementIdOf, EpisodeId } from '../../lambdas/ids.ts';
import { NOW } from './clock.ts';
import { id, show } from './people.ts';

export const announcementId = announcementIdOf(show, EpisodeId.parse('episode-1'));

export const announcement = (changes: Partial<Announcement> = {}): Announcement => ({
  announcementId,
  showId: show,
  episodeId: EpisodeId.parse('episode-1'),
  title: 'A title',
  createdAt: NOW,
  contentHash: 'hash of the content',
  plan: { kind: 'planning' },
  state: { kind: 'running' },
  brakes: 'on',
  verdict: { kind: 'none' },
  revision: 0,
  ...changes,
});

export const content = (page = '<p>The page: ü, 日本</p>'): AnnouncementContent => ({
  message: {
    // Every byte there is: a message is bytes, whatever they mean.
    bytes: Uint8Array.from({ length: 512 }, (_, index) => index % 256),
    slots: [
      { value: 'to', at: 0, length: 4 },
      { value: 'unsubscribeToken', at: 10, length: 20, from: 0 },
      { value: 'preferencesToken', at: 40, length: 46, from: 20 },
    ],
    source: 'show@example.com',
  },
  page,
});

export const batch = (number = 0, members = 4): Batch =>
  newBatch(
    announcementId,
    number,
    Array.from({ length: members }, (_, index) => id('a', number * 100 + index)),
  );

/** What a sender makes of a batch it takes; fails where it may not. */
export const takenBy = (holder: string, was: Batch, now = NOW): Batch => {
  const taking = take(was, holder, now, 60_000);
  if (taking.kind !== 'taken') throw new Error(`the batch is ${taking.kind}`);
  return taking.batch;
};

export const nextWrite = (was: Batch, changes: Partial<Batch>): Batch => ({
  ...was,
  ...changes,
  step: was.step + 1,
});
