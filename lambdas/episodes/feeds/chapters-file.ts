import { z } from 'zod';
import { parse } from '../../faults.ts';
import type { FeedChapter } from './feed.ts';
import { present } from './present.ts';

/** Podcasting 2.0: https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/examples/chapters/jsonChapters.md */
const ChaptersFile = z.object({
  chapters: z.array(
    z.object({
      startTime: z.number().min(0).max(360_000),
      title: z.string().optional(),
      url: z.string().optional(),
      /** False for a chapter that changes the picture and stands in no list. */
      toc: z.boolean().optional(),
    }),
  ),
});

/** The chapters of a file that an item points to; none if it is not what it should be. */
export const chaptersIn = (bytes: Uint8Array): readonly FeedChapter[] => {
  const read = parse(ChaptersFile, json(new TextDecoder().decode(bytes)));
  if (!read.ok) return [];
  return read.value.chapters.flatMap(({ startTime, title, url, toc }) =>
    title === undefined || title.trim() === '' || toc === false
      ? []
      : [{ title, startSeconds: Math.floor(startTime), ...present({ url }) }],
  );
};

const json = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
