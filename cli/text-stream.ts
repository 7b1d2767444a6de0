/** A stream of text: process.stdout, process.stderr, or a test's own. */
export type TextStream = {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
};
