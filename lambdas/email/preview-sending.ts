import { recentEpisodes } from '../announcements/announce.ts';
import type { Clock, Mailer, SendResult } from '../announcements/ports.ts';
import type { Catalog, Episode, Show } from '../episodes/ports.ts';
import { published } from '../episodes/publish.ts';
import { AnnouncerError, invalidRecord } from '../errors.ts';
import type { EpisodeId, ShowId } from '../ids.ts';
import { type EmailAddress, normalised } from '../subscribers/address.ts';
import type { ComposedMessage } from './message.ts';
import type { Finding } from './preflight/finding.ts';
import { type PreviewDeps, previewFor, previewOf, previewSubject } from './preview.ts';

export type PreviewRequest = {
  readonly showId: ShowId;
  readonly episodeId: EpisodeId;
  readonly to: readonly EmailAddress[];
};

export type SentPreview = {
  readonly subject: string;
  readonly findings: readonly Finding[];
  readonly sent: readonly { readonly to: EmailAddress; readonly result: SendResult }[];
};

/**
 * Sends a stored episode, published or not, to people of the team. It touches no ledger and no audience, and goes
 * to nobody the show does not name: whoever may call this must not be able to mail the world through it.
 * @throws AnnouncerError `PreviewRefused`, `ShowNotFound`, `EpisodeNotFound`, `InvalidRecord`
 */
export const sendPreview = async (
  deps: PreviewDeps & {
    readonly catalog: Pick<Catalog, 'show' | 'episode' | 'publishedBefore'>;
    readonly mailer: Pick<Mailer, 'send'>;
    readonly clock: Clock;
  },
  request: PreviewRequest,
): Promise<SentPreview> => {
  const { show, episode } = await storedRecords(deps.catalog, request);
  refuseStrangers(show, request.to);
  const recent = await recentEpisodes(deps.catalog, published(episode, deps.clock.now()).episode);
  const preview = await previewOf(deps, show, episode, recent);
  const sent: { to: EmailAddress; result: SendResult }[] = [];
  // Named twice, somebody is mailed once.
  const recipients = new Map(request.to.map((to) => [normalised(to), to])).values();
  for (const to of recipients) sent.push({ to, result: await send(deps, preview.marked, to) });
  return { subject: previewSubject(preview.rendering), findings: preview.findings, sent };
};

const storedRecords = async (
  catalog: Pick<Catalog, 'show' | 'episode'>,
  { showId, episodeId }: PreviewRequest,
): Promise<{ readonly show: Show; readonly episode: Episode }> => {
  const [show, episode] = await Promise.all([catalog.show(showId), catalog.episode(showId, episodeId)]);
  if (show.kind === 'missing') throw new AnnouncerError('ShowNotFound', `no show "${showId}"`);
  if (show.kind === 'invalid') throw invalidRecord(`show ${showId} as it is stored`, show.faults);
  if (episode.kind === 'missing')
    throw new AnnouncerError('EpisodeNotFound', `no episode "${episodeId}" in show "${showId}"`);
  if (episode.kind === 'invalid') throw invalidRecord(`episode ${episodeId} as it is stored`, episode.faults);
  return { show: show.value, episode: episode.value };
};

const refuseStrangers = (show: Show, to: readonly EmailAddress[]): void => {
  const allowed = new Set(show.previewRecipients.map(normalised));
  const strangers = to.filter((address) => !allowed.has(normalised(address)));
  if (strangers.length > 0)
    throw new AnnouncerError(
      'PreviewRefused',
      `${strangers.join(', ')} ${strangers.length === 1 ? 'is' : 'are'} not among the previewRecipients of show ` +
        `"${show.showId}", and previews go to nobody else: add the address to the show, or choose one of ` +
        (show.previewRecipients.length === 0
          ? 'them (there is none yet)'
          : show.previewRecipients.join(', ')),
    );
};

/** Announcements may be using the whole rate. Only what certainly did not leave is tried again. */
const ATTEMPTS = 5;
const BETWEEN_MILLISECONDS = 500;

const send = async (
  deps: { readonly mailer: Pick<Mailer, 'send'>; readonly clock: Clock },
  message: ComposedMessage,
  to: EmailAddress,
): Promise<SendResult> => {
  for (let attempt = 1; ; attempt += 1) {
    const result = await deps.mailer.send({
      source: message.source,
      to,
      bytes: previewFor(message, to),
      tags: { kind: 'preview' },
    });
    const left = result.kind !== 'throttled' && result.kind !== 'not sent';
    if (left || attempt === ATTEMPTS) return result;
    await deps.clock.sleep(BETWEEN_MILLISECONDS);
  }
};
