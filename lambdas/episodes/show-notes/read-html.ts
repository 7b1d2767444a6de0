import { Tokenizer } from 'htmlparser2';
import { isBlockElement, isHiddenElement, isHtmlElement } from './html-elements.ts';
import { LineBuilder } from './line-builder.ts';
import type { Aside, Line, Reading, Shape } from './reading.ts';

/**
 * Reads HTML, broken HTML too, with the tokenizer of htmlparser2: no tree is built, so unclosed and unopened
 * elements cost nothing. What no element explains (`<3`, `<someone@example.com>`, a tag that never ends) is text.
 */
export const readHtml = (notes: string): Reading => {
  const reader = new HtmlReader(notes);
  // Two things each end the text of an entity: where the last piece ended is where the next began.
  let last = 0;
  let name = '';
  let tagFrom = 0;
  let attribute = '';
  let value = '';
  let attributes = new Map<string, string>();
  const opened = (endIndex: number): void => {
    last = endIndex + 1;
    reader.open(name, attributes, tagFrom, last);
  };
  const skipped = (_start: number, endIndex: number): void => {
    last = Math.min(endIndex + 1, notes.length);
  };
  const tokenizer = new Tokenizer(
    {},
    {
      ontext: (start, end) => {
        // At the end inside a tag the tokenizer has no start of a text to tell: `finish` gives the tag back.
        if (start < 0) return;
        reader.text(notes.slice(start, end), start, end);
        last = end;
      },
      ontextentity: (codepoint, end) => {
        reader.text(String.fromCodePoint(codepoint), last, end);
        last = end;
      },
      onopentagname: (start, end) => {
        name = notes.slice(start, end).toLowerCase();
        tagFrom = start - 1;
        attributes = new Map();
      },
      onattribname: (start, end) => {
        attribute = notes.slice(start, end).toLowerCase();
        value = '';
      },
      onattribdata: (start, end) => {
        value += notes.slice(start, end);
      },
      onattribentity: (codepoint) => {
        value += String.fromCodePoint(codepoint);
      },
      onattribend: () => {
        if (!attributes.has(attribute)) attributes.set(attribute, value);
      },
      onopentagend: opened,
      onselfclosingtag: opened,
      onclosetag: (start, end) => {
        const closing = notes.indexOf('>', end);
        last = closing < 0 ? notes.length : closing + 1;
        reader.close(notes.slice(start, end).toLowerCase(), start - 2, last);
      },
      oncomment: (_start, end) => skipped(0, end),
      oncdata: (start, end, offset) => {
        reader.text(notes.slice(start, end - offset), start, end - offset);
        skipped(start, end);
      },
      ondeclaration: skipped,
      onprocessinginstruction: skipped,
      onend: () => {},
    },
  );
  tokenizer.write(notes);
  tokenizer.end();
  return reader.finish(last);
};

const BREAKS = /<(?:p|br|div|ul|ol|li|dl|h[1-6]|table|blockquote|pre|section|article)[\s>/]/i;

class HtmlReader {
  private readonly notes: string;
  private readonly lines: Line[] = [];
  /** The title of a whole document: no browser shows it among the text. */
  private readonly asides: Aside[] = [];
  private inTitle = false;
  private builder = new LineBuilder();
  private shape: Shape = { kind: 'plain' };
  private gap = true;
  private lists = 0;
  private items = 0;
  private paragraphs = 0;
  private strong = 0;
  private hidden = 0;
  private preformatted = 0;
  private term = false;

  constructor(notes: string) {
    this.notes = notes;
    // Without a single paragraph, list or <br>, its line breaks are the ones that were typed.
    if (!BREAKS.test(notes)) this.preformatted = 1;
  }

  text(text: string, from: number, to: number): void {
    if (this.inTitle && text.trim() !== '') this.asides.push({ text, from, to });
    if (this.hidden > 0) return;
    if (this.preformatted > 0 || (this.paragraphs === 0 && this.lists === 0)) this.lineByLine(text, from, to);
    else this.builder.add(text, from, to, this.strong > 0);
  }

