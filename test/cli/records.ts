import type { Announcement } from '../../lambdas/announcements/announcement.ts';
import type { AnnouncementContent } from '../../lambdas/announcements/ports.ts';
import { Episode } from '../../lambdas/episodes/episode.ts';
import { AnnouncementId, EpisodeId, ShowId } from '../../lambdas/ids.ts';
import { Show } from '../../lambdas/episodes/show.ts';

export const aShow = (change: Record<string, unknown> = {}): Show =>
  Show.parse({
    showId: 'tidal-notes',
    name: 'Tidal Notes',
    sender: { name: 'Tidal Notes', address: 'mara@tidalnotes.example' },
    website: 'https://tidalnotes.example',
    postalAddress: 'Tidal Notes, 1 Quay Street, Whitby',
    ...change,
  });

export const anEpisode = (change: Record<string, unknown> = {}): Episode =>
  Episode.parse({
    showId: 'tidal-notes',
    episodeId: 'spring-tides',
    title: 'Spring tides',
    status: 'draft',
    ...change,
  });

export const anAnnouncement = (change: Partial<Announcement> = {}): Announcement => ({
  announcementId: AnnouncementId.parse('tidal-notes_spring-tides'),
  showId: ShowId.parse('tidal-notes'),
  episodeId: EpisodeId.parse('spring-tides'),
  title: 'Spring tides',
  createdAt: Date.parse('2026-12-01T08:00:00Z'),
  contentHash: '0'.repeat(64),
  plan: { kind: 'planning' },
  state: { kind: 'running' },
  brakes: 'on',
  verdict: { kind: 'none' },
  revision: 0,
  ...change,
});

export const CONTENT: AnnouncementContent = {
  message: { bytes: new Uint8Array(), slots: [], source: 'mara@tidalnotes.example' },
  page: '',
};

export const EPISODE_YAML = `
showId: tidal-notes
episodeId: spring-tides
title: Spring tides
summary:
  - The moon pulls twice a day.
topics:
  - text: Why two bulges
    startSeconds: 95
durationSeconds: 3605
`;
