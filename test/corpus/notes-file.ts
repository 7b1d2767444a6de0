import { draftFromNotes } from '../../lambdas/episodes/show-notes/draft-from-notes.ts';
import { clean } from '../../lambdas/episodes/show-notes/reading.ts';
import type { Corpus } from './corpus.ts';
import type { Tally } from './tally.ts';

/**
 * A file of show notes, what was made of it, and its row in the index. What is expected is told by the numbers of
 * the file's lines, so that nothing of its text stands here.
 */
export class NotesFile {
  readonly draft;
  private readonly lines: readonly string[];
  private readonly row: string;
  private readonly name: string;
  private readonly tally: Tally;

  constructor(corpus: Corpus, name: string, tally: Tally) {
    const notes = corpus.text(`shownotes/${name}`);
    this.name = name;
    this.tally = tally;
    this.lines = notes.split(/\r?\n/);
    this.draft = draftFromNotes(notes);
    this.row =
      corpus
        .text('INDEX.md')
        .split('\n')
        .find((line) => line.startsWith(`| ${name} |`)) ?? '';
  }

  field(what: string, found: unknown, expected: unknown): void {
    this.tally.field(`${this.name}: ${what}`, found, expected);
  }

  /** A line without its bullet, its time and the marks around them. */
  line(number: number, marks: RegExp = /^$/): string {
    return clean((this.lines[number - 1] ?? '').replace(marks, ''));
  }

  numbersOf(marks: RegExp): number[] {
    return this.lines.flatMap((line, index) => (marks.test(line) ? [index + 1] : []));
  }

  /** Names that the row of the index says, as in "guest Ada Loved". */
  namedInIndex(name: string | undefined): boolean {
    return name !== undefined && this.row.includes(name);
  }

  summaryIs(...numbers: readonly number[]): void {
    this.field('number of paragraphs', this.draft.episode.summary.length, numbers.length);
    numbers.forEach((number, index) =>
      this.field(`paragraph of line ${number}`, this.draft.episode.summary[index], this.line(number)),
    );
  }

  topicsAre(numbers: readonly number[], marks: RegExp): void {
    this.field('number of topics', this.draft.episode.topics.length, numbers.length);
    numbers.forEach((number, index) =>
      this.field(`topic of line ${number}`, this.draft.episode.topics[index]?.text, this.line(number, marks)),
    );
  }

  creditsAre(...numbers: readonly number[]): void {
    this.field('number of credits', this.draft.episode.credits.length, numbers.length);
    numbers.forEach((number, index) => {
      const [role, name] = this.line(number).split(': ');
      this.field(`credit of line ${number}`, this.draft.episode.credits[index], { role, name });
      this.field(`credit of line ${number} in the index`, this.namedInIndex(name), true);
    });
  }

  /** Every time of the notes, a sponsor's slot too, in order. */
  get times(): readonly number[] {
    return [...this.draft.episode.topics, ...this.draft.sponsors]
      .flatMap(({ startSeconds }) => (startSeconds === undefined ? [] : [startSeconds]))
      .toSorted((a, b) => a - b);
  }

  timesAre(numbers: readonly number[]): void {
    this.field('number of times', this.times.length, numbers.length);
    numbers.forEach((number, index) =>
      this.field(`time of line ${number}`, this.times[index], this.secondsIn(number)),
    );
  }

  secondsIn(number: number): number {
    const parts = /(?:(\d+):)?(\d+):(\d\d)/.exec(this.line(number));
    return Number(parts?.[1] ?? 0) * 3600 + Number(parts?.[2]) * 60 + Number(parts?.[3]);
  }
}
