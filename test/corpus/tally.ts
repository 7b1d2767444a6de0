import { expect } from 'vitest';

/** Counts fields right of fields expected, and remembers what was wrong. */
export class Tally {
  private right = 0;
  private readonly misses: string[] = [];
  private readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  field(name: string, found: unknown, expected: unknown): void {
    if (this.same(found, expected)) this.right += 1;
    else this.misses.push(`${name}: found ${shown(found)}, expected ${shown(expected)}`);
  }

  private same(found: unknown, expected: unknown): boolean {
    try {
      expect(found).toEqual(expected);
      return true;
    } catch {
      return false;
    }
  }

  /** The share of fields that are right, printed with the misses: those explained in docs/show-notes.md too. */
  report(): { readonly share: number; readonly misses: readonly string[] } {
    const expected = this.right + this.misses.length;
    const share = this.right / expected;
    console.log(
      [
        `${this.name}: ${this.right} fields right of ${expected} expected (${(share * 100).toFixed(1)} %)`,
        ...this.misses.map((miss) => `  miss: ${miss}`),
      ].join('\n'),
    );
    return { share, misses: this.misses };
  }
}

const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
};
