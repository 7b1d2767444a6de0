import { readdirSync, readFileSync } from 'node:fs';
import type { TemplateFiles } from '../lambdas/email/template.ts';

/** Where the templates are, to watch them. */
export const TEMPLATES_FOLDER = new URL('./', import.meta.url);

const read = (path: string): string => readFileSync(new URL(path, TEMPLATES_FOLDER), 'utf8');

/** `episode` or `confirmation` with its partials, as they are on disk at this moment. */
export const templateFiles = (name: 'episode' | 'confirmation'): TemplateFiles => ({
  main: read(`${name}.mjml`),
  partials: Object.fromEntries(
    readdirSync(new URL('partials/', TEMPLATES_FOLDER))
      .filter((file) => file.endsWith('.mjml'))
      .sort()
      .map((file) => [file.replace(/\.mjml$/, ''), read(`partials/${file}`)]),
  ),
});
