import { fullNamesAt, type NameAt } from './names.ts';

/** What leads to the name of a guest in a sentence. What stands between is looked at in `introduced`. */
const LEADS: readonly RegExp[] = [
  /\b[Gg]uests?(?: today| tonight| this week| for this episode)?(?:,| is| are|:| –| —| -)*\s+/gu,
  /\((?:feat\.?|ft\.?|featuring|with|mit|con|avec)\s+/giu,
  /\b(?:joined by|join(?:s|ed)? us:?|(?:talk|talks|talked|talking|speak|speaks|spoke|speaking|chat|chats|chatted|chatting) (?:to|with)|(?:caught|catch|catches|catching) up with|(?:sit|sits|sat|sitting) down with|interview(?:s|ed|ing)?(?: with)?|(?:conversation|discussion|chat|interview|talk|q&a) (?:with|between)|welcom(?:e|es|ed|ing)(?: back)?)\s+/giu,
  /[,–—-]\s(?:with|feat\.?|featuring)\s+(?=\p{Lu}.{1,80}$)/gu,
  /(?<![\p{L}])(?:zu gast(?: ist| sind| heute|:)*|(?:gespräch|interview|zusammen) mit|(?:sprech(?:e|en)|spricht|red(?:e|en|et)|unterhalt(?:e|en)) (?:\p{L}{2,12} (?:und \p{L}{2,12} )?)?mit)\s+/giu,
  /(?<![\p{L}])(?:invitad[oa]s?:?|(?:conversamos|conversa|converso|hablamos|habla|hablo|charlamos|entrevista) (?:con|a)|entrevistamos a|recibimos a|nos (?:acompaña|visita)|conversamos com|converso com|falamos com|recebemos|entrevista com)\s+/giu,
  /(?<![\p{L}])(?:invité[es]{0,2} ?:?|(?:entretien|discussion|rencontre|échange|parl(?:e|ons)|discut(?:e|ons)) avec|(?:je reçois|nous recevons|on reçoit))\s+/giu,
  /(?<![\p{L}])(?:ospite:?|(?:parl(?:o|a|iamo)|chiacchier(?:o|a|iamo))(?: (?:di|del|della) \p{L}{2,20})? con|intervista (?:a|con)|(?:praten|spreken|sprak|praat|gesprek)(?: \p{L}{2,6})? met|(?:prata|pratar|samtal|snakker|samtale)(?: vi)? med)\s+/giu,
  /(?<![\p{L}])(?:гость|гостья|в гостях(?: у нас)?|беседуем с|разговор с|гість|гостя):?\s+/giu,
];

const TITLE_LEADS: readonly RegExp[] = [
  /(?:^|[\s([])(?:with|w\/|feat\.?|ft\.?|featuring|starring|guest:?|mit|con|avec|com|met|z|с|со)\s+/giu,
];

/** "Ada Loved joins us" */
const COMES =
  /\s(?:joins?|returns? to|(?:drops?|stops?|comes?) (?:by|on)|calls into?)\s(?:us|me|(?:the|this|our) (?:show|podcast|programme?|studio|pod|conversation|discussion|crew|team|hosts?|panel|duo)|to (?:discuss|talk|share|explain|chat|tell))\b/gu;
/** How far before it a name may start. */
const NAME_REACH = 100;

export const namesIntroduced = (text: string): readonly NameAt[] | undefined => {
  for (const pattern of LEADS) {
    const names = ledTo(text, pattern);
    if (names !== undefined) return names;
  }
  for (const found of text.matchAll(COMES)) {
    const names = namesEndingAt(text, found.index);
    if (names !== undefined) return names;
  }
  return undefined;
};

export const namesInTitle = (title: string): readonly NameAt[] | undefined => {
  for (const pattern of TITLE_LEADS) {
    const names = ledTo(title, pattern);
    if (names !== undefined) return names;
  }
  return namesIntroduced(title);
};

const ledTo = (text: string, pattern: RegExp): readonly NameAt[] | undefined => {
  for (const found of text.matchAll(pattern)) {
    const names = introduced(text, found.index + found[0].length);
    if (names !== undefined) return names;
  }
  return undefined;
};

/** A word of what somebody is ("the economist", "bestselling author"): small, and none that begins something else. */
const WHAT =
  /(?!(?:about|who|whose|that|of|from|at|in|on|for|to|than|by|like|as|after|before|under|without|how|why|what|when|where|sobre|acerca|über|aus|sur|su|op|om|о|про)\s)\p{Ll}[\p{L}’'-]{0,19},?\s+/uy;
/** "der Archäologin": in German what somebody is has a capital too. */
const GERMAN =
  /(?:der|dem|den|die|unser(?:em|er|en)?)\s+(?:\p{Ll}{2,15}\s+)?\p{Lu}[\p{Ll}-]{3,25}\s+(?=(?:(?:Dr|Prof)\.\s+){0,2}\p{Lu}[\p{L}’'-]+\s+(?:(?:van|von|de|zu)\s+)?\p{Lu})/uy;
/** "Bäckerin": whose name has two words at least comes after it. */
const GERMAN_WOMAN =
  /\p{Lu}[\p{Ll}-]{2,20}(?:erin|login|istin|torin|entin|eurin)\s+(?=\p{Lu}[\p{L}’'-]+\s+(?:(?:van|von|de|zu)\s+)?\p{Lu})/uy;
const MOST_WORDS = 6;

export const introduced = (text: string, position: number): readonly NameAt[] | undefined => {
  let at = position;
  for (let words = 0; words <= MOST_WORDS; words += 1) {
    GERMAN_WOMAN.lastIndex = at;
    if (GERMAN_WOMAN.test(text)) at = GERMAN_WOMAN.lastIndex;
    const names = fullNamesAt(text, at)?.names;
    if (names !== undefined) return names;
    GERMAN.lastIndex = at;
    WHAT.lastIndex = at;
    if (GERMAN.test(text)) at = GERMAN.lastIndex;
    else if (WHAT.test(text)) at = WHAT.lastIndex;
    else return undefined;
  }
  return undefined;
};

const namesEndingAt = (text: string, end: number): readonly NameAt[] | undefined => {
  const from = Math.max(0, end - NAME_REACH);
  for (const found of text.slice(from, end).matchAll(/(?<![\p{L}’'-])\p{Lu}/gu)) {
    const names = fullNamesAt(text, from + found.index);
    if (names?.end === end) return names.names;
  }
  return undefined;
};
