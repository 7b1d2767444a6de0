import { recentEpisodes } from '../lambdas/announcements/announce.ts';
import { readEnvironment, SETTINGS } from '../lambdas/aws/environment.ts';
import type { Episode, PublishedEpisode } from '../lambdas/episodes/episode.ts';
import { AnnouncerError } from '../lambdas/errors.ts';
import type { Session } from './session.ts';
import { foundShow } from './show-of.ts';

/**
 * Looks the email over as it will go out, before it is too late. Errors refuse the publishing unless it is forced;
 * warnings are told. With `checkLinks` every address in it is asked for.
 * @throws AnnouncerError `PreflightRefused`
 */
export const preflightBeforePublishing = async (
  session: Session,
  candidate: PublishedEpisode,
  was: Episode,
  options: { readonly force: boolean; readonly checkLinks: boolean },
): Promise<void> => {
  // MJML takes a while to load, and only who publishes needs it.
  const [{ previewOf }, { createRenderer }, { findingLine, refuseErrors }, { createLinkProbe }] =
    await Promise.all([
      import('../lambdas/email/preview.ts'),
      import('../lambdas/email/rendering.ts'),
      import('../lambdas/email/preflight/finding.ts'),
      import('../lambdas/network/link-probe.ts'),
    ]);
  const connection = await session.connection();
  const { publicUrl } = readEnvironment({ publicUrl: SETTINGS.publicUrl }, connection.environment);
  const catalog = await connection.catalog();
  const show = foundShow(candidate.showId, await catalog.show(candidate.showId));
  const { findings } = await previewOf(
    {
      publicUrl,
      renderer: createRenderer(),
      clock: session.clock,
      ...(options.checkLinks && { probe: createLinkProbe() }),
    },
    show,
    was,
    await recentEpisodes(catalog, candidate),
  );
  if (!options.force) refused(() => refuseErrors(candidate.episodeId, findings));
  for (const finding of findings) session.output.warn(findingLine(finding));
};

/** The refusal, with the way past it that only the command line has. */
const refused = (refuse: () => void): void => {
  try {
    refuse();
  } catch (error) {
    if (!(error instanceof AnnouncerError)) throw error;
    throw new AnnouncerError(
      error.code,
      `${error.message}\nMend that first, or add --force to go on all the same.`,
      { faults: error.faults },
    );
  }
};
