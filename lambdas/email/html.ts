import mjml2html from 'mjml';
import { AnnouncerError } from '../errors.ts';

/**
 * MJML into HTML, strictly. Everything in it must be escaped by now: MJML escapes nothing. With `fonts: {}` it
 * links no web font either.
 * @throws AnnouncerError `TemplateInvalid`
 */
export const htmlOf = async (name: string, mjml: string): Promise<string> => {
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
    throw new AnnouncerError('TemplateInvalid', `${name}: ${what}`, { cause: error });
  }
};

/** Indentation is a fifth of what MJML writes, and Gmail cuts by size. Nothing here keeps white space. */
const squeezed = (html: string): string => html.trim().replace(/\s*\n\s*/g, '\n');
