import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { z } from 'zod';
import type { AnnouncementContent } from '../announcements/ports.ts';
import { AnnouncerError } from '../errors.ts';
import type { AnnouncementId } from '../ids.ts';
import type { Attributes } from './rows.ts';

/** DynamoDB's 400 KB (409,600 bytes) for keys, names and values, less room for the rest of the row. */
const MAX_COMPRESSED_BYTES = 400_000;
/** A page and a message of a valid episode are some hundred kilobytes: far below what a spoilt row may unfold to. */
const MAX_UNFOLDED_BYTES = 16_000_000;

export const contentKey = (announcementId: AnnouncementId) => ({ announcementId, record: 'CONTENT' });

export const contentRow = (
  announcementId: AnnouncementId,
  contentHash: string,
  content: AnnouncementContent,
): Attributes => {
  const compressed = compress(content);
  if (compressed.length > MAX_COMPRESSED_BYTES)
    throw new AnnouncerError(
      'PreflightRefused',
      `announcement ${announcementId}: its message and page take ${compressed.length} bytes compressed, and a ` +
        `table row holds at most ${MAX_COMPRESSED_BYTES}. Shorten the episode's text or refer to images by URL.`,
    );
  return { ...contentKey(announcementId), contentHash, content: compressed };
};

const Content = z.object({
  message: z.object({
    bytes: z.string(),
    slots: z.array(
      z.discriminatedUnion('value', [
        z.object({ value: z.literal('to'), at: z.number(), length: z.number() }),
        z.object({
          value: z.enum(['unsubscribeToken', 'preferencesToken']),
          at: z.number(),
          length: z.number(),
          from: z.number(),
        }),
      ]),
    ),
    source: z.string(),
  }),
  page: z.string(),
});

/** Latin-1 keeps every byte of a message as one character, and compresses far better than base64. */
const compress = ({ message, page }: AnnouncementContent): Uint8Array => {
  const bytes = Buffer.from(message.bytes).toString('latin1');
  // Quality 7 takes some milliseconds where the default 11 takes a second, for a few percent.
  return brotliCompressSync(JSON.stringify({ message: { ...message, bytes }, page }), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 7 },
  });
};

const Stored = z.object({ content: z.instanceof(Uint8Array) });

export const readContent = (row: Attributes): AnnouncementContent => {
  const unfolded = brotliDecompressSync(Stored.parse(row).content, { maxOutputLength: MAX_UNFOLDED_BYTES });
  const { message, page } = Content.parse(JSON.parse(unfolded.toString()));
  return { message: { ...message, bytes: new Uint8Array(Buffer.from(message.bytes, 'latin1')) }, page };
};

export const readContentHash = (row: Attributes): string =>
  z.object({ contentHash: z.string() }).parse(row).contentHash;
