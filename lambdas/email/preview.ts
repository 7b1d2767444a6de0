import type { Clock } from '../announcements/ports.ts';
import { published } from '../episodes/publish.ts';
import type { Episode, EpisodeSummary, PublishedEpisode, Show } from '../episodes/ports.ts';
import type { EmailAddress } from '../subscribers/address.ts';
import { TOKEN_LENGTH } from '../subscribers/tokens.ts';
import { announcementPlaceholders, compose } from './compose.ts';
import type { AnnouncementToken, ComposedMessage } from './message.ts';
import { personalise } from './personalise.ts';
import type { Placeholders } from './slots.ts';
import { type Finding, findingLine } from './preflight/finding.ts';
import { checkLinks, type LinkProbe } from './preflight/link-check.ts';
import { preflight } from './preflight/preflight.ts';
import type { Renderer, Rendering } from './rendering.ts';

/** A token of the right length that was never signed: the links of a preview lead to a page that changes nothing. */
export const PREVIEW_TOKEN = 'preview-'.repeat(9).slice(0, TOKEN_LENGTH);

/** An episode as its readers will see it, and what is to be said about it first. */
export type Preview = {
  readonly episode: PublishedEpisode;
  /** What goes out when it is published, but for the tokens in its links. */
  readonly rendering: Rendering;
  /** That as a message. */
  readonly message: ComposedMessage;
  readonly findings: readonly Finding[];
  /** The same with a line above it and a mark in the subject; no ledger and no audience know of it. */
  readonly marked: ComposedMessage;
  readonly page: string;
};

export type PreviewDeps = {
  readonly publicUrl: string;
  readonly renderer: Renderer;
  readonly clock: Pick<Clock, 'now'>;
  /** Only when the links are to be asked for. */
  readonly probe?: LinkProbe;
};

export const previewOf = async (
  deps: PreviewDeps,
  show: Show,
  draft: Episode,
  recent: readonly EpisodeSummary[],
): Promise<Preview> => {
  const now = deps.clock.now();
  const { episode } = published(draft, now);
  const content = { publicUrl: deps.publicUrl, show, episode, recent };
  const placeholders = announcementPlaceholders(content);
  const tokens = {
    unsubscribe: placeholders.unsubscribeToken,
    preferences: placeholders.preferencesToken,
  };
  const rendering = await deps.renderer.email({ ...content, tokens });
  const findings = [
    ...(deps.probe === undefined ? [] : await checkLinks(show, draft, deps.probe, deps.clock)),
    ...preflight(show, draft, rendering, now),
  ];
  const marked = await deps.renderer.email({
    ...content,
    tokens,
    preview: { findings: findings.map(findingLine) },
  });
  const envelope = { publicUrl: deps.publicUrl, show, episodeId: episode.episodeId, now };
  return {
    episode,
    rendering: withoutPlaceholders(rendering, placeholders),
    message: await compose(rendering, placeholders, envelope),
    findings,
    marked: await compose({ ...marked, subject: previewSubject(marked) }, placeholders, envelope),
    page: await deps.renderer.page(content),
  };
};

export const previewSubject = ({ subject }: Rendering): string => `[Preview] ${subject}`;

const withoutPlaceholders = (
  rendering: Rendering,
  placeholders: Placeholders<AnnouncementToken>,
): Rendering => {
  const filled = (text: string): string =>
    text
      .replaceAll(placeholders.unsubscribeToken, PREVIEW_TOKEN)
      .replaceAll(placeholders.preferencesToken, PREVIEW_TOKEN);
  return { ...rendering, html: filled(rendering.html), text: filled(rendering.text) };
};

/** A preview's message for one of the team. */
export const previewFor = (message: ComposedMessage, to: EmailAddress): Uint8Array =>
  personalise(message, { to, unsubscribeToken: PREVIEW_TOKEN, preferencesToken: PREVIEW_TOKEN });
