/** What stands at the start of a line of text and says what the line is, and how wide it is. */
export type LineMark =
  | { readonly kind: 'bullet'; readonly sign: string; readonly width: number }
  | { readonly kind: 'number'; readonly sign: string; readonly number: number; readonly width: number }
  | { readonly kind: 'heading'; readonly level: number; readonly width: number; readonly trailing: number }
  | { readonly kind: 'rule' };

const SIGNS = '[-*+•◦‣⁃∙·・‧●○■□▪▫◾◽◆◇❖✦✧►▶▸▹❯➤➢➔➜➡→»☞☛✓✔✅☑👉🔹🔸🔷🔶🔺🔻🔘📌📍⭐–—]';
const BULLET = new RegExp(`^(${SIGNS}\\uFE0F?)[\\s\\u00A0]+(?=\\S)`, 'u');
/** These need no space after them: nobody starts a word with them. */
const TIGHT_BULLET = /^([•◦‣⁃・●○■▪◆◇❖▸►➤➡🔹🔸🔺👉📌✅✔✓]\uFE0F?)(?=[\p{L}\p{N}\p{P}])/u;
const NUMBER = /^(?:(\d{1,3}|[a-h])[.)]|\((\d{1,3}|[a-h])\))[\s\u00A0]+(?=\S)/u;
const KEYCAP = /^(\d)\uFE0F?\u20E3\s*(?=\S)/u;
const HASHES = /^(#{1,6})\s+(?=\S)/u;
const RULED = /^([=\-_*~#]{2,})\s+(\S.*?\S|\S)\s+([=\-_*~#]{2,})$/u;
/** `---`, and the lone `*` that newsletters set between parts. */
const RULE = /^(?:[-*_=~#.•·—–]\s?)+$/u;
/** A line longer than this is prose, whatever it starts with; only its start is looked at. */
const LOOKED_AT = 300;
/** No mark but `a.` starts with a letter, and most lines do. */
const LETTER = /^\p{L}(?![.)])/u;

export const markOf = (line: string): LineMark | undefined => {
  if (line === '' || LETTER.test(line)) return undefined;
  const start = line.slice(0, LOOKED_AT);
  if (line.length < LOOKED_AT && RULE.test(start)) return { kind: 'rule' };
  const hashes = HASHES.exec(start);
  if (hashes?.[1] !== undefined)
    return { kind: 'heading', level: hashes[1].length, width: hashes[0].length, trailing: closing(line) };
  const ruled = line.length < LOOKED_AT ? RULED.exec(start) : null;
  if (ruled?.[1] !== undefined && ruled[3] !== undefined && ruled[2] !== undefined)
    return {
      kind: 'heading',
      level: 2,
      width: start.indexOf(ruled[2], ruled[1].length),
      trailing: line.length - line.lastIndexOf(ruled[2]) - ruled[2].length,
    };
  return numbered(start) ?? bulleted(start);
};

const closing = (line: string): number => /\s#{1,6}$/u.exec(line.slice(-8))?.[0].length ?? 0;

const bulleted = (start: string): LineMark | undefined => {
  const bullet = BULLET.exec(start) ?? TIGHT_BULLET.exec(start);
  return bullet?.[1] === undefined ? undefined : { kind: 'bullet', sign: bullet[1], width: bullet[0].length };
};

const numbered = (start: string): LineMark | undefined => {
  const number = NUMBER.exec(start) ?? KEYCAP.exec(start);
  const digits = number?.[1] ?? number?.[2];
  if (number === null || digits === undefined) return undefined;
  return {
    kind: 'number',
    sign: number[0].trim(),
    number: /\d/.test(digits) ? Number(digits) : digits.charCodeAt(0) - 0x60,
    width: number[0].length,
  };
};
