import { expect, test } from 'vitest';
import { ShowId } from '../../lambdas/ids.ts';
import { createNewest } from '../../lambdas/web/archive.ts';
import { createWebsite } from './website.ts';

const show = ShowId.parse('deep-time');

test('what newcomers are shown is looked up once for all who come within ten seconds', async () => {
  const { ports, clock } = await createWebsite();
  let looked = 0;
  const catalog = {
    ...ports.catalog,
    publishedBefore: async () => {
      looked += 1;
      return [];
    },
  };
  const newest = createNewest({ ...ports, catalog });
  await Promise.all([newest(show), newest(show)]);
  clock.advance(9_999);
  await newest(show);
  expect(looked).toBe(1);
  clock.advance(1);
  await newest(show);
  expect(looked).toBe(2);
});

test('a failure to look it up is not kept', async () => {
  const { ports } = await createWebsite();
  let fails = true;
  const catalog = {
    ...ports.catalog,
    publishedBefore: async () => {
      if (fails) throw new Error('the table is busy');
      return [];
    },
  };
  const newest = createNewest({ ...ports, catalog });
  await expect(newest(show)).rejects.toThrow('busy');
  fails = false;
  expect(await newest(show)).toEqual([]);
});
