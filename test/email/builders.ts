import { EpisodeFile, type PublishedEpisode } from '../../lambdas/episodes/episode.ts';
import type { EpisodeSummary } from '../../lambdas/episodes/ports.ts';
import { Show } from '../../lambdas/episodes/show.ts';
import { EpisodeId, ShowId } from '../../lambdas/ids.ts';
import type { Personal } from '../../lambdas/email/message.ts';
import { EmailAddress } from '../../lambdas/subscribers/address.ts';
import { TOKEN_LENGTH } from '../../lambdas/subscribers/tokens.ts';

export const PUBLIC_URL = 'https://pages.example.com';
export const NOW = Date.parse('2026-11-20T09:00:30Z');

export const aShow = (change: Partial<Show> = {}): Show => ({
  ...Show.parse({
    showId: 'deep-time',
    name: 'Deep Time',
    sender: { name: 'Deep Time', address: 'hello@deeptime.example' },
    replyTo: 'desk@deeptime.example',
    website: 'https://deeptime.example/',
    postalAddress: 'Deep Time, 12 Quarry Lane, Bristol BS1 4QA, United Kingdom',
    timeZone: 'Europe/London',
    whereToListen: [
      { label: 'Apple Podcasts', url: 'https://podcasts.example/apple' },
      { label: 'Spotify', url: 'https://podcasts.example/spotify' },
      { label: 'Pocket Casts', url: 'https://podcasts.example/pocket-casts' },
    ],
    previewRecipients: ['editor@deeptime.example', 'host@deeptime.example'],
  }),
  ...change,
});

export const anEpisode = (change: Partial<PublishedEpisode> = {}): PublishedEpisode => ({
  ...EpisodeFile.parse({
    showId: 'deep-time',
    episodeId: 'reading-ice',
    title: 'Mara Lindqvist on reading eight hundred thousand years in a column of ice',
    number: 42,
    guests: [{ name: 'Mara Lindqvist', url: 'https://ice.example/lindqvist' }],
    summary: [
      'Snow that fell on Antarctica before there were people is still there, three kilometres down, pressed into ice with the air of its day caught in bubbles.',
      'Mara Lindqvist has spent twenty winters drilling it out. She explains how a summer layer is told from a winter one, and what a volcano in Indonesia looks like from the South Pole.',
      'We also talk about the day the drill got stuck, and why the oldest ice on Earth may lie where nobody wants to camp.',
    ],
    topics: [
      { text: 'Why bubbles are younger than the ice around them', startSeconds: 312 },
      { text: 'Counting summers by hand, and by laser', startSeconds: 1105 },
      { text: 'What eight hundred thousand years of carbon dioxide look like', startSeconds: 2630 },
      { text: 'The search for ice of a million and a half years', startSeconds: 4822 },
    ],
    links: [
      { label: 'The core at Dome C, explained', url: 'https://ice.example/dome-c' },
      { label: 'Mara’s field diary', url: 'https://ice.example/diary' },
    ],
    audioUrl: 'https://media.deeptime.example/reading-ice.mp3',
    pageUrl: 'https://deeptime.example/episodes/reading-ice',
    transcriptUrl: 'https://deeptime.example/episodes/reading-ice/transcript',
    artwork: {
      url: 'https://deeptime.example/art/reading-ice.png',
      alt: 'A cylinder of blue ice lying in a metal tray',
    },
    durationSeconds: 5940,
    credits: [
      { role: 'Host', name: 'Tomasz Okafor' },
      { role: 'Producer', name: 'Ines Duarte' },
    ],
  }),
  status: 'published',
  publishedAt: '2026-11-20T09:00:00.000Z',
  ...change,
});

export const recentEpisodes = (count = 5): readonly EpisodeSummary[] =>
  Array.from({ length: count }, (_, index) => ({
    showId: ShowId.parse('deep-time'),
    episodeId: EpisodeId.parse(`earlier-${index + 1}`),
    title:
      [
        'The slowest river',
        'A cathedral of salt',
        'Listening for the moon',
        'What amber keeps',
        'Tides of stone',
      ][index] ?? `Episode ${index}`,
    status: 'published',
    announce: 'recent',
    publishedAt: new Date(NOW - (index + 1) * 7 * 86_400_000).toISOString(),
    durationSeconds: 3000 + index * 400,
    pageUrl: `https://deeptime.example/episodes/earlier-${index + 1}`,
  }));

export const aPerson = (change: Partial<Personal> = {}): Personal => ({
  to: EmailAddress.parse('ada@reader.example'),
  unsubscribeToken: 'Un5ub-_'.padEnd(TOKEN_LENGTH, 'a1B2'),
  preferencesToken: 'Pr3f-_'.padEnd(TOKEN_LENGTH, 'c3D4'),
  ...change,
});
