import type { AnnouncementContent } from '../announcements/ports.ts';
import type { EpisodeSummary, PublishedEpisode, Show } from '../episodes/ports.ts';
import { compose, placeholdersFor } from './compose.ts';
import { type Content, fieldsOf, type TemplateFields } from './fields.ts';
import { renderHtml } from './html.ts';
import { plainText } from './plain-text.ts';
import { loadTemplate, type TemplateFiles } from './template.ts';
import { EPISODE_TEMPLATE } from './templates.generated.ts';

export type Composer = (
  show: Show,
  episode: PublishedEpisode,
  recent: readonly EpisodeSummary[],
) => Promise<AnnouncementContent>;

/**
 * Renders an episode once for everybody: the message with its slots, and the page that serves the same content.
 * `template` is the team's own in place of templates/episode.mjml.
 * @throws AnnouncerError `TemplateInvalid` at once for one that does not parse, on use for one that MJML refuses.
 */
export const createComposer = (deps: {
  readonly publicUrl: string;
  readonly now: () => number;
  readonly template?: TemplateFiles;
}): Composer => {
  const template = loadTemplate('episode.mjml', deps.template ?? EPISODE_TEMPLATE);
  return async (show, episode, recent) => {
    const content = { publicUrl: deps.publicUrl, show, episode, recent };
    const placeholders = placeholdersFor(content);
    const fields = fieldsOf({
      ...content,
      tokens: {
        unsubscribe: placeholders.unsubscribeToken,
        preferences: placeholders.preferencesToken,
      },
    });
    const html = await renderHtml(template, fields);
    const message = await compose({ subject: fields.subject, html, text: plainText(fields) }, placeholders, {
      publicUrl: deps.publicUrl,
      show,
      episodeId: episode.episodeId,
      now: deps.now(),
    });
    return { message, page: await renderHtml(template, pageFields(content)) };
  };
};

const pageFields = (content: Content): TemplateFields => fieldsOf(content);
