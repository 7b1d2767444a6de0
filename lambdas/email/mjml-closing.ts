import { Parser } from 'htmlparser2';

/** The first MJML tag that is opened and never closed by its own end tag, with its line, from 1. */
export const firstUnclosed = (mjml: string): { readonly name: string; readonly line: number } | undefined => {
  const open: { readonly name: string; readonly at: number }[] = [];
  let found: { readonly name: string; readonly at: number } | undefined;
  const parser = new Parser(
    {
      onopentagname: (name) => {
        if (isMjml(name)) open.push({ name, at: parser.startIndex });
      },
      onclosetag: (name, implied) => {
        if (!isMjml(name)) return;
        const tag = open.pop();
        // A tag that closes itself (<mj-image />) ends where it began; the parser calls that implied too.
        if (implied && found === undefined && tag !== undefined && !closesItself(mjml, parser.endIndex))
          found = tag;
      },
    },
    { recognizeSelfClosing: true, decodeEntities: false, lowerCaseTags: true },
  );
  parser.end(mjml);
  return found === undefined
    ? undefined
    : { name: found.name, line: mjml.slice(0, found.at).split('\n').length };
};

const isMjml = (name: string): boolean => name === 'mjml' || name.startsWith('mj-');

const closesItself = (mjml: string, end: number): boolean => mjml.slice(end - 1, end + 1) === '/>';
