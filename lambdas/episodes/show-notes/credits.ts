import { isNameLike } from './names.ts';

/** A credit in a line: positions of what it says of the role and of the name. */
export type CreditAt = { readonly role: Stretch; readonly name: Stretch };
export type Stretch = { readonly start: number; readonly end: number };

/** Words that make a role. Stems end in a star. */
const ROLE_WORDS = new Set(
  `producer producers produced producing production produce host hosts hosted hosting co-host co-hosts cohost
  editor editors edited editing edit audio mastering mastered mastering mixed mixing mix sound engineer engineers
  engineered engineering music musical theme transcript transcripts transcription transcriptions transcribed
  transcriber researcher researchers researched research artwork illustration illustrator illustrations
  photography photographer photo photos script scripted writer writers written narrator narrated narration
  presenter presented presenters recorded recording recordist composer composed composition director directed
  direction jingle showrunner reporter reported translation translated translator translators mixer voiceover
  voice-over announcer voiced soundtrack score scored fact-checking fact-checker fact-check booker booking
  videographer filmed interviewer interviewed moderation moderator moderatorin redaktion redakteur redakteurin
  schnitt musik ton tontechnik produktion produzent produzentin produziert regie sprecher sprecherin gestaltung
  aufnahme technik transkript transkription titelmusik producción productor productora producido edición editado
  música guion guión presentación presentadora presentador locución sonido dirección dirigido montaje grabación
  realización réalisation réalisé réalisée réalisateur montage musique mixage présentation présenté présentée
  rédaction prise animation transcriptions habillage produzione produttore montaggio musica regia produção edição
  apresentação trilha productie montage presentatie muziek продюсер продюсеры монтаж музыка ведущий ведущие ведущая
  звук звукорежиссёр звукорежиссер редактор расшифровка озвучка продакшн ведучий ведучі звукорежисер הפקה עריכה
  עורך עורכת מוזיקה מוסיקה תמלול הגשה מגיש מגישה מגישים הקלטה סאונד מפיק מפיקה עיצוב موسیقی تدوین تهیه‌کننده
  تهیه کننده گوینده تصویر کارگردان نویسنده ویرایش صداگذاری إنتاج تقديم إعداد موسيقى مونتاج هندسة`
    .split(/\s+/)
    .filter((word) => word !== 'کننده' && word !== 'prise'),
);

/** Words that may stand beside them. */
const BESIDE = new Set(
  `executive associate senior junior assistant co lead head chief supervising technical additional original
  post-production post design designer designed art cover show series story stories social media video web graphics
  graphic intro outro opening closing background studio audio and & of by the our for with / + fact checking checker
  und von durch der die y de del la el por et par du des da do di e и автор לפרק המוזיקה podcast episode song songs
  title titel logo website team manager management coordinator coordination assistance support help created creator
  digital additional field podcast's lektorat پس‌زمینه لوپ پیانو cast effects design sounddesign بازبینی`.split(
    /\s+/,
  ),
);

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
  /[:：]|\s[–—-]\s|\s(?:by|von|durch|por|par|da|door|przez)\s|^\s*(?:many |special )?thanks to|תודה ל/iu;

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
  return labelled(part, start) ?? byPhrase(part, start) ?? thanks(part, start);
};

const labelled = (part: string, at: number): CreditAt | undefined => {
  const found = /^\s*([^:：]{2,60}?)\s*(?:[:：]|\s[–—-])\s+(\S.*?)[.,]?\s*$/u.exec(part);
  if (found?.[1] === undefined || found[2] === undefined) return undefined;
  return isRole(found[1]) && isCredited(found[2]) ? located(part, at, found[1], found[2]) : undefined;
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
  const hebrew = /^\s*תודה ל[-־]?(\S.{1,60}?) על (\S.{2,60}?)[.!]*\s*$/u.exec(part);
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

/** At most six words, all of them known from credits, and at least one that makes a role by itself. */
export const isRole = (text: string): boolean => {
  const words = text
    .toLowerCase()
    .split(/[\s,/]+/u)
    .filter((word) => word !== '');
  if (words.length === 0 || words.length > 6) return false;
  return (
    words.some((word) => ROLE_WORDS.has(word)) &&
    words.every((word) => ROLE_WORDS.has(word) || BESIDE.has(word))
  );
};

/** A name, or a name with what belongs to it: not a sentence, not a date, not "see below". */
const isCredited = (text: string): boolean => {
  if (isNameLike(text)) return true;
  if (/[:|•·;\n]/u.test(text)) return false;
  if (text.length > 150 || text.split(/\s+/u).length > 16) return false;
  if (/^[\p{Ll}\p{N}]/u.test(text) || /[.!?]\s+\p{L}/u.test(text.replace(/\b\p{Lu}\.\s/gu, ''))) return false;
  return /^[\p{Lu}\p{Lo}"“«@(]/u.test(text);
};
