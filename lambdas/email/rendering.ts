import { fieldsOf, type Content, type TemplateFields } from './fields.ts';
import { MAX_HTML_BYTES, shortenedBy } from './fitting.ts';
import type { RenderedEmail } from './message.ts';
import { plainText } from './plain-text.ts';
import { type LoadedTemplate, loadTemplate, type TemplateFiles } from './template.ts';
import { EPISODE_TEMPLATE } from './templates.generated.ts';

/** An email as the preflight looks at it: with what an inbox shows beside the subject. */
export type Rendering = RenderedEmail & {
  readonly preheader: string;
  /** True when the HTML leaves something out that the text part has. */
  readonly shortened: boolean;
};

export type Renderer = {
  email(content: Content): Promise<Rendering>;
  /** The same content for a browser: no tokens, nothing left out. */
  page(content: Omit<Content, 'tokens'>): Promise<string>;
};

/**
 * `template` is a team's own in place of templates/episode.mjml.
 * @throws AnnouncerError `TemplateInvalid` at once for one that does not parse, on use for one that MJML refuses.
 */
export const createRenderer = (template: TemplateFiles = EPISODE_TEMPLATE): Renderer => {
  const loaded = loadTemplate('episode.mjml', template);
  return {
    email: async (content) => {
      const fields = fieldsOf(content);
      const { html, shortened } = await fitted(loaded, fields);
      return {
        subject: fields.subject,
        preheader: fields.preheader,
        html,
        text: plainText(fields),
        shortened,
      };
    },
    page: (content) => loaded.render(fieldsOf(content)),
  };
};

/** The notice that something is missing, in the longest language and with its link. */
const NOTICE_BYTES = 1000;
/** A team's own template may not show what was left out first, so that nothing was gained by it. */
const TRIES = 4;

const fitted = async (
  template: LoadedTemplate,
  fields: TemplateFields,
): Promise<{ readonly html: string; readonly shortened: boolean }> => {
  let html = await template.render(fields);
  let excess = 0;
  for (let tries = 0; tries < TRIES && over(html) > 0; tries += 1) {
    excess += over(html) + NOTICE_BYTES;
    html = await template.render(shortenedBy(fields, excess));
  }
  return { html, shortened: excess > 0 };
};

const over = (html: string): number => Buffer.byteLength(html) - MAX_HTML_BYTES;
