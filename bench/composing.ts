// Composes the example's message and hands it to the process that forked this one.
import { readExamples } from '../cli/local/examples.ts';
import { createComposer } from '../lambdas/email/composer.ts';
import { published } from '../lambdas/episodes/publish.ts';

const { show, episode } = await readExamples();
const compose = createComposer({ publicUrl: 'https://pages.example.org', now: () => Date.now() });
const example = published({ ...episode, status: 'draft' }, Date.now(), 'always').episode;
await compose(show, example, []);
const began = performance.now();
const { message } = await compose(show, example, []);
const milliseconds = performance.now() - began;
process.send?.({ showId: show.showId, message, milliseconds });
process.disconnect?.();
