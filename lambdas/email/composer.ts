import type { Composer } from '../announcements/announce.ts';
import { announcementPlaceholders, compose } from './compose.ts';
import { createRenderer } from './rendering.ts';
import type { TemplateFiles } from './template.ts';

/** Renders an episode once for everybody: the message with its slots, and the page that serves the same content. */
export const createComposer = (deps: {
  readonly publicUrl: string;
  readonly now: () => number;
  readonly template?: TemplateFiles;
}): Composer => {
  const renderer = createRenderer(deps.template);
  return async (show, episode, recent) => {
    const content = { publicUrl: deps.publicUrl, show, episode, recent };
    const placeholders = announcementPlaceholders(content);
    const rendered = await renderer.email({
      ...content,
      tokens: {
        unsubscribe: placeholders.unsubscribeToken,
        preferences: placeholders.preferencesToken,
      },
    });
    const message = await compose(rendered, placeholders, {
      publicUrl: deps.publicUrl,
      show,
      episodeId: episode.episodeId,
      now: deps.now(),
    });
    return { message, page: await renderer.page(content) };
  };
};
