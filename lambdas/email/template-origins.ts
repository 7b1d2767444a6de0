/** Where a line of filled MJML comes from. Lines count from 1. */
export type Origin = { readonly file: string; readonly line: number; readonly text: string };

/** Filled MJML, and for each of its lines the template's line. */
export type Origins = { readonly mjml: string; readonly of: (line: number) => Origin | undefined };

/** A character of the private use area, which no template has. */
const MARK = /\ue0b5([^\ue0b5]*)\ue0b5(\d+)\ue0b5([^\ue0b5]*)\ue0b5/g;

/**
 * The template with a mark before each of its lines, which Liquid carries into what it makes. A line that begins
 * inside a Liquid tag gets none: the mark would break the tag.
 */
export const marked = (file: string, source: string): string => {
  const tags = [...source.matchAll(/\{\{.*?\}\}|\{%.*?%\}/gs)].map(({ index, 0: tag }) => ({
    from: index,
    to: index + tag.length,
  }));
  let at = 0;
  return source
    .split('\n')
    .map((text, index) => {
      const start = at;
      at += text.length + 1;
      const inside = tags.some(({ from, to }) => from < start && start < to);
      return inside
        ? text
        : `\ue0b5${file}\ue0b5${index + 1}\ue0b5${Buffer.from(text).toString('base64')}\ue0b5${text}`;
    })
    .join('\n');
};

export const originsIn = (filled: string): Origins => {
  const origins: (Origin | undefined)[] = [];
  let current: Origin | undefined;
  const mjml = filled
    .split('\n')
    .map((line) => {
      for (const [, file, number, text] of line.matchAll(MARK))
        if (file !== undefined && text !== undefined)
          current = { file, line: Number(number), text: Buffer.from(text, 'base64').toString() };
      origins.push(current);
      return line.replace(MARK, '');
    })
    .join('\n');
  return { mjml, of: (line) => origins[line - 1] };
};
