import { expect, test } from 'vitest';
import type { Stored } from '../../lambdas/episodes/ports.ts';
import { withRememberedShows } from '../../lambdas/episodes/remembered-shows.ts';
import { Show } from '../../lambdas/episodes/show.ts';
import { ShowId } from '../../lambdas/ids.ts';

const id = ShowId.parse('deep-time');
const show = Show.parse({
  showId: id,
  name: 'Deep Time',
  sender: { name: 'Deep Time', address: 'hello@deeptime.example' },
  website: 'https://deeptime.example/',
});

const given = (...answers: readonly (Stored<Show> | Error)[]) => {
  let reads = 0;
  let now = 0;
  const catalog = withRememberedShows(
    {
      show: async (asked: ShowId): Promise<Stored<Show>> => {
        expect(asked).toBe(id);
        const answer = answers[Math.min(reads, answers.length - 1)];
        reads += 1;
        if (answer === undefined || answer instanceof Error) throw answer;
        return answer;
      },
    },
    { now: () => now, forMs: 10_000 },
  );
  return { catalog, reads: () => reads, wait: (ms: number) => (now += ms) };
};

test('a show is read once in ten seconds, however many ask at once', async () => {
  const { catalog, reads, wait } = given({ kind: 'found', value: show });
  await Promise.all([catalog.show(id), catalog.show(id)]);
  wait(9_999);
  expect(await catalog.show(id)).toEqual({ kind: 'found', value: show });
  expect(reads()).toBe(1);
  wait(1);
  await catalog.show(id);
  expect(reads()).toBe(2);
});

test('a show that was missing is found as soon as it is written', async () => {
  const { catalog } = given({ kind: 'missing' }, { kind: 'found', value: show });
  expect(await catalog.show(id)).toEqual({ kind: 'missing' });
  expect(await catalog.show(id)).toMatchObject({ kind: 'found' });
});

test('a failure to read is not remembered', async () => {
  const { catalog } = given(new Error('the table does not answer'), { kind: 'found', value: show });
  await expect(catalog.show(id)).rejects.toThrow('does not answer');
  expect(await catalog.show(id)).toMatchObject({ kind: 'found' });
});
