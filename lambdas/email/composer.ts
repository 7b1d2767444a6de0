import type { Composer } from '../announcements/announce.ts';
import { compose, placeholdersFor } from './compose.ts';
import { MAX_HTML_BYTES, shortenedBy } from './fitting.ts';
import { fieldsOf, type TemplateFields } from './fields.ts';
import { htmlOf } from './html.ts';
import { plainText } from './plain-text.ts';
import { fillTemplate, loadTemplate, type TemplateFiles } from './template.ts';
import { EPISODE_TEMPLATE } from './templates.generated.ts';

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
  const render = (fields: TemplateFields): Promise<string> =>
    htmlOf(template.name, fillTemplate(template, fields));
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
    const html = await fitted(render, fields);
    const message = await compose({ subject: fields.subject, html, text: plainText(fields) }, placeholders, {
      publicUrl: deps.publicUrl,
      show,
      episodeId: episode.episodeId,
      now: deps.now(),
    });
    return { message, page: await render(fieldsOf(content)) };
  };
};

/** The email within the size Gmail shows whole. The notice that something is missing takes its own few bytes. */
const fitted = async (
  render: (fields: TemplateFields) => Promise<string>,
  fields: TemplateFields,
): Promise<string> => {
  const html = await render(fields);
  const excess = Buffer.byteLength(html) - MAX_HTML_BYTES;
  return excess <= 0 ? html : render(shortenedBy(fields, excess + NOTICE_BYTES));
};

const NOTICE_BYTES = 1000;
