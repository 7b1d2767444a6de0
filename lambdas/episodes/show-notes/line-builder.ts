import type { Anchor, Line, Run, Shape } from './reading.ts';

const NONE: readonly Anchor[] = [];

/** Collects the pieces of one line while a reader walks over the notes. */
export class LineBuilder {
  private text = '';
  private runs: Run[] = [];
  private anchors: Anchor[] = [];
  private open: { start: number; url: string } | undefined;
  private strongText = 0;
  private allText = 0;
  private from: number | undefined;
  private to = 0;

  /** Adds visible text that was read from `from`..`to` of the notes. */
  add(text: string, from: number, to: number, strong = false): void {
    if (text === '') return;
    const run = { at: this.text.length, from, to };
    // The first `push` to an array makes room for seventeen; most lines have one run.
    if (this.runs.length === 0) this.runs = [run];
    else this.runs.push(run);
    this.text += text;
    this.covers(from, to);
    const visible = text.trim().length;
    this.allText += visible;
    if (strong) this.strongText += visible;
  }

  endWithColon(): void {
    if (!/[:：]\s*$/u.test(this.text.slice(-8))) this.add(':', this.to, this.to);
    this.add(' ', this.to, this.to);
  }

  /** Marks that belong to the line and are not part of its text. */
  covers(from: number, to: number): void {
    this.from = Math.min(this.from ?? from, from);
    this.to = Math.max(this.to, to);
  }

  openAnchor(url: string): void {
    this.closeAnchor();
    this.open = { start: this.text.length, url };
  }

  closeAnchor(): void {
    if (this.open === undefined) return;
    const mailbox = /^\s*mailto:([^\s?@]+@[^\s?@]+)/iu.exec(this.open.url)?.[1];
    if (mailbox !== undefined) {
      this.closeMailbox(mailbox, this.open.start);
      return;
    }
    // `<a href="https://a.example">https://a.example</a>` is an address written out.
    const bare = /^\s*(?:https?:\/\/|www\.)\S*\s*$/iu.test(this.text.slice(this.open.start));
    this.anchors.push({ ...this.open, end: this.text.length, bare });
    this.open = undefined;
  }

  /** A record links to pages only: a mailbox behind words is written out after them. */
  private closeMailbox(mailbox: string, start: number): void {
    this.open = undefined;
    const words = this.text.slice(start);
    if (words.includes(mailbox)) return;
    this.add(words.trim() === '' ? mailbox : ` (${mailbox})`, this.to, this.to);
  }

  addBareUrl(text: string, url: string, from: number, to: number, strong = false): void {
    const start = this.text.length;
    this.add(text, from, to, strong);
    if (this.open === undefined) this.anchors.push({ start, end: this.text.length, url, bare: true });
  }

  /** An anchor that goes on over a line's end is linked on both lines. */
  get openUrl(): string | undefined {
    return this.open?.url;
  }

  get anchorIsEmpty(): boolean {
    return this.open !== undefined && this.text.slice(this.open.start).trim() === '';
  }

  get isEmpty(): boolean {
    return this.allText === 0 && this.anchors.length === 0 && this.open === undefined;
  }

  build(shape: Shape, gap: boolean): Line {
    this.closeAnchor();
    return {
      text: this.text,
      runs: this.runs,
      anchors: this.anchors.length === 0 ? NONE : this.anchors.filter((anchor) => anchor.url !== ''),
      from: this.from ?? 0,
      to: this.to,
      shape,
      gap,
      strong: this.allText > 0 && this.strongText === this.allText,
    };
  }
}
