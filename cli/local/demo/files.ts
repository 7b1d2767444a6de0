import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { EXAMPLE_ARTWORK } from '../example-artwork.ts';
import type { System } from '../system.ts';
import { mailsIn, parsed } from './inbox.ts';

/**
 * Writes one of the episode's mails and one confirmation as they arrived; and `preview.html`, the same HTML with
 * its pictures in it, because the example's picture URLs lead nowhere.
 */
export const writeFiles = async ({ inbox }: System, folder: string): Promise<readonly string[]> => {
  const { episodes, confirmations } = await mailsIn(inbox);
  const [episode] = [...episodes.values()].flat();
  const [confirmation] = [...confirmations.values()].flat();
  if (episode === undefined || confirmation === undefined) return [];
  const { raw, html, text } = await parsed(inbox, episode.number);
  mkdirSync(folder, { recursive: true });
  return Object.entries({
    'episode.html': html,
    'episode.txt': text,
    'episode.eml': raw,
    'confirmation.eml': (await parsed(inbox, confirmation.number)).raw,
    'preview.html': withPictures(html),
  }).map(([name, content]) => {
    const file = join(folder, name);
    writeFileSync(file, content);
    return file;
  });
};

const withPictures = (html: string): string =>
  html.replaceAll(new RegExp(`${EXAMPLE_ARTWORK.urlPrefix}([\\w.-]+)`, 'g'), (_, name: string) => {
    const picture = readFileSync(join(EXAMPLE_ARTWORK.folder, basename(name)));
    return `data:image/png;base64,${picture.toString('base64')}`;
  });
