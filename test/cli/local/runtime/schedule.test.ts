import { expect, test } from 'vitest';
import { startSchedule } from '../../../../cli/local/runtime/schedule.ts';

const everySoOften = (handler: () => Promise<void>, events: unknown[] = []) =>
  startSchedule(
    {
      name: 'sweep',
      timeoutMs: 1000,
      handler: async (event) => {
        events.push(event);
        await handler();
      },
    },
    { everyMs: 20, log: () => {} },
  );

test('a schedule invokes with the event of EventBridge, goes on after a failure, and ends', async () => {
  const events: unknown[] = [];
  const schedule = everySoOften(async () => {
    throw new Error('this time');
  }, events);
  await expect.poll(() => events.length).toBeGreaterThan(2);
  await schedule.stop();
  const after = events.length;
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(events).toHaveLength(after);
  expect(events[0]).toMatchObject({ 'detail-type': 'Scheduled Event', source: 'aws.events' });
});

test('a slow run is not overtaken by the next one', async () => {
  let atOnce = 0;
  let most = 0;
  const schedule = everySoOften(async () => {
    atOnce += 1;
    most = Math.max(most, atOnce);
    await new Promise((resolve) => setTimeout(resolve, 50));
    atOnce -= 1;
  });
  await new Promise((resolve) => setTimeout(resolve, 120));
  await schedule.stop();
  expect(most).toBe(1);
});
