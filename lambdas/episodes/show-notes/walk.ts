import { addressOf, displayed } from './addresses.ts';
import type { Chapters } from './chapters.ts';
import type { Stretch } from './credits.ts';
import type { GuestAt } from './guests.ts';
import type { Heading } from './headings.ts';
import { labelFor } from './link-lines.ts';
import type { Part } from './parts.ts';
import { clean, rangeOf, type Anchor, type Line } from './reading.ts';
import type { SectionKind } from './sections.ts';

/** What is known while going through the lines from first to last. */
export class Walk {
  readonly lines: readonly Line[];
  readonly chapters: Chapters;
  /** The title, where it is known from elsewhere. */
  readonly title: string | undefined;
  readonly base: string | undefined;
  readonly parts: Part[] = [];
  /** What the last heading announced. */
  section: SectionKind | undefined;
  /** Headings that wait for what they stand above. */
  pending: Heading[] = [];
  /** What a heading contributes to the first link below it. */
  labelPrefix = '';
  hasLeadIn = false;
  /** Bullets are nested under a topic that came from a heading or a chapter. */
  underTopic = false;
  private audioFound = false;
  private readonly linked = new Set<string>();

  constructor(
    lines: readonly Line[],
    chapters: Chapters,
    context: { readonly title?: string | undefined; readonly base?: string | undefined },
  ) {
    this.lines = lines;
    this.chapters = chapters;
    this.title = context.title;
    this.base = context.base;
  }

  add(part: Part): void {
    this.parts.push(part);
  }

  /** The words of a line that no part took: they did their work, and are kept with the sources. */
  addRest(line: Line, taken: readonly Stretch[]): void {
    let at = 0;
    const words: string[] = [];
    const ordered = taken.toSorted((a, b) => a.start - b.start);
    for (const { start, end } of [...ordered, { start: line.text.length, end: line.text.length }]) {
      const between = clean(line.text.slice(at, Math.max(at, start)));
      if (/[\p{L}\p{N}]/u.test(between)) words.push(between);
      at = Math.max(at, end);
    }
    if (words.length > 0) this.add({ kind: 'structure', text: words.join(' '), ...lineRange(line) });
  }

  paragraph(line: Line, sign = ''): void {
    const text = clean(sign === '' ? line.text : `${sign} ${line.text}`);
    if (text !== '') this.add({ kind: 'paragraph', text, from: line.from, to: line.to });
  }

  /** Addresses behind words that stay in a paragraph or a topic. */
  mentions(line: Line, start = 0, end = line.text.length, guests: readonly GuestAt[] = []): void {
    if (line.anchors.length === 0) return;
    const taken = new Set(guests.map((guest) => guest.url));
    for (const anchor of line.anchors) {
      const empty = anchor.start === anchor.end;
      if (anchor.bare || taken.has(anchor.url)) continue;
      // A recording has no words and stands anywhere; words outside the stretch (a linked time) are no label.
      if (!empty && (anchor.start >= end || anchor.end <= start)) continue;
      const words = line.text.slice(anchor.start, anchor.end);
      this.mention(anchor, words, empty ? lineRange(line) : rangeOf(line, anchor.start, anchor.end));
    }
  }

  private mention(anchor: Anchor, words: string, range: { from: number; to: number }): void {
    const address = addressOf(anchor.url, this.base);
    if (address.kind === 'unusable') {
      this.add({ kind: 'structure', text: clean(anchor.url), ...range });
      return;
    }
    if (address.kind !== 'https' || this.takeAudio(address.url, range) || this.linked.has(address.url))
      return;
    this.linked.add(address.url);
    const note = address.upgraded ? { note: UPGRADED } : {};
    const label = clean(labelFor(words, address.url)) || displayed(address.url);
    this.add({ kind: 'link', label, url: address.url, mention: true, ...note, ...range });
  }

  /** The first address of a recording is the episode's. */
  takeAudio(url: string, range: { readonly from: number; readonly to: number }): boolean {
    if (!/\.(?:mp3|m4a|aac|ogg|oga|opus|wav|flac|m4b)$/i.test(URL.parse(url)?.pathname ?? '')) return false;
    if (!this.audioFound) {
      this.add({ kind: 'audio', url, ...range });
      this.audioUrl = url;
    }
    const again = this.audioFound && url !== this.audioUrl;
    this.audioFound = true;
    return !again;
  }

  private audioUrl = '';

  /** False if it was linked before under the same words. */
  rememberLink(url: string): void {
    this.linked.add(url);
  }

  guests(line: Line, guests: readonly GuestAt[], mention: boolean): void {
    for (const { name, url, start, end } of guests) {
      const address = url === undefined ? undefined : addressOf(url, this.base);
      this.add({
        kind: 'guest',
        name: clean(name),
        mention,
        ...(address?.kind === 'https' ? { url: address.url } : {}),
        ...rangeOf(line, start, end),
      });
    }
  }
}

export const UPGRADED = 'http:// in the notes; emails link to https:// only';

export const lineRange = (line: Line): { from: number; to: number } => ({ from: line.from, to: line.to });
