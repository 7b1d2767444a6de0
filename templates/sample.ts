import type { Content } from '../lambdas/email/fields.ts';
import { EpisodeFile } from '../lambdas/episodes/episode.ts';
import { Show } from '../lambdas/episodes/show.ts';

const names = { showId: 'sample', episodeId: 'sample' };
const show = {
  showId: 'sample',
  name: 'Sample',
  sender: { name: 'Sample', address: 'sample@example.com' },
  website: 'https://example.com/',
};
const link = { label: 'Link', url: 'https://example.com/' };

const contentOf = (sampleShow: object, sampleEpisode: object): Content => ({
  publicUrl: 'https://example.com',
  show: Show.parse({ ...show, ...sampleShow }),
  episode: {
    ...EpisodeFile.parse({ ...names, title: 'Sample', ...sampleEpisode }),
    status: 'published',
    publishedAt: '2026-01-01T00:00:00.000Z',
  },
  recent: [],
  tokens: { unsubscribe: 'u', preferences: 'p' },
});

/** An episode that has everything and one that has nothing: between them every branch of a template is rendered. */
export const SAMPLES: readonly Content[] = [
  contentOf({}, {}),
  {
    ...contentOf(
      {
        postalAddress: 'Street',
        whereToListen: [link],
        brand: { colour: '#336699', logo: { url: 'https://example.com/logo.png', alt: 'Sample' } },
      },
      {
        number: 1,
        season: 1,
        guests: [{ name: 'Guest', url: 'https://example.com/' }],
        summary: ['Paragraph'],
        topicsLeadIn: 'Topics',
        topics: [{ text: 'Topic', startSeconds: 1 }, { text: 'Topic' }],
        links: [link],
        audioUrl: 'https://example.com/a.mp3',
        pageUrl: 'https://example.com/page',
        transcriptUrl: 'https://example.com/transcript',
        artwork: { url: 'https://example.com/a.png', alt: 'Artwork' },
        durationSeconds: 60,
        credits: [{ role: 'Host', name: 'Name' }],
        callToAction: 'Subscribe',
        preheader: 'Preheader',
      },
    ),
    preview: { findings: ['Finding'] },
  },
];
