import { Parser } from 'htmlparser2';

/** What MJML would pass over in silence. Lines count from 1. */
export type MjmlFault = { readonly name: string; readonly line: number; readonly what: string };

type Tag = { readonly name: string; readonly at: number };

/**
 * The first tag that is opened and not closed by its own end tag: MJML and browsers would close it somewhere, and
 * MJML loses what follows. Or an include, which is never read: a record must not be able to ask for one.
 */
export const firstFault = (mjml: string): MjmlFault | undefined => {
  const open: Tag[] = [];
  let found: (Tag & { readonly what: string }) | undefined;
  const parser = new Parser(
    {
      onopentagname: (name) => {
        const tag = { name, at: parser.startIndex };
        if (name === 'mj-include') found ??= { ...tag, what: "is not read: use {% render 'partial' %}" };
        if (!VOID.has(name)) open.push(tag);
      },
      onclosetag: (name, implied) => {
        if (VOID.has(name)) return;
        const tag = open.pop();
        // A tag that closes itself (<mj-image />) ends where it began; the parser calls that implied too.
        if (tag === undefined || !implied || closesItself(mjml, parser.endIndex)) return;
        if (isMjml(name) || !open.some((around) => around.name === 'mj-raw'))
          found ??= { ...tag, what: 'is not closed' };
      },
    },
    { recognizeSelfClosing: true, decodeEntities: false, lowerCaseTags: true },
  );
  parser.end(mjml);
  return found === undefined
    ? undefined
    : { name: found.name, line: mjml.slice(0, found.at).split('\n').length, what: found.what };
};

/** Elements without an end tag (https://html.spec.whatwg.org/#void-elements). */
const VOID: ReadonlySet<string> = new Set(
  'area base br col embed hr img input link meta source track wbr'.split(' '),
);

const isMjml = (name: string): boolean => name === 'mjml' || name.startsWith('mj-');

const closesItself = (mjml: string, end: number): boolean => mjml.slice(end - 1, end + 1) === '/>';
