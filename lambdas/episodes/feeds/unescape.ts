import { Tokenizer } from 'htmlparser2';

const ENTITY = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/giu;

/** Text in which HTML's entities are the characters they stand for. Tags stay as they are. */
export const unescapeEntities = (text: string): string => {
  const known = new Map<string, string>();
  return text.replace(ENTITY, (entity) => {
    const decoded = known.get(entity) ?? decodedEntity(entity);
    known.set(entity, decoded);
    return decoded;
  });
};

const decodedEntity = (entity: string): string => {
  let decoded = '';
  const ignore = (): void => {};
  const tokenizer = new Tokenizer(
    {},
    {
      ontext: (start, end) => {
        decoded += entity.slice(start, end);
      },
      ontextentity: (codepoint) => {
        decoded += String.fromCodePoint(codepoint);
      },
      onattribdata: ignore,
      onattribentity: ignore,
      onattribend: ignore,
      onattribname: ignore,
      oncdata: ignore,
      onclosetag: ignore,
      oncomment: ignore,
      ondeclaration: ignore,
      onend: ignore,
      onopentagend: ignore,
      onopentagname: ignore,
      onprocessinginstruction: ignore,
      onselfclosingtag: ignore,
    },
  );
  tokenizer.write(entity);
  tokenizer.end();
  return decoded;
};

const ESCAPED_TAG = /&lt;\/?(?:p|br|a|ul|ol|li|div|span|strong|em|b|i|h[1-6])(?:\s|\/|&gt;)/iu;
const TAG = /<\/?(?:p|br|a|ul|ol|li|div|span|strong|em|b|i|h[1-6])(?:\s|\/?>)/iu;

/**
 * Notes as their author meant them. Some hosts escape HTML twice, so that tags arrive as text: while there are
 * escaped tags and no real ones, one layer is taken off. Three are more than anybody was seen to put on.
 */
export const unescapedNotes = (notes: string): string => {
  let text = notes;
  for (let layer = 0; layer < 3 && !TAG.test(text) && ESCAPED_TAG.test(text); layer += 1)
    text = unescapeEntities(text);
  // Text without a tag may still be written with entities.
  return TAG.test(text) ? text : unescapeEntities(text);
};
