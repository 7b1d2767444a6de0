import type { Context } from 'hono';
import { errorPage, type ErrorText } from './pages/errors.ts';
import { type Html, type Page, plainPage, showPage, type Voice } from './pages/layout.ts';
import { problem, type ProblemName } from './problem.ts';
import { wordsOf } from './words/words.ts';

export const answerPage = (c: Context, voice: Voice, page: Page): Response | Promise<Response> =>
  c.html(showPage(voice, page));

/** A page that says what is wrong and helps on, with the status of its problem; programs get the problem alone. */
export const answerFault = (
  c: Context,
  voice: Voice,
  name: ProblemName,
  page: Page,
): Response | Promise<Response> =>
  wantsPage(c) ? c.html(showPage(voice, page), problem(name).status) : answerProblem(c, name, voice);

const ERROR_TEXT: Partial<Record<ProblemName, ErrorText>> = {
  'not-found': 'missing',
  'method-not-allowed': 'missing',
  'invalid-link': 'link',
  'too-many-requests': 'tooMany',
  'internal-error': 'broken',
};

/** An error as a page for people and as problem details for programs: whoever asks for HTML is a person. */
export const answerProblem = (c: Context, name: ProblemName, voice?: Voice): Response => {
  const { status, ...rest } = problem(name);
  if (!wantsPage(c))
    return c.json({ ...rest, status }, status, { 'content-type': 'application/problem+json' });
  const text = ERROR_TEXT[name] ?? 'bad';
  const page: Html =
    voice === undefined
      ? plainPage('en', errorPage(wordsOf('en'), text))
      : showPage(voice, errorPage(voice.words, text, voice.show));
  return c.html(page, status) as Response;
};

const wantsPage = (c: Context): boolean =>
  !/^\/api(?:\/|$)/.test(c.req.path) && /\btext\/html\b/.test(c.req.header('accept') ?? '');
