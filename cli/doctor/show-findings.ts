import type { Catalog } from '../../lambdas/episodes/ports.ts';
import { Episode } from '../../lambdas/episodes/episode.ts';
import type { Show } from '../../lambdas/episodes/show.ts';
import { describeFaults } from '../../lambdas/faults.ts';
import { amber, type Finding, green, red } from './finding.ts';

export type Shows = { readonly shows: readonly Show[]; readonly findings: readonly Finding[] };

export const lookAtShows = async (catalog: Pick<Catalog, 'shows'>): Promise<Shows> => {
  const listed = await catalog.shows();
  const shows = listed.flatMap(({ stored }) => (stored.kind === 'found' ? [stored.value] : []));
  const broken = listed.flatMap(({ showId, stored }) =>
    stored.kind === 'invalid'
      ? [
          red(
            `show ${showId}`,
            describeFaults('as it is stored', stored.faults),
            'write it again with "announcer show put FILE"',
          ),
        ]
      : [],
  );
  const none =
    listed.length === 0
      ? [amber('shows', 'none yet', 'announcer show put FILE; examples/show.yaml is one')]
      : [];
  return { shows, findings: [...none, ...broken] };
};

/** Renders an episode of the show as announcing one would: a broken template is found before an episode meets it. */
export const templateFinding = async (show: Show, publicUrl: string, now: number): Promise<Finding> => {
  const { createComposer } = await import('../../lambdas/email/composer.ts');
  const episode = Episode.parse({
    showId: show.showId,
    episodeId: 'doctor',
    title: 'An episode that is never published',
    summary: ['One paragraph.'],
    status: 'published',
    publishedAt: new Date(now).toISOString(),
  });
  if (episode.status !== 'published') throw new Error('the example is not published');
  const { message } = await createComposer({ publicUrl, now: () => now })(show, episode, []);
  return green(`template, ${show.showId}`, `renders: ${Math.round(message.bytes.length / 1024)} KB`);
};
