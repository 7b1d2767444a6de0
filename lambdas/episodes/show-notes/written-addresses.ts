import { bareAddressAt } from './addresses.ts';
import type { Anchor, Line } from './reading.ts';

const SCHEME = /(?:https?:\/\/|www\.)/giu;
const HAS_SCHEME = /https?:\/\/|www\./iu;
const NONE: readonly Anchor[] = [];
/** Ends of names that are hardly anything but addresses. */
const DOMAIN =
  'com|org|net|edu|gov|info|biz|io|co|fm|tv|me|ai|app|dev|be|gg|to|ly|st|show|audio|media|news|blog|shop|store|link|live|page|site|online|club|studio|xyz|eu|uk|us|ca|au|nz|ie|in|za|de|at|ch|fr|it|es|pt|br|mx|ar|cl|nl|lu|dk|se|no|fi|is|pl|cz|sk|hu|ro|bg|gr|tr|ua|ru|il|ir|jp|cn|kr|tw|hk|sg|ng|ke|example|test';
/** `example.com/path`, at the end of a line: alone or behind what it is the address of. */
const WITHOUT_SCHEME = new RegExp(
  `(?:^|[:：|→▶►>(\\[]\\uFE0F?\\s*|\\s[–—-]\\s+)((?:[a-z\\d](?:[a-z\\d-]{0,62}[a-z\\d])?\\.){1,4}(?:${DOMAIN})(?:/[^\\s<>"“”«»]{0,500})?)[.)\\]]?$`,
  'iu',
);
const LONGEST = 700;

/** The addresses that stand in a line's text, where they are no links yet. */
export const withWrittenAddresses = (line: Line): Line => {
  if (line.text.length < 5) return line;
  const [written, short] = [schemed(line), withoutScheme(line)];
  if (written.length + short.length === 0) return line;
  return { ...line, anchors: [...line.anchors, ...written, ...short].toSorted((a, b) => a.start - b.start) };
};

/** Text and Markdown are read with them; HTML has them between its tags. */
const schemed = ({ text, anchors }: Line): readonly Anchor[] => {
  if (!HAS_SCHEME.test(text)) return NONE;
  const found: Anchor[] = [];
  let next = 0;
  let taken = 0;
  for (const { index } of text.matchAll(SCHEME)) {
    if (index < taken || /[\p{L}\p{N}]/u.test(text.charAt(index - 1))) continue;
    while ((anchors[next]?.end ?? Number.MAX_SAFE_INTEGER) <= index) next += 1;
    const anchor = anchors[next];
    if (anchor !== undefined && anchor.start <= index) continue;
    const at = bareAddressAt(text, index);
    if (at === undefined) continue;
    taken = index + at.looked;
    if (at.address !== undefined)
      found.push({ start: index, end: index + at.address.length, url: at.address, bare: true });
  }
  return found;
};

const withoutScheme = ({ text, anchors }: Line): readonly Anchor[] => {
  if (anchors.length > 0 || text.length > LONGEST || !text.includes('.')) return NONE;
  const address = WITHOUT_SCHEME.exec(text)?.[1];
  if (address === undefined) return NONE;
  const start = text.lastIndexOf(address);
  return [{ start, end: start + address.length, url: `https://${address}`, bare: true }];
};
