import { describe, expect, it } from 'vitest';
import { AnnouncementId, SubscriberId } from '../../lambdas/ids.ts';
import type { NewWorld } from './backend.ts';
import { NOW } from './clock.ts';

export const latecomersContract = (newWorld: NewWorld): void => {
  describe('latecomers', () => {
    const episode = AnnouncementId.parse('show_one');
    const other = AnnouncementId.parse('show_two');
    const ada = SubscriberId.parse('a'.repeat(32));
    const bob = SubscriberId.parse('b'.repeat(32));

    it('are marked once, whoever asks at the same time', async () => {
      const { latecomers } = await newWorld();
      const answers = await Promise.all(Array.from({ length: 8 }, () => latecomers.mark(episode, ada, NOW)));
      expect(answers.filter((answer) => answer === 'marked')).toHaveLength(1);
    });

    it('are marked for one person and one announcement', async () => {
      const { latecomers } = await newWorld();
      expect(await latecomers.mark(episode, ada, NOW)).toBe('marked');
      expect(await latecomers.mark(episode, bob, NOW)).toBe('marked');
      expect(await latecomers.mark(other, ada, NOW)).toBe('marked');
    });

    it('stay marked once they are settled', async () => {
      const { latecomers } = await newWorld();
      await latecomers.mark(episode, ada, NOW);
      await latecomers.settle(episode, ada, 'E');
      expect(await latecomers.mark(episode, ada, NOW)).toBe('exists');
    });

    it('are no batches', async () => {
      const { latecomers, announcements } = await newWorld();
      await latecomers.mark(episode, ada, NOW);
      expect(await announcements.lastBatch(episode)).toBeUndefined();
    });
  });
};
