import { entry } from './entry.ts';

export const handler = entry(async () => {
  throw new Error('preview: its handler has not been written yet');
});
