import { creditsIn, isCredited, type CreditAt, type Stretch } from './credits.ts';
import { namesIn } from './names.ts';
import { isRole, isRoleWord } from './roles.ts';
import { sentencesOf } from './sentences.ts';

/** Credits written as sentences, and the sentences beside them that are none. */
export type CreditSentences = { readonly credits: readonly CreditAt[]; readonly rest: readonly Stretch[] };

const LONGEST = 1500;
/** What most paragraphs have not: they are done with here. */
const MENTIONS_ROLE =
  /\b(?:produc|edit|host|mix|master|engineer|music|scor|compos|sound|research|report|fact-check|writ|direct|narrat|art|transcri|theme|audio|creat|present|photo|illustrat|design|logo|voice|translat|record)/iu;

/**
 * "This episode was produced by Ada Loved and edited by Bo Katan. Our engineer is Cy Twombly." A sentence about
 * somebody else's work ("The film was directed by …") is no credit unless it stands among credits.
 */
export const creditSentences = (text: string, first: boolean): CreditSentences | undefined => {
  if (text.length < 12 || text.length > LONGEST || !MENTIONS_ROLE.test(text)) return undefined;
  const sentences = sentencesOf(text).map((sentence) => ({ sentence, found: inSentence(text, sentence) }));
  const credited = sentences.flatMap(({ found }) => (found === undefined ? [] : [found]));
  const credits = credited.flatMap((found) => found.credits);
  if (credits.length === 0) return undefined;
  const rest = sentences.flatMap(({ sentence, found }, index) =>
    found === undefined
      ? [{ start: sentence.start, end: sentences[index + 1]?.sentence.start ?? text.length }]
      : [],
  );
  const own = credited.some(({ ofThisShow }) => ofThisShow);
  const enough =
    rest.length === 0 ? own || (credits.length > 1 && !first) : credited.length > rest.length && own;
  return enough && rest.length < 3 ? { credits, rest } : undefined;
};

type Found = { readonly credits: readonly CreditAt[]; readonly ofThisShow: boolean };

const inSentence = (text: string, { start, end }: Stretch): Found | undefined => {
  const sentence = text.slice(start, end).replace(/[.!]\s*$/u, '');
  const found = plain(sentence) ?? chain(sentence) ?? roleIsName(sentence) ?? nameIsRole(sentence);
  if (found === undefined) return undefined;
  const shifted = found.credits.map(({ role, name }) => ({ role: by(role, start), name: by(name, start) }));
  return { ...found, credits: shifted };
};

const by = (stretch: Stretch, offset: number): Stretch => ({
  start: stretch.start + offset,
  end: stretch.end + offset,
});

const plain = (sentence: string): Found | undefined => {
  const credits = creditsIn(sentence);
  return credits === undefined ? undefined : { credits, ofThisShow: true };
};

/** What credits are about: nothing, this episode, or something with a name. */
const SUBJECT =
  /^(?:(?<this>(?:(?:this|today['’]s|our|the) )?(?:episode|show|podcast|series|season|story|piece|programme?|edition)|it|(?:our|the) (?:theme )?(?:music|artwork|logo|theme)|)|(?:[\p{L}\p{N}][\p{L}\p{N}'’&.:!-]*\s){0,5}[\p{L}\p{N}][\p{L}\p{N}'’&.:!-]*)(?:\s(?:is|was|are|were|has been)(?:\s(?:also|always))?)?$/iu;

/** `… was produced by X, edited by Y, with music by Z` */
const chain = (sentence: string): Found | undefined => {
  const credits: CreditAt[] = [];
  let ofThisShow = true;
  let nameFrom: { role: Stretch; at: number } | undefined;
  for (const found of sentence.matchAll(/\sby\s/giu)) {
    const role = roleBefore(sentence, found.index, nameFrom?.at ?? 0);
    if (role === undefined) return undefined;
    if (nameFrom === undefined) {
      const subject = SUBJECT.exec(sentence.slice(0, role.from).trim().replace(/[,]$/u, ''));
      if (subject === null) return undefined;
      ofThisShow = subject.groups?.['this'] !== undefined;
    } else {
      const name = nameIn(sentence, nameFrom.at, role.from);
      if (name === undefined) return undefined;
      credits.push({ role: nameFrom.role, name });
    }
    nameFrom = { role: role.words, at: found.index + found[0].length };
  }
  if (nameFrom === undefined) return undefined;
  const name = nameIn(sentence, nameFrom.at, sentence.length);
  return name === undefined
    ? undefined
    : { credits: [...credits, { role: nameFrom.role, name }], ofThisShow };
};

/** The words right before "by" that make a role; `from` is where what joins it to the name before it starts. */
const roleBefore = (
  sentence: string,
  end: number,
  notBefore: number,
): { readonly words: Stretch; readonly from: number } | undefined => {
  let start = end;
  for (let words = 0; words < 8; words += 1) {
    const before = /(?:^|[\s,])([^\s,]+)[\s,]*$/u.exec(sentence.slice(notBefore, start));
    if (before?.[1] === undefined || !isRoleWord(before[1])) break;
    start = notBefore + before.index + before[0].indexOf(before[1]);
  }
  const from = start;
  const joined = /^(?:(?:and|with|our|the|of|for|was|is|&)\s+|[,\s]+)+/iu.exec(sentence.slice(start, end));
  start += joined?.[0].length ?? 0;
  return start < end && isRole(sentence.slice(start, end)) ? { words: { start, end }, from } : undefined;
};

const nameIn = (sentence: string, from: number, to: number): Stretch | undefined => {
  const text = sentence.slice(from, to);
  const name = text.replace(/[\s,;]*(?:\b(?:and|with|featuring)\s*)?$/iu, '');
  if (name === '' || !isCredited(name)) return undefined;
  const start = from + (name.length - name.trimStart().length);
  return { start, end: from + name.length };
};

/** "Executive producers are X, Y and Z", "Our editor is X" */
const roleIsName = (sentence: string): Found | undefined => {
  const found = /^((?:our|the|its)\s)?(\S.{2,60}?)\s(?:is|are|was|were)\s(?:by\s)?(\S.*)$/iu.exec(sentence);
  const [, own = '', role = '', name = ''] = found ?? [];
  if (!isRole(role) || namesIn(name) === undefined) return undefined;
  const start = own.length;
  const nameStart = sentence.length - name.length;
  return {
    credits: [
      { role: { start, end: start + role.length }, name: { start: nameStart, end: sentence.length } },
    ],
    ofThisShow: true,
  };
};

/** "X is our executive producer", "X produced this episode" */
const nameIsRole = (sentence: string): Found | undefined => {
  const is = /^(\S.{2,80}?)\s(?:is|are|was|were)\s(?:our|the|an?)\s(\S.{2,60})$/iu.exec(sentence);
  const did = /^(\S.{2,80}?)\s(\S.{2,60}?)\s(?:this|today['’]s|the)\s(?:episode|show|podcast|series)$/iu.exec(
    sentence,
  );
  const [, name = '', role = ''] = is ?? did ?? [];
  if (name === '' || !isRole(role.replace(/\s(?:for|of) (?:the|this) show$/iu, '')) || !isNamed(name))
    return undefined;
  const roleStart = sentence.indexOf(role, name.length);
  return {
    credits: [
      { role: { start: roleStart, end: roleStart + role.length }, name: { start: 0, end: name.length } },
    ],
    ofThisShow: true,
  };
};

const isNamed = (name: string): boolean => namesIn(name)?.every((one) => /\s/u.test(one.name)) === true;
