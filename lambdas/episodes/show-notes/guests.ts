import { anchorsWithin } from './line-parts.ts';
import { introduced, namesInTitle, namesIntroduced } from './introductions.ts';
import { fullNamesAt, namesIn, type NameAt } from './names.ts';
import type { Line } from './reading.ts';

/** A guest's name, where it stands in a line, and where it is linked to. */
export type GuestAt = NameAt & { readonly url: string | undefined };

const LABEL =
  /^[\s\p{Extended_Pictographic}\uFE0F\u200D]*(?:(?:our|today['’]s|this week['’]s|special|featured|episode|show)\s+){0,2}(?:guests?|panell?ists?|featuring|zu gast|gäste?|invitad[oa]s?|invité[es]{0,2}|ospit[ei]|convidad[oa]s?|гост[ьи]|в гостях|гість|гості|אורחים|אורחת|אורח|מתארחים?|مهمان(?:ان)?|ضيف الحلقة|ゲスト)(?:\s+(?:today|this week|speakers?|heute|ist|is|are))?\s*[:：–—-]\s*/iu;

/** A label of three letters, its colon, and two letters of a name. */
const SHORTEST_LINE = 6;

/** `Special Guest: Ada Loved.` Nothing but names after the colon: the whole line is the guests'. */
export const guestLine = (
  line: Line,
): { readonly label: number; readonly guests: readonly GuestAt[] } | undefined => {
  if (line.text.length < SHORTEST_LINE || line.text.length > 600) return undefined;
  const label = LABEL.exec(line.text)?.[0].length;
  if (label === undefined) return nameThenGuest(line);
  const guests = guestsIn(line, label);
  return guests === undefined ? undefined : { label, guests };
};

const GUEST_AT_END =
  /(?:\s[–—-]\s|,\s|\s\()(?:special |featured )?(?:guest|gast|invitad[oa]|invitée?|ospite|convidad[oa]|гость|гостья)\)?\.?$/iu;

/** `Ada Loved - Guest`, `Ada Loved (special guest)` */
const nameThenGuest = (line: Line): ReturnType<typeof guestLine> => {
  const end = GUEST_AT_END.exec(line.text.slice(-40))?.index;
  if (end === undefined || line.text.length > 120) return undefined;
  const names = namesIn(line.text.slice(0, Math.max(0, line.text.length - 40) + end));
  return names === undefined ? undefined : { label: 0, guests: names.map((one) => linked(line, one)) };
};

