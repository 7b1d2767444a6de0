import {
  MAX_CALL_TO_ACTION,
  MAX_CREDITS,
  MAX_GUESTS,
  MAX_LINK_LABEL,
  MAX_LINKS,
  MAX_PARAGRAPH,
  MAX_PARAGRAPHS,
  MAX_TOPIC,
  MAX_TOPICS,
} from '../episode.ts';
import { addressOf, displayed } from './addresses.ts';
import { Budget } from './budget.ts';
import type { DraftEpisode, NotesDraft, OtherEpisode, Sponsor } from './draft.ts';
import { foldTopics } from './fold-topics.ts';
import { fitParagraphs, type Paragraph } from './paragraphs.ts';
import type { Part, PartKind } from './parts.ts';
import { Sources } from './sources.ts';
import { splitText } from './split-text.ts';
import { clockOf } from './times.ts';

type Of<K extends PartKind> = Extract<Part, { kind: K }>;

/**
 * Puts parts into the fields of a record, within its limits. What a field has no room for goes to the summary, and
 * what the record has no room for to the sources: nothing is dropped.
 */
export const assemble = (parts: readonly Part[], notes: string): NotesDraft => {
  const assembly = new Assembly(parts, notes);
  const title = assembly.title();
  const guests = assembly.guests();
  const lead = assembly.leadIn();
  const callToAction = assembly.call();
  const media = { ...assembly.audio(), ...assembly.artwork(title.title) };
  const credits = assembly.credits();
  const topics = assembly.topics();
  const links = assembly.links();
  // Last: it takes in what had no room elsewhere.
  const summary = assembly.summary();
  const episode: DraftEpisode = { ...title, guests, summary, ...lead, topics, links, ...media, credits };
  return {
    episode,
    otherEpisodes: assembly.otherEpisodes(),
    sponsors: assembly.sponsors(),
    callToAction,
    sources: assembly.sourcesInOrder(),
  };
};

class Assembly {
  private readonly byKind: ReadonlyMap<PartKind, readonly Part[]>;
  private readonly sources: Sources;
  private readonly budget = new Budget();
  /** Paragraphs, and what became one for want of room. */
  private readonly prose: Paragraph[];

  constructor(parts: readonly Part[], notes: string) {
    this.byKind = Map.groupBy(parts, (part) => part.kind);
    this.sources = new Sources(notes);
    this.prose = this.of('paragraph');
    for (const part of this.of('structure')) this.sources.add('structure', part, { text: part.text });
  }

  private of<K extends PartKind>(kind: K): Of<K>[] {
    return (this.byKind.get(kind) ?? []).filter((part): part is Of<K> => part.kind === kind);
  }

  private toProse(text: string, part: Part): void {
    const words = text.trim();
    if (words !== '') this.prose.push({ text: words, from: part.from, to: part.to });
  }

  title(): { title?: string } {
    const [part] = this.of('title');
    if (part === undefined || !this.budget.takes(part.text)) return {};
    this.sources.add('title', part);
    return { title: part.text };
  }

  guests(): DraftEpisode['guests'] {
    const guests = new Map<string, { name: string; url?: string }>();
    for (const part of this.of('guest')) {
      const known = guests.get(person(part.name));
      if (known !== undefined || guests.size >= MAX_GUESTS || !this.budget.takes(part.name, part.url)) {
        if (part.mention) continue;
        // Its words were taken out of the text to be here.
        if (known === undefined) this.toProse(part.name, part);
        else this.sources.add('structure', part, { text: part.name });
        continue;
      }
      this.sources.add(`guests[${guests.size}]`, part, part.mention ? { mention: true } : {});
      guests.set(person(part.name), {
        name: part.name,
        ...(part.url === undefined ? {} : { url: part.url }),
      });
    }
    return [...guests.values()];
  }

  leadIn(): { topicsLeadIn?: string } {
    const [part] = this.of('leadIn');
    if (part === undefined) return {};
    if (!this.budget.takes(part.text)) {
      this.toProse(part.text, part);
      return {};
    }
    this.sources.add('topicsLeadIn', part);
    return { topicsLeadIn: part.text };
  }

  call(): string | null {
    let call = '';
    for (const part of this.of('call')) {
      const joined = call === '' ? part.text : `${call} ${part.text}`;
      if (joined.length > MAX_CALL_TO_ACTION || !this.budget.takes(part.text)) {
        this.toProse(part.text, part);
        continue;
      }
      call = joined;
      this.sources.add('callToAction', part);
    }
    return call === '' ? null : call;
  }

  audio(): { audioUrl?: string } {
    const [part] = this.of('audio');
    if (part === undefined || !this.budget.takes(part.url)) return {};
    this.sources.add('audioUrl', part);
    return { audioUrl: part.url };
  }

  artwork(title: string | undefined): { artwork?: { url: string; alt: string } } {
    let artwork: { url: string; alt: string } | undefined;
    for (const part of this.of('artwork')) {
      const address = addressOf(part.url);
      if (artwork === undefined && address.kind === 'https' && part.alt.length <= 300) {
        artwork = {
          url: address.url,
          alt: part.alt === '' ? (title ?? 'Artwork of this episode') : part.alt,
        };
        this.sources.add('artwork', part);
      } else this.sources.add('structure', part, { text: `${part.alt} ${part.url}`.trim() });
    }
    return artwork === undefined ? {} : { artwork };
  }

