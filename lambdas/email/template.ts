import { Liquid, LiquidError } from 'liquidjs';
import { AnnouncerError } from '../errors.ts';
import { escaped } from './escaping.ts';
import { htmlOf } from './html.ts';
import { marked, type Origins, originsIn } from './template-origins.ts';

/** A template and its partials by name, for `{% render 'name' %}`. */
export type TemplateFiles = {
  readonly main: string;
  readonly partials: Readonly<Record<string, string>>;
};

/**
 * A template: Liquid (https://shopify.github.io/liquid/) that makes MJML. Whatever a field holds is escaped and no
 * filter says otherwise; an unknown field, filter or tag is an error with its line and column.
 */
export type LoadedTemplate = {
  readonly name: string;
  /** @throws AnnouncerError `TemplateInvalid` */
  render(fields: Readonly<Record<string, unknown>>): Promise<string>;
};

/** @throws AnnouncerError `TemplateInvalid` */
export const loadTemplate = (name: string, files: TemplateFiles): LoadedTemplate => {
  refuseUnquoted(name, files.main);
  for (const [partial, source] of Object.entries(files.partials)) refuseUnquoted(fileOf(partial), source);
  const fill = fillerOf(name, files);
  return {
    name,
    render: async (fields) => htmlOf(name, fill(fields), () => markedOrigins(name, files, fields)),
  };
};

/** Escaping cannot hold a value in an attribute that ends with the first space. */
const refuseUnquoted = (file: string, source: string): void => {
  const found = /(?<=\s[\w:-]+\s*=\s*)\{\{/.exec(source);
  if (found === null) return;
  const before = source.slice(0, found.index).split('\n');
  throw new AnnouncerError(
    'TemplateInvalid',
    `${file}, line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}: an attribute needs quotes around {{ … }}`,
  );
};

/** Filled once more, with every line telling where it comes from: only when MJML has found a fault. */
const markedOrigins = (
  name: string,
  files: TemplateFiles,
  fields: Readonly<Record<string, unknown>>,
): Origins => {
  const partials = Object.entries(files.partials).map(([partial, source]) => [
    partial,
    marked(fileOf(partial), source),
  ]);
  const filled = fillerOf(name, {
    main: marked(name, files.main),
    partials: Object.fromEntries(partials),
  })(fields);
  return originsIn(filled);
};

const fileOf = (partial: string): string => `partials/${partial}.mjml`;

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
/** `include` shares its caller's variables, `layout` and `block` need files: `render` is enough. */
const REFUSED_TAGS = ['include', 'layout', 'block'] as const;

const fillerOf = (
  name: string,
  files: TemplateFiles,
): ((fields: Readonly<Record<string, unknown>>) => string) => {
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
  const parsed = located(name, files, () => engine.parse(files.main));
  return (fields) =>
    located(name, files, () => {
      const filled: unknown = engine.renderSync(parsed, { ...fields });
      return String(filled);
    });
};

const shown = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
};

const located = <T>(name: string, files: TemplateFiles, work: () => T): T => {
  try {
    return work();
  } catch (error) {
    if (!LiquidError.is(error)) throw error;
    const [line, column] = error.token.getPosition();
    // Not every token knows its file; each knows the text it was cut from.
    const partial = Object.entries(files.partials).find(([, source]) => source === error.token.input)?.[0];
    const file = partial === undefined ? name : fileOf(partial);
    const what = error.message
      .replace(/, (?:file:\S+, )?line:\d+, col:\d+$/, '')
      .replace(/^ENOENT: Failed to lookup "([^"]*)".*$/, 'there is no templates/partials/$1.mjml');
    throw new AnnouncerError(
      'TemplateInvalid',
      `${file}, line ${line}, column ${column}: ${what}\n${error.context}`,
      { cause: error },
    );
  }
};