/** A name, and after a comma, a dash, a bracket or a tab what is said of whoever it is. */
export const guestAtStart = (line: Line): readonly GuestAt[] | undefined => {
  const found = fullNamesAt(line.text.slice(0, 200), 0);
  if (
    found === undefined ||
    !/^(?:\s?[,(–—:|]|\s-\s|\s*\t|,? (?:is|was)\s)/u.test(line.text.slice(found.end))
  )
    return undefined;
  return found.names.map((name) => linked(line, name));
};

/** A line that begins by saying whose line it is, whatever comes then. */
export const hasGuestLabel = (text: string): boolean => LABEL.test(text.slice(0, 100));

/** A stretch of a line that is names and nothing else. */
export const guestsIn = (line: Line, start: number): readonly GuestAt[] | undefined =>
  namesIn(line.text.slice(start))?.map((name) => linked(line, shifted(name, start)));

/** "First guest: Ada Loved" is a chapter of its own. */
const GLUED =
  /(?<!\b(?:[Ff]irst|[Ss]econd|[Tt]hird|[Nn]ext|[Ll]ast|[Ff]inal|[Oo]ur|[Tt]oday['’]s))\s(?:[Ss]pecial\s+[Gg]uests?|Guests?):\s(?=\p{Lu})/u;

/** `Post-show Special Guests: Ada Loved and Bo Katan.` at the end of something else: where the label starts. */
export const gluedGuests = (text: string): number | undefined => {
  const found = GLUED.exec(text.slice(0, 1000));
  return found === null ||
    found.index === 0 ||
    namesIn(text.slice(found.index + found[0].length)) === undefined
    ? undefined
    : found.index + 1;
};

/** A sentence that names its guests: the names are read out of it, and the sentence stays. */
export const guestsInProse = (line: Line): readonly GuestAt[] => {
  const text = line.text.slice(0, 3000);
  // Nobody is named in fewer letters.
  if (text.length < 12) return [];
  const names = namesLabelled(text) ?? namesIntroduced(text);
  return names?.map((name) => linked(line, name)) ?? biography(line, text) ?? linkedGuest(line);
};

/** `Guests: Ada Loved, inventor; Bo Katan (Kiln Works), Cy Twombly (BBC)`: a name after each that is described. */
const namesLabelled = (text: string): readonly NameAt[] | undefined => {
  const label = LABEL.exec(text)?.[0].length;
  if (label === undefined) return undefined;
  const starts = [...text.slice(label).matchAll(/;\s*|\)(?:,| and| &|, and)\s+/gu)].map(
    (found) => label + found.index + found[0].length,
  );
  const names = [label, ...starts].flatMap((start) => introduced(text, start) ?? []);
  return names.length === 0 ? undefined : names;
};

/** `Ravens (feat. Ada Loved)`, `A talk with Ada Loved and Bo Katan`: guests that a title states. */
export const guestsInTitle = (title: string): readonly NameAt[] => namesInTitle(title.slice(0, 500)) ?? [];

const OCCUPATION =
  /\b(?:author|writer|professor|researcher|scientist|economist|philosopher|journalist|founder|co-?founder|ceo|cto|director|engineer|developer|designer|artist|musician|historian|psychologist|physicist|biologist|cartographer|archaeologist|anthropologist|sociologist|geologist|neuroscientist|psychiatrist|therapist|surgeon|nurse|curator|librarian|singer|songwriter|composer|producer|dancer|cook|farmer|pilot|astronaut|linguist|critic|columnist|correspondent|reporter|broadcaster|presenter|politician|diplomat|judge|general|manager|executive|veteran|survivor|champion|player|rapper|sculptor|painter|mathematician|investor|entrepreneur|lawyer|attorney|physician|doctor|activist|consultant|expert|fellow|lecturer|editor|producer|poet|novelist|architect|analyst|strategist|president|chair|comedian|actor|actress|filmmaker|photographer|programmer|hacker|maintainer|advocate|scholar|astronomer|chef|athlete|coach|educator|teacher|host of|leader)\b/iu;

/** "Ada Loved is a bestselling author …" at the very start: nobody opens with the life of somebody else. */
const biography = (line: Line, text: string): readonly GuestAt[] | undefined => {
  const found = fullNamesAt(text, 0);
  if (found === undefined || found.names.length !== 1) return undefined;
  const rest = text.slice(found.end, found.end + 160);
  const [sentence] = rest.split(/[.!?](?:\s|$)/u);
  if (!/^(?:,[^,]{1,60},)? (?:is|was) (?:an?|the|one of) /u.test(rest) || !OCCUPATION.test(sentence ?? ''))
    return undefined;
  return found.names.map((name) => linked(line, name));
};

/** `האורח [נתי](…)`: without capitals only a link tells where a name ends. */
const linkedGuest = (line: Line): readonly GuestAt[] => {
  for (const anchor of line.anchors) {
    if (anchor.bare || anchor.start > 3000) continue;
    const before = line.text.slice(Math.max(0, anchor.start - 30), anchor.start);
    const name = line.text.slice(anchor.start, anchor.end);
    const isGuest =
      /(?:\bguests?,?|\bgast|האורחים|האורחת|האורח|אורחנו|مهمان|invité[es]{0,2}|invitad[oa]s?|гость|гостья)\s*$/iu;
    const names = isGuest.test(before) ? namesIn(name) : undefined;
    if (names !== undefined) return names.map((found) => linked(line, shifted(found, anchor.start)));
  }
  return [];
};

const shifted = (name: NameAt, by: number): NameAt => ({
  name: name.name,
  start: name.start + by,
  end: name.end + by,
});

const linked = (line: Line, name: NameAt): GuestAt => ({
  ...name,
  url: anchorsWithin(line, name.start, name.end)[0]?.url,
});
