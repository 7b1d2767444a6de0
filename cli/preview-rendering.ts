import { recentEpisodes } from '../lambdas/announcements/announce.ts';
import { readEnvironment, SETTINGS } from '../lambdas/aws/environment.ts';
import type { Finding } from '../lambdas/email/preflight/finding.ts';
import type { Episode } from '../lambdas/episodes/episode.ts';
import { published } from '../lambdas/episodes/publish.ts';
import type { PreviewFiles } from './preview-files.ts';
import type { Session } from './session.ts';
import { foundShow } from './show-of.ts';

export type RenderedFiles = { readonly files: PreviewFiles; readonly findings: readonly Finding[] };

/** Renders an episode from the templates of this folder as they are now, and writes it to files. */
export const renderPreview = async (
  session: Session,
  episode: Episode,
  options: { readonly folder: string; readonly checkLinks: boolean; readonly reloads: boolean },
): Promise<RenderedFiles> => {
  const [{ previewOf }, { createRenderer }, { templateFiles }, { createLinkProbe }, { writePreviewFiles }] =
    await Promise.all([
      import('../lambdas/email/preview.ts'),
      import('../lambdas/email/rendering.ts'),
      import('../templates/files.ts'),
      import('../lambdas/network/link-probe.ts'),
      import('./preview-files.ts'),
    ]);
  const connection = await session.connection();
  const { publicUrl } = readEnvironment({ publicUrl: SETTINGS.publicUrl }, connection.environment);
  const catalog = await connection.catalog();
  const show = foundShow(episode.showId, await catalog.show(episode.showId));
  const preview = await previewOf(
    {
      publicUrl,
      renderer: createRenderer(templateFiles('episode')),
      clock: session.clock,
      ...(options.checkLinks && { probe: createLinkProbe() }),
    },
    show,
    episode,
    await recentEpisodes(catalog, published(episode, session.clock.now()).episode),
  );
  const files = await writePreviewFiles(options.folder, show, preview, {
    reloads: options.reloads,
    version: String(session.clock.now()),
  });
  return { files, findings: preview.findings };
};