  credits(): DraftEpisode['credits'] {
    const credits: { role: string; name: string }[] = [];
    for (const part of this.of('credit')) {
      if (credits.length >= MAX_CREDITS || !this.budget.takes(part.role, part.name)) {
        this.toProse(`${part.role}: ${part.name}`, part);
        continue;
      }
      this.sources.add(`credits[${credits.length}]`, part);
      credits.push({ role: part.role, name: part.name });
    }
    return credits;
  }

  topics(): DraftEpisode['topics'] {
    const cut = this.of('topic').flatMap(fittingTopics);
    const folded = foldTopics(cut, MAX_TOPICS, MAX_TOPIC);
    const topics: { text: string; startSeconds?: number }[] = [];
    for (const { text, startSeconds, parts } of folded) {
      const [first] = parts;
      if (first === undefined) continue;
      if (topics.length >= MAX_TOPICS || !this.budget.takes(text)) {
        this.toProse(startSeconds === undefined ? text : `${clockOf(startSeconds)} ${text}`, first);
        continue;
      }
      for (const part of parts)
        this.sources.add(
          `topics[${topics.length}]`,
          part,
          part === first
            ? {}
            : { note: `a record takes ${MAX_TOPICS} topics: nested ones go with the one above` },
        );
      topics.push({ text, ...(startSeconds === undefined ? {} : { startSeconds }) });
    }
    return topics;
  }

  links(): DraftEpisode['links'] {
    const links: { label: string; url?: string }[] = [];
    const moved = this.of('link').filter((part) => !part.mention);
    // Those read out of running text give way first: their words are kept where they stand.
    const room = MAX_LINKS - Math.min(moved.length, MAX_LINKS);
    const mentioned = this.of('link').filter((part) => part.mention);
    const chosen = new Set([...moved.slice(0, MAX_LINKS), ...mentioned.slice(0, room)]);
    const seen = new Set(moved.map((part) => part.url));
    for (const part of this.of('link')) {
      if (part.mention && seen.has(part.url)) continue;
      const tooLong = part.label.length > MAX_LINK_LABEL;
      const label = tooLong ? displayed(part.url ?? '') : part.label;
      if (!chosen.has(part) || label === '' || !this.budget.takes(label, part.url)) {
        this.linkWithoutRoom(part);
        continue;
      }
      if (tooLong) this.toProse(part.label, part);
      this.sources.add(`links[${links.length}]`, part, {
        ...(part.mention ? { mention: true } : {}),
        ...(part.note === undefined ? {} : { note: part.note }),
      });
      links.push({ label, ...(part.url === undefined ? {} : { url: part.url }) });
    }
    return links;
  }

  private linkWithoutRoom(part: Of<'link'>): void {
    const url = part.url ?? '';
    if (part.mention) this.sources.add('overflow', part, { text: url });
    else this.toProse(part.label === displayed(url) ? url : `${part.label} ${url}`.trim(), part);
  }

  summary(): readonly string[] {
    const summary: string[] = [];
    const ordered = this.prose.toSorted((a, b) => a.from - b.from);
    for (const { text, from, to, note } of fitParagraphs(ordered, MAX_PARAGRAPHS, MAX_PARAGRAPH)) {
      if (summary.length >= MAX_PARAGRAPHS || !this.budget.takes(text)) {
        this.sources.add('overflow', { from, to }, { text, note: 'the record is full' });
        continue;
      }
      this.sources.add(`summary[${summary.length}]`, { from, to }, note === undefined ? {} : { note });
      summary.push(text);
    }
    return summary;
  }

  otherEpisodes(): OtherEpisode[] {
    return this.of('otherEpisode').map((part, index) => {
      this.sources.add(`otherEpisodes[${index}]`, part);
      const { publishedAt, durationSeconds, title } = part;
      return { publishedAt, durationSeconds, ...(title === undefined ? {} : { title }) };
    });
  }

  sponsors(): Sponsor[] {
    return this.of('sponsor').map((part, index) => {
      this.sources.add(`sponsors[${index}]`, part);
      const { text, heading, startSeconds, urls } = part;
      return {
        ...(heading === undefined ? {} : { heading }),
        text,
        ...(startSeconds === undefined ? {} : { startSeconds }),
        ...(urls.length === 0 ? {} : { urls }),
      };
    });
  }

  sourcesInOrder(): NotesDraft['sources'] {
    return this.sources.inOrder();
  }
}

/** Somebody is the same with and without a title. */
const person = (name: string): string =>
  name.toLowerCase().replace(/^(?:(?:dr|prof|professor|sir|dame|mr|mrs|ms)\.?\s+)+/u, '');

/** Most topics as they are; a longer one in pieces, of which the first keeps its time. */
const fittingTopics = (part: Of<'topic'>): Of<'topic'> | readonly Of<'topic'>[] => {
  if (part.text !== '' && part.text.length <= MAX_TOPIC) return part;
  return splitText(part.text, MAX_TOPIC).map((text, index) =>
    index === 0 ? { ...part, text } : withoutTime({ ...part, text }),
  );
};

const withoutTime = ({ text, level, from, to }: Of<'topic'>): Of<'topic'> => ({
  kind: 'topic',
  text,
  level,
  from,
  to,
});
