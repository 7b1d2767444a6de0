import { creditsIn } from './credits.ts';
import { guestsInTitle, hasGuestLabel } from './guests.ts';
import { isAddressLine, isLinkWithoutAddress } from './link-lines.ts';
import { otherEpisodeIn } from './other-episodes.ts';
import { clean, rangeOf, type Line } from './reading.ts';
import { sectionOf } from './sections.ts';
import { isSponsorLine } from './sponsors.ts';
import { isCallToSubscribe } from './subscribing.ts';
import { lineRange, type Walk } from './walk.ts';

const LONGEST = 200;
const LABEL =
  /^(?:(?:episode )?title|subject)\s*:\s*(?=\S)|^(?:titel|título|titre|название|כותרת|عنوان)\s*:\s*(?=\S)/iu;

/** `Title: …` further down, below `Podcast:` and `Episode:`. */
export const isLabelledTitle = (walk: Walk, line: Line, index: number): boolean =>
  index > 0 &&
  index < 8 &&
  line.shape.kind === 'plain' &&
  line.text.length <= LONGEST &&
  LABEL.test(line.text) &&
  walk.parts.every((part) => part.kind !== 'title');

/** Takes the first line if it states the title. Gives the index of the first line that is left. */
export const placeTitle = (walk: Walk, known: string | undefined): number => {
  const [line, next] = walk.lines;
  if (line === undefined || line.shape.kind === 'bullet' || line.text === '' || line.text.length > LONGEST)
    return 0;
  if (known !== undefined) return repeats(line.text, known) ? structure(walk, line) : 0;
  if (!statesTitle(walk, line, next)) return 0;
  return placeTitleLine(walk, line, 0);
};

export const placeTitleLine = (walk: Walk, line: Line, index: number): number => {
  const label = LABEL.exec(line.text)?.[0].length ?? 0;
  const text = clean(line.text.slice(label));
  walk.add({ kind: 'title', text, ...rangeOf(line, label) });
  walk.addRest(line, [{ start: label, end: line.text.length }]);
  const guests = guestsInTitle(line.text.slice(label)).map((guest) => ({
    name: guest.name,
    start: label + guest.start,
    end: label + guest.end,
    url: undefined,
  }));
  walk.guests(line, guests, true);
  walk.mentions(line);
  return index + 1;
};

const structure = (walk: Walk, line: Line): number => {
  walk.add({ kind: 'structure', text: clean(line.text), ...lineRange(line) });
  return 1;
};

/** A feed's notes often open with the title that the feed gave already. */
const repeats = (text: string, known: string): boolean =>
  letters(text) === letters(known) && letters(text) !== '';

const letters = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const statesTitle = (walk: Walk, line: Line, next: Line | undefined): boolean => {
  if (LABEL.test(line.text)) return true;
  if (sectionOf(line.text) !== undefined || walk.chapters.has(0) || !/\p{L}/u.test(line.text)) return false;
  if (line.shape.kind === 'heading') return line.shape.level === 1 || next?.shape.kind !== 'bullet';
  if (isNumbered(line.text) && line.anchors.length === 0) return true;
  if (NO_TITLE.test(line.text)) return false;
  if (line.anchors.length > 0 || line.text.length > 120 || /[.!?:;,…。]["”’)]?$/u.test(line.text))
    return false;
  if (next === undefined || !next.gap || next.shape.kind === 'bullet' || isAddressLine(next)) return false;
  if (walk.chapters.has(1)) return !isSomethingElse(line);
  // A line that is as long as what it would be the title of is a line like the others.
  return next.text.length > line.text.length && !isSomethingElse(line);
};

/** `Episode 12: Liquid sand`, `#12 – Liquid sand` */
const isNumbered = (text: string): boolean =>
  text.length <= 120 &&
  !/[.!?…]$/u.test(text) &&
  /^(?:(?:episode|ep\.?|folge|episodio|épisode|episódio|puntata|aflevering|выпуск|odcinek|avsnitt|פרק|الحلقة)\s?#?\s?\d{1,5}|#\d{1,5}|s\d{1,2}\s?e\d{1,3})\s?[:.|–—-]\s?\S/iu.test(
    text,
  ) &&
  !/[.!?]\s\p{Lu}/u.test(text);

/** How people are greeted, warned and asked, above the first paragraph. */
const NO_TITLE =
  /^(?:(?:send|text|email|call|write|message|support|join|follow) (?:us|me|our|the show|this)\b|(?:click|tap) (?:here|to)\b|(?:listen|watch|read|get|see|find) (?:on|now|here|more|the full|this|it|us|early)\b|(?:hi|hello|hey|dear|welcome|greetings|good (?:morning|evening|afternoon|day)|happy|hallo|hola|bonjour|ciao|olá|привет)(?![\p{L}])|(?:content |trigger )?warning\b|new episode\b|(?:please )?(?:enjoy|note)\b)/iu;

const isSomethingElse = (line: Line): boolean =>
  isSponsorLine(line.text) ||
  isCallToSubscribe(line.text) ||
  isLinkWithoutAddress(line) ||
  hasGuestLabel(line.text) ||
  creditsIn(line.text) !== undefined ||
  otherEpisodeIn(line.text) !== undefined;
