import { describe, expect, it } from 'vitest';
import type { Announcement } from '../../lambdas/announcements/announcement.ts';
import { noBooks } from '../../lambdas/announcements/ledger.ts';
import { announcementIdOf, EpisodeId } from '../../lambdas/ids.ts';
import { announcement, announcementId, content } from './announcement-builders.ts';
import type { NewWorld } from './backend.ts';
import { NOW } from './clock.ts';
import { show } from './people.ts';

export const announcementsContract = (newWorld: NewWorld): void => {
  describe('an announcement store', () => {
    it('creates an announcement with its content, once, and lists it as open', async () => {
      const { announcements } = await newWorld();
      expect(await announcements.read(announcementId)).toBeUndefined();
      expect(await announcements.content(announcementId)).toBeUndefined();
      expect(await announcements.create(announcement(), content())).toBe('created');
      expect(await announcements.create(announcement({ title: 'Other' }), content('other'))).toBe('exists');
      expect(await announcements.read(announcementId)).toEqual(announcement());
      expect(await announcements.content(announcementId)).toEqual(content());
      expect(await announcements.open()).toEqual([announcementId]);
    });

    it('creates one announcement where many try at once', async () => {
      const { announcements } = await newWorld();
      const answers = await Promise.all(
        [1, 2, 3, 4].map((number) =>
          announcements.create(announcement({ createdAt: NOW + number }), content(`page ${number}`)),
        ),
      );
      expect(answers.toSorted()).toEqual(['created', 'exists', 'exists', 'exists']);
    });

    it('gives back every state as it was written', async () => {
      const { announcements } = await newWorld();
      await announcements.create(announcement(), content());
      const states: readonly Announcement['state'][] = [
        { kind: 'paused', by: 'fault', code: 'AccessDenied', reason: 'not allowed', since: NOW },
        { kind: 'parked', reason: 'the daily quota is spent', since: NOW, until: NOW + 1 },
        { kind: 'cancelled', since: NOW },
        { kind: 'closed', at: NOW, books: { ...noBooks, audience: 3, accepted: 3 }, cancelled: false },
        { kind: 'running' },
      ];
      for (const [index, state] of states.entries()) {
        const next = announcement({
          state,
          revision: index + 1,
          brakes: 'released',
          verdict: { kind: 'resend', until: NOW },
          plan: { kind: 'planned', batches: 1, audience: 3, at: NOW },
        });
        expect(await announcements.change(next, index)).toBe('written');
        expect(await announcements.read(announcementId)).toEqual(next);
      }
    });

    it('commits one of two changes that read the same revision', async () => {
      const { announcements } = await newWorld();
      await announcements.create(announcement(), content());
      const answers = await Promise.all([
        announcements.change(announcement({ state: { kind: 'cancelled', since: NOW }, revision: 1 }), 0),
        announcements.change(announcement({ state: { kind: 'cancelled', since: NOW + 1 }, revision: 1 }), 0),
      ]);
      expect(answers.toSorted()).toEqual(['changed meanwhile', 'written']);
    });

    it('changes nothing that does not exist', async () => {
      const { announcements } = await newWorld();
      expect(await announcements.change(announcement({ revision: 1 }), 0)).toBe('changed meanwhile');
      expect(await announcements.read(announcementId)).toBeUndefined();
    });

    it('lists what is open until it is marked closed', async () => {
      const { announcements } = await newWorld();
      const ids = ['b', 'a', 'c'].map((name) => announcementIdOf(show, EpisodeId.parse(name)));
      for (const one of [...ids, ...ids]) await announcements.markOpen(one, 0);
      expect((await announcements.open()).toSorted()).toEqual(ids.toSorted());
      for (const one of ids.slice(1)) await announcements.markClosed(one, 0);
      for (const one of ids.slice(1)) await announcements.markClosed(one, 0);
      expect(await announcements.open()).toEqual(ids.slice(0, 1));
    });

    it('keeps the mark of a later revision when an earlier closing comes late', async () => {
      const { announcements } = await newWorld();
      await announcements.markOpen(announcementId, 6);
      await announcements.markOpen(announcementId, 2);
      await announcements.markClosed(announcementId, 5);
      expect(await announcements.open()).toEqual([announcementId]);
      await announcements.markClosed(announcementId, 6);
      expect(await announcements.open()).toEqual([]);
    });

    it('adds hints up, beside the announcement and outside its revision', async () => {
      const { announcements } = await newWorld();
      await announcements.create(announcement(), content());
      const hint = { finishedBatches: 1, bounced: 2, complained: 0 };
      await Promise.all(Array.from({ length: 9 }, () => announcements.hint(announcementId, hint)));
      expect(await announcements.change(announcement({ revision: 1 }), 0)).toBe('written');
      expect(await announcements.hint(announcementId, hint)).toEqual({
        finishedBatches: 10,
        bounced: 20,
        complained: 0,
      });
      expect(await announcements.read(announcementId)).toEqual(announcement({ revision: 1 }));
    });
  });
};
