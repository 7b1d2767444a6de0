import { html } from 'hono/html';
import { day, length } from '../../email/formats.ts';
import type { EpisodeSummary } from '../../episodes/ports.ts';
import type { Html, Voice } from './layout.ts';

export const episodeList = (voice: Voice, episodes: readonly EpisodeSummary[]): Html =>
  html`<ul class="episodes">${episodes.map(
    (episode) =>
      html`<li><a href="/s/${episode.showId}/episodes/${episode.episodeId}"><bdi>${episode.title}</bdi></a><span>${factsOf(voice, episode)}</span></li>`,
  )}</ul>`;

const factsOf = ({ language, show }: Voice, episode: EpisodeSummary): string =>
  [
    ...(episode.publishedAt === undefined ? [] : [day(episode.publishedAt, language, show.timeZone)]),
    ...(episode.durationSeconds === undefined ? [] : [length(episode.durationSeconds, language)]),
  ].join(' · ');
