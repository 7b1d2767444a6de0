import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findingLine } from '../lambdas/email/preflight/finding.ts';
import { type Preview, previewFor } from '../lambdas/email/preview.ts';
import type { Show } from '../lambdas/episodes/show.ts';
import { overviewPage } from './preview-overview.ts';

/** What a folder of a preview holds; `overview` shows the others side by side. */
export type PreviewFiles = {
  readonly overview: string;
  readonly html: string;
  readonly text: string;
  readonly source: string;
};

/** Writes the email as it will go out, and ways of looking at it that depend on no setting of this computer. */
export const writePreviewFiles = async (
  folder: string,
  show: Show,
  preview: Preview,
  options: { readonly reloads: boolean; readonly version: string },
): Promise<PreviewFiles> => {
  const path = (name: string): string => join(folder, name);
  const { rendering } = preview;
  await mkdir(folder, { recursive: true });
  await Promise.all([
    writeFile(path('email.html'), rendering.html),
    writeFile(path('email.txt'), rendering.text),
    writeFile(path('email.eml'), previewFor(preview.message, show.sender.address)),
    writeFile(path('page.html'), preview.page),
    writeFile(path('dark.html'), dark(rendering.html)),
    writeFile(path('inverted.html'), inverted(rendering.html)),
    writeFile(path('images-off.html'), withoutImages(rendering.html)),
    writeFile(
      path('index.html'),
      overviewPage({
        subject: rendering.subject,
        preheader: rendering.preheader,
        sender: show.sender.name,
        text: rendering.text,
        findings: preview.findings.map(findingLine),
        version: options.reloads ? options.version : undefined,
      }),
    ),
  ]);
  // Last: an open page that sees it finds the rest written.
  await writeFile(path('version.js'), `window.previewVersion = ${JSON.stringify(options.version)};\n`);
  return {
    overview: path('index.html'),
    html: path('email.html'),
    text: path('email.txt'),
    source: path('email.eml'),
  };
};

/** What Apple Mail and Outlook do with the email’s own dark colours, whatever this computer is set to. */
const dark = (html: string): string => html.replaceAll('@media (prefers-color-scheme: dark)', '@media all');

/** Roughly what Gmail’s apps do: they honour no dark colours and turn the light ones over. */
const inverted = (html: string): string =>
  html.replace(
    '</head>',
    '<style>html { filter: invert(0.93) hue-rotate(180deg); background: #fff; } img { filter: invert(1) hue-rotate(180deg); }</style></head>',
  );

const withoutImages = (html: string): string => html.replace(/(<img[^>]*?)\ssrc="[^"]*"/g, '$1 src="data:,"');
