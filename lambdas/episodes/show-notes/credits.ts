import { isNameLike, namesIn } from './names.ts';
import { isRole } from './roles.ts';

/** A credit in a line: positions of what it says of the role and of the name. */
export type CreditAt = { readonly role: Stretch; readonly name: Stretch };
export type Stretch = { readonly start: number; readonly end: number };

const LONGEST = 200;

/**
 * `Producer: Ada Loved`, `Hosted and produced by Ada and Bo`, `Music: Ada | Editing: Bo`. All of the line must be
 * credits; undefined otherwise.
 */
export const creditsIn = (text: string): readonly CreditAt[] | undefined => {
  if (text.length < 5 || !JOINS.test(text.slice(0, 600))) return undefined;
  const whole = creditAt(text, 0, text.length);
  if (whole !== undefined) return [whole];
  if (text.length > 600) return undefined;
  for (const separator of SEPARATORS) {
    if (text.search(separator) < 0) continue;
    const parts = stretches(text, separator);
    const credits = parts.map((part) => creditAt(text, part.start, part.end));
    if (parts.length > 1 && credits.every((credit) => credit !== undefined)) return credits;
  }
  return undefined;
};

/** What joins a role and a name. Without it, no line is a credit: most lines are done with here. */
const JOINS =
  /[:：]|\s[–—-]\s|[\t(,]|\s(?:by|von|durch|por|par|da|door|przez)\s|^\s*(?:many |special |additional )?thanks to|תודה (?:\S{2,8} )?ל/iu;

/** Between credits of one line: a bar, a slash, a dot that ends a sentence. */
const SEPARATORS = [/\s*[|•·;]\s*/gu, /\s+\/\s+/gu, /(?<=[\p{Ll}\p{Lo}])\.\s+(?=\p{Lu}|\p{Lo})/gu, /\n/gu];

const stretches = (text: string, separator: RegExp): Stretch[] => {
  const parts: Stretch[] = [];
  let start = 0;
  for (const found of text.matchAll(separator)) {
    parts.push({ start, end: found.index });
    start = found.index + found[0].length;
  }
  return [...parts, { start, end: text.length }].filter(
    (part) => text.slice(part.start, part.end).trim() !== '',
  );
};

const creditAt = (text: string, start: number, end: number): CreditAt | undefined => {
  const part = text.slice(start, end);
  if (part.length > LONGEST || /https?:/i.test(part)) return undefined;
  return labelled(part, start) ?? reversed(part, start) ?? byPhrase(part, start) ?? thanks(part, start);
};

/** Whether a line of a list is a credit, and no topic that looks like one: names and nothing else. */
export const isCreditOfNames = (text: string): boolean => {
  const credits = creditsIn(text);
  return (
    credits !== undefined &&
    credits.every(({ name }) => namesIn(text.slice(name.start, name.end)) !== undefined)
  );
};

const labelled = (part: string, at: number): CreditAt | undefined => {
  const found =
    /^[\s\p{Extended_Pictographic}\uFE0F\u200D]*([^:：]{2,60}?)\s*(?::\s+|：\s*|\s[–—-]\s+)(\S.*?)[.,]?\s*$/u.exec(
      part,
    );
  if (found?.[1] === undefined || found[2] === undefined) return undefined;
  const role = found[1].replace(/\s+(?:by|von|par|por|da)$/iu, '');
  return isRole(role) && isCredited(found[2]) ? located(part, at, role, found[2]) : undefined;
};

/** `Ada Loved - Host`, `Ada Loved (producer)`: who does what, the other way round. */
const reversed = (part: string, at: number): CreditAt | undefined => {
  const found = /^\s*(\S.{1,80}?)\s*(?:\s[–—-]\s|\t|\s\(|,\s)\s*([^()]{3,60}?)\)?\.?\s*$/u.exec(part);
  if (found?.[1] === undefined || found[2] === undefined) return undefined;
  if (!isRole(found[2]) || !/\s/u.test(found[1]) || isRole(found[1]) || !isNameLike(found[1]))
    return undefined;
  const nameStart = part.indexOf(found[1]);
  const roleStart = part.indexOf(found[2], nameStart + found[1].length);
  return {
    role: { start: at + roleStart, end: at + roleStart + found[2].length },
    name: { start: at + nameStart, end: at + nameStart + found[1].length },
  };
};

/** "Hosted and produced by X": the role ends before "by". */
const byPhrase = (part: string, at: number): CreditAt | undefined => {
  const found = /^\s*(.{2,60}?)\s+(?:by|von|durch|por|par|da|door|przez)\s*:?\s+(\S.*?)[.,]?\s*$/iu.exec(
    part,
  );
  if (found?.[1] === undefined || found[2] === undefined) return undefined;
  return isRole(found[1].replace(/\s(?:is|was|were|are|wurde|ist)(?=\s|$)/giu, '')) && isCredited(found[2])
    ? located(part, at, found[1], found[2])
    : undefined;
};

/** "Thanks to Ofer for the transcript!" and its Hebrew, where "to" is the first letter of the name. */
const thanks = (part: string, at: number): CreditAt | undefined => {
  const english =
    /^\s*(?:many |special )?thanks to (\S.{1,60}?) for ((?:the |our )?\S.{2,60}?)[.!]*\s*$/iu.exec(part);
  const hebrew =
    /^\s*(?:האזנה נעימה[,.!]? ?ו?)?תודה (?:רבה |גדולה |מיוחדת )?ל[-־]?(\S.{1,60}?) על (\S.{2,60}?)[.!]*\s*$/u.exec(
      part,
    );
  const plain = /^\s*((?:special|additional) thanks) to (\S.*?)[.!]*\s*$/iu.exec(part);
  if (english === null && plain?.[1] !== undefined && plain[2] !== undefined)
    return namesIn(plain[2]) === undefined ? undefined : located(part, at, plain[1], plain[2]);
  const [name, role] = [english?.[1] ?? hebrew?.[1], english?.[2] ?? hebrew?.[2]];
  if (name === undefined || role === undefined || !isCredited(name)) return undefined;
  const word = role.split(/\s+/u).at(-1) ?? '';
  if (!isRole(word) && !isRole(word.replace(/^ה/u, ''))) return undefined;
  const nameStart = part.indexOf(name);
  const roleStart = part.indexOf(role, nameStart + name.length);
  return {
    role: { start: at + roleStart, end: at + roleStart + role.length },
    name: { start: at + nameStart, end: at + nameStart + name.length },
  };
};

const located = (part: string, at: number, role: string, name: string): CreditAt => {
  const roleStart = part.indexOf(role);
  const nameStart = part.indexOf(name, roleStart + role.length);
  return {
    role: { start: at + roleStart, end: at + roleStart + role.length },
    name: { start: at + nameStart, end: at + nameStart + name.length },
  };
};

/** A name, or a name with what belongs to it: not a sentence, not a date, not "see below". */
export const isCredited = (text: string): boolean => {
  if (isNameLike(text)) return true;
  if (/[:|•·;\n]/u.test(text)) return false;
  if (text.length > 150 || text.split(/\s+/u).length > 16) return false;
  if (
    /^(?!(?:the|our) \p{Lu})[\p{Ll}\p{N}]/u.test(text) ||
    /[.!?]\s+\p{L}/u.test(text.replace(/\b\p{Lu}\.\s/gu, ''))
  )
    return false;
  return /^(?:(?:the|our) )?[\p{Lu}\p{Lo}"“«@(]/u.test(text);
};
