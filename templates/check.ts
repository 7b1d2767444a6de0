import { createComposer } from '../lambdas/email/composer.ts';
import { createRenderer } from '../lambdas/email/rendering.ts';
import type { TemplateFiles } from '../lambdas/email/template.ts';
import { SAMPLES } from './sample.ts';

/**
 * Renders every branch of a team's template, and composes a message of it: what would be refused when an episode is
 * announced is refused before.
 * @throws AnnouncerError `TemplateInvalid`
 */
export const checkEpisodeTemplate = async (template: TemplateFiles): Promise<void> => {
  const renderer = createRenderer(template);
  for (const sample of SAMPLES) {
    await renderer.email(sample);
    const compose = createComposer({ publicUrl: sample.publicUrl, now: () => 0, template });
    await compose(sample.show, sample.episode, sample.recent);
  }
};
