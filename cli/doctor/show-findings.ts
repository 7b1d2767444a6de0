import type { Catalog } from '../../lambdas/episodes/ports.ts';
import { Episode } from '../../lambdas/episodes/episode.ts';
import type { Show } from '../../lambdas/episodes/show.ts';
import { describeFaults } from '../../lambdas/faults.ts';
import { amber, type Finding, green, looked, red } from './finding.ts';

export type Shows = { readonly shows: readonly Show[]; readonly findings: readonly Finding[] };

export const lookAtShows = async (open: () => Promise<Pick<Catalog, 'shows'>>): Promise<Shows> => {
  let listed: Awaited<ReturnType<Catalog['shows']>> = [];
  const unread = await looked('shows', async () => {
    listed = await (await open()).shows();
    return listed.length > 0
      ? []
      : [amber('shows', 'none yet', 'announcer show put FILE; examples/show.yaml is one')];
  });
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
  return { shows, findings: [...unread, ...broken] };
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
  const what = `template, ${show.showId}`;
  try {
    const { message } = await createComposer({ publicUrl, now: () => now })(show, episode, []);
    return green(what, `renders: ${Math.round(message.bytes.length / 1024)} KB`);
  } catch (error) {
    return red(
      what,
      `does not render (${error instanceof Error ? error.message : String(error)})`,
      'undo the last change of templates/ or of the show; nothing of this show can be announced until then',
    );
  }
};
