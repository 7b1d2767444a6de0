import type { Source } from './draft.ts';
import type { Range } from './reading.ts';

/** Collects where parts came from, and knows the lines of the notes. */
export class Sources {
  private readonly lineStarts: number[] = [0];
  private readonly found: Source[] = [];

  constructor(notes: string) {
    for (let at = 0; at < notes.length; at += 1) {
      const code = notes.charCodeAt(at);
      if (code === 0x0a || (code === 0x0d && notes.charCodeAt(at + 1) !== 0x0a)) this.lineStarts.push(at + 1);
    }
  }

  add(part: string, range: Range, more: Pick<Source, 'mention' | 'text' | 'note'> = {}): void {
    this.found.push({ part, from: range.from, to: range.to, line: this.lineOf(range.from), ...more });
  }

  inOrder(): readonly Source[] {
    return this.found.toSorted((a, b) => a.from - b.from || a.to - b.to);
  }

  private lineOf(offset: number): number {
    let low = 0;
    let high = this.lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }
}