  /** WordPress keeps bare paragraphs, apart by a blank line, and makes `<p>` of them only when it shows them. */
  private lineByLine(text: string, from: number, to: number): void {
    const breaks = this.preformatted > 0 ? /\r?\n|\r/g : /(?:\r?\n|\r)[ \t]{0,200}(?:\r?\n|\r)\s{0,200}/g;
    // Entities come as pieces whose length differs from their source; they hold no line breaks that count.
    let at = 0;
    for (const found of text.length === to - from ? text.matchAll(breaks) : []) {
      this.builder.add(text.slice(at, found.index), from + at, from + found.index, this.strong > 0);
      // A typed blank line is a gap too: then there is nothing to end.
      this.endLine(this.preformatted === 0 || this.builder.isEmpty);
      at = found.index + found[0].length;
    }
    this.builder.add(text.slice(at), from + at, to, this.strong > 0);
  }

  open(name: string, attributes: ReadonlyMap<string, string>, from: number, to: number): void {
    if (!isHtmlElement(name)) {
      this.text(this.notes.slice(from, to), from, to);
      return;
    }
    if (isHiddenElement(name)) this.hidden += 1;
    this.inTitle = name === 'title';
    if (isBlockElement(name)) this.startBlock(name);
    switch (name) {
      case 'br':
        if (this.items > 0 && this.shape.kind === 'bullet') this.builder.add('\n', from, to);
        else this.endLine(false);
        break;
      case 'a':
        this.builder.openAnchor(attributes.get('href') ?? '');
        break;
      case 'audio':
      case 'source':
      case 'iframe':
        this.builder.openAnchor(attributes.get('src') ?? '');
        this.builder.closeAnchor();
        break;
      case 'img':
        if (this.builder.anchorIsEmpty) this.builder.add(attributes.get('alt') ?? '', from, to);
        break;
      case 'b':
      case 'strong':
        this.strong += 1;
        break;
      case 'td':
      case 'th':
        // A row of a table is a line.
        this.builder.add(' ', from, to);
        break;
      default:
        break;
    }
  }

  private startBlock(name: string): void {
    // A term and what it means are one line.
    if (name === 'dd' && this.term && !this.builder.isEmpty) this.builder.endWithColon();
    else this.endLine(true);
    this.term = name === 'dt';
    if (name === 'ul' || name === 'ol' || name === 'menu') this.lists += 1;
    if (name === 'p') this.paragraphs = 1;
    if (name === 'pre') this.preformatted += 1;
    if (name === 'li') {
      this.items += 1;
      this.shape = { kind: 'bullet', depth: Math.max(0, this.lists - 1), sign: '' };
    }
    const level = /^h([1-6])$/.exec(name)?.[1];
    if (level !== undefined) {
      this.shape = { kind: 'heading', level: Number(level) };
      this.paragraphs = 1;
    }
  }

  close(name: string, from: number, to: number): void {
    if (!isHtmlElement(name)) {
      this.text(this.notes.slice(from, to), from, to);
      return;
    }
    if (isHiddenElement(name)) this.hidden = Math.max(0, this.hidden - 1);
    this.inTitle = false;
    if (name === 'a') this.builder.closeAnchor();
    if (name === 'b' || name === 'strong') this.strong = Math.max(0, this.strong - 1);
    if (isBlockElement(name)) this.endBlock(name);
  }

  private endBlock(name: string): void {
    if (name === 'dt' && this.term) return;
    this.endLine(true);
    if (name === 'ul' || name === 'ol' || name === 'menu') this.lists = Math.max(0, this.lists - 1);
    if (name === 'li') this.items = Math.max(0, this.items - 1);
    if (name === 'pre') this.preformatted = Math.max(0, this.preformatted - 1);
    if (name === 'p' || /^h[1-6]$/.test(name)) this.paragraphs = 0;
    if (this.lists === 0) this.items = 0;
  }

  private endLine(gapAfter: boolean): void {
    const open = this.builder.openUrl;
    if (!this.builder.isEmpty) {
      this.lines.push(this.builder.build(this.shape, this.gap));
      this.gap = gapAfter;
      // What follows a paragraph inside an item is still the item's; a new item gets its own shape.
      this.shape = { kind: 'plain' };
    } else if (gapAfter) this.gap = true;
    this.builder = new LineBuilder();
    if (open !== undefined && !/^\s*mailto:/i.test(open)) this.builder.openAnchor(open);
  }

  /** `read` is how far the tokenizer came: a tag that never ends is given back as text. */
  finish(read: number): Reading {
    if (read < this.notes.length && this.hidden === 0)
      this.builder.add(this.notes.slice(read), read, this.notes.length);
    this.builder.closeAnchor();
    this.endLine(true);
    return { lines: this.lines, images: [], asides: this.asides };
  }
}
