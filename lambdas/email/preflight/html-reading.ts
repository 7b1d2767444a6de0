import { Parser } from 'htmlparser2';

/** What a person, a screen reader and a spam filter find in HTML. */
export type HtmlReading = {
  readonly links: readonly string[];
  readonly images: readonly { readonly src: string; readonly alt: string | undefined }[];
  /** Text that is there and not shown, a piece for each element. */
  readonly hidden: readonly string[];
  readonly visible: string;
};

type Look = {
  readonly hidden: boolean;
  readonly colour: string | undefined;
  readonly background: string | undefined;
};

const SILENT: ReadonlySet<string> = new Set(['head', 'style', 'script', 'title']);
const ALONE: ReadonlySet<string> = new Set(['img', 'br', 'meta', 'hr', 'link', 'input']);

export const readHtml = (html: string): HtmlReading => {
  const links: string[] = [];
  const images: { src: string; alt: string | undefined }[] = [];
  const hidden: string[] = [];
  let visible = '';
  let hiddenText = '';
  const endHidden = (): void => {
    if (hiddenText.trim() !== '') hidden.push(hiddenText.trim());
    hiddenText = '';
  };
  const looks: Look[] = [{ hidden: false, colour: undefined, background: undefined }];
  let silent = 0;
  const parser = new Parser({
    onopentag: (name, attributes) => {
      endHidden();
      if (SILENT.has(name)) silent += 1;
      if (name === 'a' && attributes['href'] !== undefined) links.push(attributes['href']);
      if (name === 'img') images.push({ src: attributes['src'] ?? '', alt: attributes['alt'] });
      if (!ALONE.has(name)) looks.push(lookOf(attributes, looks.at(-1)));
    },
    ontext: (text) => {
      if (silent > 0) return;
      const look = looks.at(-1);
      // The parser gives a text in pieces, cut at its entities.
      if (look !== undefined && isHidden(look)) hiddenText += text;
      else visible += text;
    },
    onclosetag: (name) => {
      endHidden();
      if (SILENT.has(name)) silent -= 1;
      if (!ALONE.has(name)) looks.pop();
      visible += ' ';
    },
  });
  parser.end(html);
  return { links, images, hidden, visible: visible.replace(/\s+/g, ' ').trim() };
};

const HIDING =
  /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)|max-height\s*:\s*0|mso-hide\s*:\s*all)/i;

const lookOf = (attributes: Readonly<Record<string, string | undefined>>, around: Look | undefined): Look => {
  const style = attributes['style'] ?? '';
  return {
    hidden: (around?.hidden ?? false) || HIDING.test(style),
    colour: colourIn(/(?:^|;)\s*color\s*:\s*(#?\w+)/i.exec(style)?.[1]) ?? around?.colour,
    background:
      colourIn(/(?:^|;)\s*background(?:-color)?\s*:\s*(#?\w+)/i.exec(style)?.[1] ?? attributes['bgcolor']) ??
      around?.background,
  };
};

const isHidden = ({ hidden, colour, background }: Look): boolean =>
  hidden || (colour !== undefined && colour === background);

const NAMED: ReadonlyMap<string, string> = new Map([
  ['white', '#ffffff'],
  ['black', '#000000'],
]);

const colourIn = (written: string | undefined): string | undefined => {
  if (written === undefined) return undefined;
  const value = written.toLowerCase();
  if (/^#[0-9a-f]{3}$/.test(value)) return value.replace(/[0-9a-f]/g, '$&$&');
  return NAMED.get(value) ?? (value.startsWith('#') ? value : undefined);
};
