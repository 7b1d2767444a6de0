/** The functions by the names of their files in lambdas/functions/. */
export const FUNCTION_ENTRIES = [
  'announce',
  'plan',
  'send',
  'evidence',
  'sweep',
  'web',
  'publish',
  'preview',
  'feed-poll',
] as const;
export type FunctionEntry = (typeof FUNCTION_ENTRIES)[number];
