import type { Aside } from './reading.ts';

/** Stops where the next link's target begins, so that many broken links cost no more than one. */
const LINK_TARGET = /\(\s{0,4}<?((?:https?:\/\/|mailto:|tel:|sms:|www\.|#|\.{0,2}\/)(?:(?!\]\()[^\s<>])*)/iuy;
const LINK_TITLE_END = /\s{1,4}(?:"[^"]{0,300}"|'[^']{0,300}')\s{0,4}\)/uy;

type Target = { readonly url: string; readonly to: number; readonly title?: Aside };

/** `(https://example.com/ "Title")` right behind the words of a Markdown link. */
export const targetAfter = (notes: string, at: number): Target | undefined => {
  LINK_TARGET.lastIndex = at;
  const found = LINK_TARGET.exec(notes)?.[1];
  if (found === undefined) return undefined;
  const start = LINK_TARGET.lastIndex - found.length;
  let depth = 0;
  for (let position = 0; position < found.length; position += 1) {
    const character = found.charAt(position);
    if (character === '(') depth += 1;
    if (character === ')' && depth === 0) return { url: found.slice(0, position), to: start + position + 1 };
    if (character === ')') depth -= 1;
  }
  LINK_TITLE_END.lastIndex = start + found.length;
  const titled = LINK_TITLE_END.exec(notes);
  if (titled !== null) {
    const to = LINK_TITLE_END.lastIndex;
    const text = titled[0].trim().slice(1, -1).trim().slice(0, -1);
    return { url: found, to, title: { text, from: to - titled[0].length, to } };
  }
  const end = start + found.length;
  return notes.startsWith('>)', end) ? { url: found, to: end + 2 } : undefined;
};
