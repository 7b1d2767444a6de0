import mjml2html from 'mjml';
import { AnnouncerError } from '../errors.ts';
import type { TemplateFields } from './fields.ts';
import { fillTemplate, type loadTemplate } from './template.ts';

/**
 * Fields into the template, the template through MJML, strictly. Everything in it is escaped by then: MJML escapes
 * nothing, and with `fonts: {}` it links no web font either.
 * @throws AnnouncerError `TemplateInvalid`
 */
export const renderHtml = async (
  template: ReturnType<typeof loadTemplate>,
  fields: TemplateFields,
): Promise<string> => {
  const mjml = fillTemplate(template, fields);
  try {
    const { html } = await mjml2html(mjml, {
      validationLevel: 'strict',
      ignoreIncludes: true,
      keepComments: false,
      fonts: {},
    });
    return squeezed(html);
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    throw new AnnouncerError('TemplateInvalid', `${template.name}: ${what}`, { cause: error });
  }
};

/** Indentation is a fifth of what MJML writes, and Gmail cuts by size. Nothing here keeps white space. */
const squeezed = (html: string): string => html.trim().replace(/\s*\n\s*/g, '\n');
