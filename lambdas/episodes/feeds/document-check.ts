import { Tokenizer } from 'htmlparser2';
import { secondsOfDuration } from './durations.ts';

/** Why a document is no feed to be relied on: what is wrong, where, for people. */
export type DocumentFault = { readonly line: number; readonly what: string };

export type CheckedDocument =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly fault: DocumentFault };

/** Of htmlparser2's `QuoteType`: below it are no value at all and a value without quotation marks. */
const SINGLE_QUOTE = 2;
/** Deeper than any feed; a guard for what comes after. */
const DEEPEST = 64;

/**
 * Reads a document as XML before the feed parser does, which is more forgiving than announcing to thousands
 * allows: a file that was cut off is refused, not imported as far as it goes. No DTD is let through, so there are
 * no entities to expand. Linear in time, and in memory but for the stack of open elements.
 */
export const checkDocument = (text: string): CheckedDocument => {
  const check = new Check(text);
  const tokenizer = new Tokenizer(
    { xmlMode: true, decodeEntities: false },
    {
      ontext: (start, end) => check.text(start, end),
      ontextentity: () => {},
      onopentagname: (start, end) => check.opens(start, end),
      onopentagend: () => check.opened(),
      onselfclosingtag: () => check.closedItself(),
      onclosetag: (start, end) => check.closes(start, end),
      oncdata: (start, end, offset) => {
        check.cdata(start, end - offset);
        check.ended(end, offset, ']]>');
      },
      oncomment: (_start, end, offset) => check.ended(end, offset, '-->'),
      ondeclaration: (start) => check.declares(start),
      onprocessinginstruction: () => {},
      onattribdata: () => {},
      onattribentity: () => {},
      onattribend: (quote) => check.attributeEnds(quote),
      onattribname: (start, end) => check.attribute(start, end),
      onend: () => {},
    },
  );
  tokenizer.write(text);
  tokenizer.end();
  return check.result();
};

type OpenElement = { readonly name: string; readonly at: number };
type Replacement = { readonly from: number; readonly to: number; readonly by: string };

class Check {
  private readonly document: string;
  private readonly stack: OpenElement[] = [];
  private readonly durations: Replacement[] = [];
  private fault: { readonly at: number; readonly what: string } | undefined;
  private root = '';
  private rootEnded = false;
  private opening: OpenElement | undefined;
  private attributes = new Set<string>();
  private attributeAt = 0;

  constructor(document: string) {
    this.document = document;
  }

  private found(at: number, what: string): void {
    this.fault ??= { at, what };
  }

  opens(start: number, end: number): void {
    this.opening = { name: this.document.slice(start, end), at: start - 1 };
    this.attributes.clear();
    if (this.rootEnded) this.found(start, `<${this.opening.name}> stands after the end of the document`);
    if (this.root === '') this.root = this.opening.name;
  }

  opened(): void {
    if (this.opening === undefined) return;
    this.stack.push(this.opening);
    this.opening = undefined;
    if (this.stack.length > DEEPEST)
      this.found(this.stack.at(-1)?.at ?? 0, `more than ${DEEPEST} elements deep`);
  }

  closedItself(): void {
    this.opening = undefined;
    if (this.stack.length === 0) this.rootEnded = true;
  }

  closes(start: number, end: number): void {
    const name = this.document.slice(start, end);
    const open = this.stack.pop();
    if (open === undefined) this.found(start, `</${name}> closes an element that was never opened`);
    else if (open.name !== name)
      this.found(start, `</${name}> stands where </${open.name}> of line ${this.lineOf(open.at)} should`);
    if (this.stack.length === 0) this.rootEnded = true;
  }

  attribute(start: number, end: number): void {
    const name = this.document.slice(start, end);
    if (this.attributes.has(name)) this.found(start, `${name} stands twice in <${this.opening?.name}>`);
    this.attributes.add(name);
    this.attributeAt = start;
  }

  attributeEnds(quote: number): void {
    if (quote < SINGLE_QUOTE)
      this.found(this.attributeAt, `an attribute of <${this.opening?.name}> has no value in quotation marks`);
  }

  text(start: number, end: number): void {
    if (this.rootEnded && /\S/u.test(this.document.slice(start, end)))
      this.found(start, 'text stands after the end of the document');
    this.duration(start, end, { from: start, to: end });
  }

  /** The parser reads a length in plain text alone, so the brackets go as well. */
  cdata(start: number, end: number): void {
    this.duration(start, end, { from: start - '<![CDATA['.length, to: end + ']]>'.length });
  }

  private duration(start: number, end: number, whole: { readonly from: number; readonly to: number }): void {
    const name = this.stack.at(-1)?.name ?? '';
    if (!/^(?:[\w-]+:)?duration$/iu.test(name)) return;
    const seconds = secondsOfDuration(this.document.slice(start, end));
    // What is no length must not be taken for one by the parser: it makes a number of `-1` and of `99:99:99`.
    this.durations.push({ ...whole, by: seconds === undefined ? '' : String(seconds) });
  }

  /** The tokenizer closes what is open at the end; XML does not. */
  ended(end: number, offset: number, mark: string): void {
    if (!this.document.startsWith(mark, end - offset))
      this.found(this.document.length, 'the file ends inside a comment or a CDATA section: it was cut off');
  }

  declares(start: number): void {
    if (/^!?doctype/iu.test(this.document.slice(start, start + 10)))
      this.found(
        start,
        'it has a document type declaration (<!DOCTYPE …>), which feeds do not need and this reader refuses',
      );
  }

  result(): CheckedDocument {
    const nul = this.document.indexOf('\0');
    if (nul >= 0) this.found(nul, 'a NUL character: the file is damaged, or in an encoding it does not name');
    this.checkEnd();
    if (this.fault !== undefined)
      return { ok: false, fault: { line: this.lineOf(this.fault.at), what: this.fault.what } };
    return { ok: true, text: this.withPlainDurations() };
  }

  private checkEnd(): void {
    const end = this.document.length;
    if (this.root === '') this.found(0, 'it is no XML: there is not one element in it');
    const open = this.stack.at(-1);
    if (open !== undefined)
      this.found(
        end,
        `the file ends before </${open.name}> (opened in line ${this.lineOf(open.at)}): it was cut off`,
      );
    else if (!this.rootEnded && this.root !== '')
      this.found(end, 'the file ends inside a tag: it was cut off');
  }

  /** The feed parser knows two of the ways lengths are written in; all become whole seconds before it sees them. */
  private withPlainDurations(): string {
    const pieces: string[] = [];
    let at = 0;
    for (const { from, to, by } of this.durations) {
      pieces.push(this.document.slice(at, from), by);
      at = to;
    }
    return [...pieces, this.document.slice(at)].join('');
  }

  private lineOf(offset: number): number {
    let line = 1;
    for (
      let at = this.document.indexOf('\n');
      at >= 0 && at < offset;
      at = this.document.indexOf('\n', at + 1)
    )
      line += 1;
    return line;
  }
}
