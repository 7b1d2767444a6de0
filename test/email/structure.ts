import { Parser } from 'htmlparser2';
import { expect } from 'vitest';

export type Element = { readonly name: string; readonly attributes: Readonly<Record<string, string>> };

/** What HTML is made of, read by a parser that took no part in making it. */
export const elementsOf = (html: string): readonly Element[] => {
  const found: Element[] = [];
  new Parser({ onopentag: (name, attributes) => found.push({ name, attributes }) }).end(html);
  return found;
};

/** The text in order, as somebody reads it: what is hidden or in the head is left out. */
export const readableText = (html: string): string => {
  let text = '';
  const silent: string[] = [];
  new Parser({
    onopentag: (name, { style = '' }) => {
      if (/^(head|style|script)$/.test(name) || (silent.length === 0 && /display:\s*none/.test(style)))
        silent.push(name);
      else if (silent.length > 0 && name === silent.at(-1)) silent.push(name);
    },
    ontext: (piece) => {
      if (silent.length === 0) text += piece;
    },
    onclosetag: (name) => {
      if (name === silent.at(-1)) silent.pop();
      if (!/^(a|span|b|i|strong|em)$/.test(name)) text += ' ';
    },
  }).end(html);
  return text.replace(/\s+/g, ' ').trim();
};

/** Text without any white space: where lines were broken does not matter. */
export const squeezed = (text: string): string => text.replace(/\s+/g, '');

/** Each of `parts` in `text`, one after the other. */
export const expectInOrder = (text: string, parts: readonly string[]): void => {
  let at = 0;
  for (const part of parts) {
    const found = text.indexOf(part, at);
    expect(found, `"${part}" after position ${at}`).toBeGreaterThanOrEqual(0);
    at = found + part.length;
  }
};
