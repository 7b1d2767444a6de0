/** Particles of names, written small between their parts. */
const PARTICLES =
  'van|von|der|den|de|del|della|di|da|dos|das|du|la|le|el|al|bin|ibn|ben|bat|ten|ter|zu|zur|y|af|av|mac|san|st';
const TITLE = String.raw`(?:(?:Dr|Prof|Professor|Sir|Dame|Mr|Mrs|Ms|Rabbi|Rev|Senator|Judge)\.?\s+){0,2}`;
/** A capitalised word, or an initial. Two capitals in a row (McCloud, DeVore) are names too. */
const WORD = String.raw`(?:\p{Lu}\.(?:-?\p{Lu}\.)*|\p{Lu}[\p{L}\p{M}\u200c]*(?:['’\-]\p{L}[\p{L}\p{M}]*)*)`;
const FULL = `${TITLE}${WORD}(?:[ \\u00a0]+(?:(?:${PARTICLES})[ \\u00a0]+){0,2}${WORD}){1,3}`;

/** A full name: two to four capitalised words. `+` after `?` would not help: the words are bounded. */
const FULL_NAME = new RegExp(FULL, 'uy');
const CONJUNCTION = /\s*(?:,\s*)?(?:&|\+|and|und|y|e|et|och|en|и|та)\s+/iuy;

/** Names of organisations and shows that follow the same words as guests do. */
const NOT_A_PERSON =
  /\b(?:university|college|institute|inc|ltd|llc|gmbh|corp|podcast|show|radio|google|microsoft|amazon|apple|facebook|twitter|linux|foundation|ventures|capital|labs?|news|press|magazine|school|department|ministry|bank|group|studios?|records|conference|research|united|new york|san francisco|silicon valley|hacker|youtube|spotify|chrome|devtools|jr|part|episode|season|january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b/iu;

export type NamesFound = { readonly names: readonly NameAt[]; readonly end: number };
export type NameAt = { readonly name: string; readonly start: number; readonly end: number };

/** `Ada Loved, Bo Katan and Cy Twombly` from a position on. A comma goes on only towards an "and". */
export const fullNamesAt = (text: string, position: number): NamesFound | undefined => {
  const names: NameAt[] = [];
  let at = position;
  let settled: NamesFound | undefined;
  while (names.length < 12) {
    const name = fullNameAt(text, at);
    if (name === undefined) break;
    names.push(name);
    const joined = sticky(CONJUNCTION, text, name.end);
    if (names.length === 1 || joinedBefore(text, name.start)) settled = { names: [...names], end: name.end };
    const comma = /^,\s+/u.exec(text.slice(name.end, name.end + 4))?.[0].length;
    const next = joined ?? (comma === undefined ? undefined : name.end + comma);
    if (next === undefined) break;
    at = next;
  }
  return settled;
};

const joinedBefore = (text: string, start: number): boolean =>
  /(?:&|\+|\b(?:and|und|y|e|et|och|en)|[\s,]и|та)\s+$/iu.test(text.slice(Math.max(0, start - 8), start));

const fullNameAt = (text: string, position: number): NameAt | undefined => {
  FULL_NAME.lastIndex = position;
  const found = FULL_NAME.exec(text)?.[0];
  if (found === undefined) return undefined;
  const name = withoutConjunction(found.replace(/['’]s?$/u, ''));
  return name === undefined || NOT_A_PERSON.test(name)
    ? undefined
    : { name, start: position, end: position + name.length };
};

/** In a title every word is capitalised, "And" too. */
const withoutConjunction = (found: string): string | undefined => {
  const cut = /\s(?:And|Und|Et|With|On|In|At|About|From|For|To|The|Is|Of)(?=\s|$)/u.exec(found);
  const name = cut === null ? found : found.slice(0, cut.index);
  return /\s/u.test(name) ? name : undefined;
};

const sticky = (pattern: RegExp, text: string, position: number): number | undefined => {
  pattern.lastIndex = position;
  return pattern.test(text) ? pattern.lastIndex : undefined;
};

/**
 * A line that is nothing but names, as in "Special Guests: Ada Loved, Bo, and Cy Twombly." Scripts without capitals
 * are taken at their word. Undefined if any part is not a name: then the line stays as it is.
 */
export const namesIn = (list: string): readonly NameAt[] | undefined => {
  if (list.length > 1000) return undefined;
  const names: NameAt[] = [];
  let at = 0;
  for (const separator of [...list.matchAll(LIST_SEPARATOR), undefined]) {
    const end = separator?.index ?? list.length;
    const part = list.slice(at, end);
    const start = at + (part.length - part.trimStart().length);
    const name = part.trim().replace(/(?<!\b\p{Lu})\.$/u, '');
    at = end + (separator?.[0].length ?? 0);
    if (name === '') continue;
    if (!isNameLike(name)) return undefined;
    names.push({ name, start, end: start + name.length });
  }
  return names.length === 0 || names.length > 20 ? undefined : names;
};

const LIST_SEPARATOR =
  /\s{0,3}[,;•|،、]\s{0,3}(?:(?:&|and|und|et|y|e|и)\s{1,3})?|\s{1,3}(?:&|\+|and|und|et|y|och|и|та)\s{1,3}|\s{1,3}ו-?(?=\p{Lo})|\s{1,3}و\s{1,3}/giu;

const NAME_PART = new RegExp(`^(?:${WORD}|${PARTICLES}|(?:Dr|Prof|Mr|Mrs|Ms)\\.?)$`, 'u');
const CASELESS_PART = /^[\p{Lo}\p{M}\u200c'’"״׳.\-ー・]+$/u;
const HANDLE = /^@?[\p{L}\p{N}_.]{2,40}$/u;

export const isNameLike = (name: string): boolean => {
  if (
    name.length < 2 ||
    name.length > 80 ||
    name.includes('\t') ||
    /[.!?]\s/u.test(name.replace(/\b\p{Lu}\.\s/gu, ''))
  )
    return false;
  const parts = name.split(/\s+/u);
  if (parts.length === 1 && name.startsWith('@')) return HANDLE.test(name);
  if (parts.length > 6) return false;
  if (parts.every((part) => CASELESS_PART.test(part))) return parts.length <= 5;
  return (
    parts.every((part) => NAME_PART.test(part) || /^["“]\p{L}+["”]$/u.test(part)) && /\p{Lu}/u.test(name)
  );
};
