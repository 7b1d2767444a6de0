import mjml2html from 'mjml';
import { z } from 'zod';
import { AnnouncerError } from '../errors.ts';
import { firstFault } from './mjml-fault.ts';
import type { Origins } from './template-origins.ts';

/**
 * MJML into HTML, strictly. Everything in it must be escaped by now: MJML escapes nothing. With `fonts: {}` it
 * links no web font either. `origins` is asked, after a fault, which line of a template it stands on.
 * @throws AnnouncerError `TemplateInvalid`
 */
export const htmlOf = async (name: string, mjml: string, origins: () => Origins): Promise<string> => {
  if (firstFault(mjml) !== undefined) throw faulty(name, origins());
  try {
    return await converted(mjml);
  } catch (error) {
    throw await invalid(name, origins(), error);
  }
};

const converted = async (mjml: string): Promise<string> => {
  const { html } = await mjml2html(mjml, {
    validationLevel: 'strict',
    ignoreIncludes: true,
    keepComments: false,
    fonts: {},
  });
  return squeezed(html);
};

/** Indentation is a fifth of what MJML writes, and Gmail cuts by size. Nothing here keeps white space. */
const squeezed = (html: string): string => html.trim().replace(/\s*\n\s*/g, '\n');

const faulty = (name: string, origins: Origins): AnnouncerError => {
  const fault = firstFault(origins.mjml);
  return new AnnouncerError(
    'TemplateInvalid',
    fault === undefined
      ? `${name}: a tag is not closed`
      : `${place(name, origins, fault.line, fault.name)}: <${fault.name}> ${fault.what}`,
  );
};

const ValidationFailure = z.object({
  errors: z.array(z.object({ line: z.number(), message: z.string(), tagName: z.string() })).min(1),
});

/** The lines MJML names are those of the filled MJML: it is asked again about the one whose origins are known. */
const invalid = async (name: string, origins: Origins, first: unknown): Promise<AnnouncerError> => {
  const again = await converted(origins.mjml).then(
    () => first,
    (error: unknown) => error,
  );
  const failure = ValidationFailure.safeParse(again);
  const what = failure.success
    ? failure.data.errors.map(
        ({ line, message, tagName }) => `${place(name, origins, line, tagName)}: <${tagName}>: ${message}`,
      )
    : [`${name}, line 1, column 1: ${again instanceof Error ? again.message : String(again)}`];
  return new AnnouncerError('TemplateInvalid', [...new Set(what)].join('\n'), { cause: first });
};

const place = (name: string, origins: Origins, line: number, tagName: string): string => {
  const origin = origins.of(line);
  if (origin === undefined) return name;
  const column = Math.max(0, origin.text.indexOf(`<${tagName}`)) + 1;
  return `${origin.file}, line ${origin.line}, column ${column}`;
};
