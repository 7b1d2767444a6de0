import { expect, test } from 'vitest';
import { type Handler, wiredAtFirst } from '../../lambdas/functions/entry.ts';

const context = { getRemainingTimeInMillis: () => 1000 };

test('a handler is wired by its first invocation, once', async () => {
  let wirings = 0;
  const handler = wiredAtFirst(async (): Promise<Handler> => {
    wirings += 1;
    return async (event) => event;
  });
  expect(wirings).toBe(0);
  expect(await Promise.all([handler('a', context), handler('b', context)])).toEqual(['a', 'b']);
  expect(await handler('c', context)).toBe('c');
  expect(wirings).toBe(1);
});

test('a wiring that failed is tried again by the next invocation', async () => {
  let wirings = 0;
  const handler = wiredAtFirst(async (): Promise<Handler> => {
    wirings += 1;
    if (wirings === 1) throw new Error('the secret cannot be read');
    return async (event) => event;
  });
  await expect(handler('a', context)).rejects.toThrow('the secret cannot be read');
  expect(await handler('b', context)).toBe('b');
});
