import { entry } from './entry.ts';

export const handler = entry(async () => {
  throw new Error('publish: its handler has not been written yet');
});
