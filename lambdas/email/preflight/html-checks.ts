import type { Rendering } from '../rendering.ts';
import { error, type Finding, warning } from './finding.ts';
import { type HtmlReading, readHtml } from './html-reading.ts';

/** Gmail shows about 102 KB of HTML, then a link to the rest: the unsubscribe link is in the rest. */
const GMAIL_CLIP_BYTES = 102_000;
const NEAR_CLIP_BYTES = 92_000;

/** What the email itself says, whichever template made it. */
export const htmlChecks = (rendering: Rendering): readonly Finding[] => {
  const reading = readHtml(rendering.html);
  return [
    ...sizeChecks(rendering),
    ...imageChecks(reading),
    ...linkChecks(reading, rendering),
    ...hiddenChecks(reading, rendering),
  ];
};

const sizeChecks = ({ html, shortened }: Rendering): readonly Finding[] => {
  const bytes = Buffer.byteLength(html);
  const size = `the HTML has ${Math.round(bytes / 1000)} KB`;
  if (bytes > GMAIL_CLIP_BYTES)
    return [
      error(
        'html-too-large',
        `${size}, and Gmail cuts at 102 KB, with the unsubscribe link in what it cuts: shorten the summary or the template`,
      ),
    ];
  if (bytes > NEAR_CLIP_BYTES)
    return [warning('html-too-large', `${size}, close to the 102 KB at which Gmail cuts`)];
  return shortened
    ? [
        warning(
          'html-shortened',
          'the episode is longer than an email can be: the HTML leaves the end of some lists out and links to the whole in the browser',
        ),
      ]
    : [];
};

const imageChecks = ({ images }: HtmlReading): readonly Finding[] =>
  images.flatMap(({ src, alt }) => [
    ...(alt === undefined || alt.trim() === ''
      ? [error('image-alt', `the image ${src} has no alt text: say what it shows`)]
      : []),
    ...(alt !== undefined &&
    /^(?:image|artwork|cover|picture|photo)$|\.(?:jpe?g|png|gif|webp)$/i.test(alt.trim())
      ? [warning('image-alt', `the alt text "${alt}" does not say what the image shows`)]
      : []),
    ...(/^https:\/\//i.test(src)
      ? []
      : [error('image-insecure', `the image ${src} is not https: mail clients will not show it`)]),
    ...formatChecks(src),
  ]);

const formatChecks = (src: string): readonly Finding[] => {
  const path = URL.parse(src)?.pathname ?? '';
  if (/\.svgz?$/i.test(path))
    return [error('artwork-format', `no mail client shows SVG: give ${src} as PNG or JPEG`)];
  if (/\.(?:webp|avif)$/i.test(path))
    return [warning('artwork-format', `Outlook on Windows does not show ${src}: give it as PNG or JPEG`)];
  return [];
};

const linkChecks = (reading: HtmlReading, { text, shortened }: Rendering): readonly Finding[] => {
  const insecure = reading.links.filter(
    (link) => !/^(?:https:|mailto:|http:\/\/127\.0\.0\.1[:/])/i.test(link),
  );
  return [
    ...insecure.map((link) => error('link-insecure', `the link ${link} is not https`)),
    ...(shortened ? [] : differences(reading, text)),
  ];
};

/**
 * A place in an audio file is the same link; the text part names the file alone. An address written out in a
 * paragraph can be read in both.
 */
const differences = ({ links, visible }: HtmlReading, text: string): readonly Finding[] => {
  const inHtml = new Set(links.map((link) => link.replace(/#t=\d+$/, '')));
  const inText = new Set(text.match(/https?:\/\/\S+/g));
  const missing = [...inHtml].filter((link) => !inText.has(link) && !link.startsWith('mailto:'));
  const extra = [...inText].filter((link) => !inHtml.has(link) && !visible.includes(link));
  const told = (list: readonly string[]): string =>
    list.slice(0, 3).join(', ') + (list.length > 3 ? ` and ${list.length - 3} more` : '');
  return [
    ...(missing.length > 0
      ? [warning('links-differ', `links of the HTML that the text part does not have: ${told(missing)}`)]
      : []),
    ...(extra.length > 0
      ? [warning('links-differ', `links of the text part that the HTML does not have: ${told(extra)}`)]
      : []),
  ];
};

/** The preheader alone may be hidden, and it repeats what can be read below. */
const hiddenChecks = (reading: HtmlReading, { preheader }: Rendering): readonly Finding[] => {
  const hidden = reading.hidden.filter((text) => text !== preheader.trim());
  const repeated = preheader.replace(/…$/, '').replace(/\s+/g, ' ').trim();
  return [
    ...(hidden.length > 0
      ? [
          warning(
            'hidden-text',
            `text that nobody can see, which spam filters count: "${hidden.join(' ').slice(0, 80)}"`,
          ),
        ]
      : []),
    ...(reading.visible.includes(repeated)
      ? []
      : [warning('hidden-text', 'the preheader says what the email does not show')]),
  ];
};
