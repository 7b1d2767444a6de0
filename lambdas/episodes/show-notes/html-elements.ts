/** Elements of HTML, living and obsolete, that notes are written with. `<name>` of anything else is text. */
const ELEMENTS = new Set(
  `a abbr acronym address article aside audio b bdi bdo big blockquote body br button caption center cite code
  col colgroup data dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form
  h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li link main map mark menu
  meta meter nav nobr noscript object ol optgroup option output p param picture pre progress q rp rt ruby s samp
  script search section select slot small source span strike strong style sub summary sup svg table tbody td
  template textarea tfoot th thead time title tr track tt u ul var video wbr`.split(/\s+/),
);

export const isHtmlElement = (name: string): boolean => ELEMENTS.has(name.toLowerCase());

/** What starts and ends a paragraph. */
const BLOCKS = new Set(
  `address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer
  form h1 h2 h3 h4 h5 h6 header hr html li main menu nav ol p pre section summary table tbody tfoot thead tr ul`.split(
    /\s+/,
  ),
);

export const isBlockElement = (name: string): boolean => BLOCKS.has(name);

/** Their content is no text of the notes. */
const HIDDEN = new Set(['script', 'style', 'head', 'template', 'title']);

export const isHiddenElement = (name: string): boolean => HIDDEN.has(name);

const STRUCTURE =
  /<(?:p|br|ul|ol|li|dl|div|h[1-6]|a\s[^<>]{0,2000}href|span|strong|em|b|i|table|blockquote|section|article)(?:\s[^<>]{0,2000})?\/?>/i;
const LINKED = /<a\s[^<>]{0,2000}href\s{0,8}=/i;

/** Whether notes were written as HTML. A stray `<audio>` in Markdown does not make it HTML. */
export const looksLikeHtml = (notes: string): boolean => STRUCTURE.test(notes) || LINKED.test(notes);
