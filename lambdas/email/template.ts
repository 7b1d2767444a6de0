import { Liquid, type LiquidError, type Template } from 'liquidjs';
import { AnnouncerError } from '../errors.ts';
import { escaped } from './escaping.ts';

/**
 * The template language: Liquid (https://shopify.github.io/liquid/), with everything escaped, unknown fields and
 * filters refused, and no way to put a value in unescaped.
 */
export type LoadedTemplate = { readonly name: string; readonly source: string; readonly parsed: Template[] };

/** Partials by name, for `{% render 'name' %}`. */
export type TemplateFiles = { readonly main: string; readonly partials: Readonly<Record<string, string>> };

/** Filters that change text and cannot make markup of it. `raw`, `json` and the HTML filters are not among them. */
const FILTERS: ReadonlySet<string> = new Set([
  'append',
  'capitalize',
  'default',
  'divided_by',
  'downcase',
  'first',
  'join',
  'last',
  'minus',
  'modulo',
  'plus',
  'prepend',
  'replace',
  'size',
  'slice',
  'split',
  'strip',
  'times',
  'truncate',
  'truncatewords',
  'upcase',
]);
/** `include` shares its caller's variables and `layout` and `block` need files: `render` is enough. */
const REFUSED_TAGS = ['include', 'layout', 'block'] as const;

/** @throws AnnouncerError `TemplateInvalid` with line and column. */
export const loadTemplate = (
  name: string,
  files: TemplateFiles,
): LoadedTemplate & { readonly engine: Liquid } => {
  const engine = new Liquid({
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    outputEscape: (value: unknown) => escaped(shown(value)),
    templates: { ...files.partials },
    relativeReference: false,
  });
  for (const filter of Object.keys(engine.filters)) if (!FILTERS.has(filter)) delete engine.filters[filter];
  for (const tag of REFUSED_TAGS) delete engine.tags[tag];
  return { name, source: files.main, engine, parsed: located(name, () => engine.parse(files.main, name)) };
};

export const fillTemplate = (
  template: ReturnType<typeof loadTemplate>,
  fields: Readonly<Record<string, unknown>>,
): string =>
  located(template.name, () => {
    const filled: unknown = template.engine.renderSync(template.parsed, { ...fields });
    return String(filled);
  });

const shown = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
};

const located = <T>(name: string, work: () => T): T => {
  try {
    return work();
  } catch (error) {
    if (!isLiquidError(error)) throw error;
    const [line, column] = error.token.getPosition();
    const what = error.message.replace(/, (?:file:\S+, )?line:\d+, col:\d+$/, '');
    throw new AnnouncerError(
      'TemplateInvalid',
      `${error.token.file ?? name}, line ${line}, column ${column}: ${what}\n${error.context}`,
      { cause: error },
    );
  }
};

const isLiquidError = (error: unknown): error is LiquidError =>
  error instanceof Error && 'token' in error && 'context' in error;
