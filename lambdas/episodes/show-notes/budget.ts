import { MAX_TEXT_BYTES } from '../episode.ts';

/** For what a person adds to the draft: ids, a page's address, a subject. */
const RESERVED = 6144;

/** The bytes of text a record has room for. */
export class Budget {
  private left = MAX_TEXT_BYTES - RESERVED;

  /** Whether there is room for these texts together; if so they are counted. */
  takes(...texts: readonly (string | undefined)[]): boolean {
    const bytes = texts.reduce((sum, text) => sum + (text === undefined ? 0 : Buffer.byteLength(text)), 0);
    if (bytes > this.left) return false;
    this.left -= bytes;
    return true;
  }
}
