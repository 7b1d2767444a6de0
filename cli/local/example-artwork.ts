import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Artwork } from './ses/inbox/message-html.ts';

export const EXAMPLES_FOLDER = fileURLToPath(new URL('../../examples', import.meta.url));

/**
 * Records name pictures by https URLs alone, and these point to no real host. The inbox, which shows the mail on
 * this machine, takes them from the folder; in the mail itself the URLs stay as they are.
 */
export const EXAMPLE_ARTWORK: Artwork = {
  urlPrefix: 'https://artwork.example.org/',
  folder: join(EXAMPLES_FOLDER, 'artwork'),
};
