import { expect, test } from 'vitest';
import { closeIfComplete } from '../../lambdas/announcements/close.ts';
import { cancelAnnouncement, resolveDoubts, who } from '../../lambdas/announcements/operate.ts';
import { sweep } from '../../lambdas/announcements/sweep.ts';
import { sendBatch } from '../../lambdas/announcements/send.ts';
import { ANNOUNCEMENT, createWorld, idOf, SHOW, type World } from './world.ts';

const HOUR = 3_600_000;

const evidence = (
  kind: 'delivered' | 'bounced' | 'complained' | 'undelivered',
  member: number,
  batch = 0,
) => ({
  about: 'member' as const,
  kind,
  announcementId: ANNOUNCEMENT,
  batch,
  member,
});

/** Three members, of whom the first is unknown. */
const inDoubt = async (options?: Parameters<typeof createWorld>[0]): Promise<World> => {
  const world = createWorld(options);
  await world.planned(3);
  world.mailer.answers.push({ kind: 'unknown', cause: 'connection', reason: 'reset' });
  await world.send();
  return world;
};

test('evidence about an unknown member proves acceptance, and the books close', async () => {
  const world = await inDoubt();
  await world.report([evidence('delivered', 0)]);
  expect(world.ledger()).toBe('AAA');
  expect(world.state()).toMatchObject({ kind: 'closed', books: { accepted: 3, unknown: 0 } });
});

test('without evidence the books close after an hour, with the unknown listed', async () => {
  const world = await inDoubt();
  await sweep(world.deps);
  expect(world.state()).toMatchObject({ kind: 'running' });
  world.clock.advance(HOUR + 1);
  await sweep(world.deps);
  expect(world.state()).toMatchObject({ kind: 'closed', books: { accepted: 2, unknown: 1 } });
  const unknown = await Array.fromAsync(who(world.announcements, ANNOUNCEMENT, 'unknown'));
  expect(unknown).toEqual([
    { subscriberId: idOf(1), batch: 0, member: 0, detail: expect.stringContaining('connection') },
  ]);
});

test('evidence that comes after the books were closed is written into them', async () => {
  const world = await inDoubt();
  world.clock.advance(HOUR + 1);
  await sweep(world.deps);
  await world.report([evidence('delivered', 0)]);
  expect(world.state()).toMatchObject({ kind: 'closed', books: { accepted: 3, unknown: 0 } });
});

test('the policy "resend" sends again after an hour, "hold" never does', async () => {
  const world = await inDoubt({ doubtPolicy: 'resend' });
  world.clock.advance(HOUR + 1);
  await sweep(world.deps);
  expect(world.ledger()).toBe('.AA');
  await world.send();
  expect(world.state()).toMatchObject({ kind: 'closed', books: { accepted: 3 } });
});

test('an operator accepts the unknown', async () => {
  const world = await inDoubt();
  expect(await resolveDoubts(world.deps, ANNOUNCEMENT, 'accept')).toEqual({ settled: 1, busyBatches: 0 });
  expect(world.state()).toMatchObject({ kind: 'closed', books: { accepted: 3, unknown: 0 } });
});

test('an operator has the unknown sent again, also after the books were closed', async () => {
  const world = await inDoubt();
  world.clock.advance(HOUR + 1);
  await sweep(world.deps);
  await resolveDoubts(world.deps, ANNOUNCEMENT, 'resend');
  expect(world.state()).toMatchObject({ kind: 'running' });
  await world.send();
  expect(world.mailed()).toHaveLength(3);
  expect(world.state()).toMatchObject({ kind: 'closed', books: { accepted: 3 } });
});

test('cancelling excludes who still waits, and closes', async () => {
  const world = createWorld();
  await world.planned(10, 5);
  await world.send(0);
  await cancelAnnouncement(world.deps, ANNOUNCEMENT);
  expect(world.state()).toMatchObject({
    kind: 'closed',
    cancelled: true,
    books: { accepted: 5, excluded: 5 },
  });
});

test('a batch whose sender died is taken up by the sweep, its members in flight unknown', async () => {
  const world = createWorld();
  await world.planned(3);
  const mailer = { ...world.mailer, send: () => new Promise<never>(() => {}) };
  void sendBatch({ ...world.deps, mailer }, { announcementId: ANNOUNCEMENT, batch: 0 }, () => 900_000);
  await new Promise((resolve) => setImmediate(resolve));
  expect(world.ledger()).toMatch(/~/);
  world.queues.toSend.length = 0;
  world.clock.advance(61_000);
  await sweep(world.deps);
  expect(world.ledger()).toMatch(/^\?/);
  world.clock.advance(HOUR);
  await sweep(world.deps);
  await world.send();
  expect(world.mailed()).toHaveLength(0);
});

test('a lost queue message is a delay: the sweep queues what nobody works on', async () => {
  const world = createWorld();
  await world.planned(10, 5);
  world.queues.toSend.length = 0;
  const report = await sweep(world.deps);
  expect(report.requeuedBatches).toBe(2);
  expect(world.queues.toSend.map(({ batch }) => batch)).toEqual([0, 1]);
});

test('a lost stream record is a delay: the sweep announces what was published', async () => {
  const world = createWorld();
  await world.given(2);
  expect((await sweep(world.deps)).announced).toEqual([ANNOUNCEMENT]);
});

test('a lost plan message is a delay: the sweep asks for the plan again', async () => {
  const world = createWorld();
  await world.given(2);
  await world.announce();
  world.queues.planned.length = 0;
  world.clock.advance(180_000);
  const { requeuedPlans } = await sweep(world.deps);
  expect(world.queues.planned).toHaveLength(1);
  // Should it happen again and again, nobody plans, and an alarm says so.
  expect(requeuedPlans).toBe(1);
});

test('a parked announcement goes on when its quota is free again', async () => {
  const world = createWorld();
  world.mailer.limits.max24Hours = 100;
  world.mailer.limits.sentLast24Hours = 100;
  await world.planned(3);
  await world.send();
  world.mailer.limits.sentLast24Hours = 0;
  world.clock.advance(60_000);
  await sweep(world.deps);
  expect(world.state()).toMatchObject({ kind: 'parked' });
  world.mailer.limits.sentLast24Hours = 100;
  world.clock.advance(16 * 60_000);
  await sweep(world.deps);
  expect(world.state()).toMatchObject({ kind: 'parked' });
  world.mailer.limits.sentLast24Hours = 0;
  world.clock.advance(16 * 60_000);
  await sweep(world.deps);
  expect(world.state()).toMatchObject({ kind: 'running' });
  expect(world.queues.toSend.at(-1)).toMatchObject({ batch: 0 });
});

test('too many bounces brake the announcement; once resumed the brake stays off', async () => {
  const world = createWorld();
  await world.planned(200);
  await world.send(0);
  await world.report([0, 1, 2, 3, 4, 5].map((member) => evidence('bounced', member)));
  expect(world.state()).toMatchObject({ kind: 'paused', by: 'brake', code: 'BounceRate' });
  const { resumeAnnouncement } = await import('../../lambdas/announcements/operate.ts');
  await resumeAnnouncement(world.deps, ANNOUNCEMENT);
  await sweep(world.deps);
  expect(world.state()).toMatchObject({ kind: 'running' });
});

test('a permanent bounce and a complaint suppress, a transient bounce does not', async () => {
  const world = createWorld();
  await world.planned(3);
  await world.send();
  await world.report([evidence('bounced', 0), evidence('complained', 1), evidence('undelivered', 2)]);
  const status = async (n: number) => {
    const row = await world.subscribers.read(SHOW.showId, idOf(n));
    return row === undefined || row === 'erased' ? row : row.subscriber.status;
  };
  expect([await status(1), await status(2), await status(3)]).toEqual([
    'suppressed',
    'suppressed',
    'confirmed',
  ]);
});

test('doubled and reordered evidence leaves the same sets', async () => {
  const world = createWorld();
  await world.planned(3);
  await world.send();
  const events = [evidence('delivered', 0), evidence('bounced', 1), evidence('delivered', 1)];
  await world.report(events);
  const once = world.announcements.storedBatch(ANNOUNCEMENT, 0)?.evidence;
  await world.report([...events].toReversed());
  expect(world.announcements.storedBatch(ANNOUNCEMENT, 0)?.evidence).toEqual(once);
});

test('books that were counted before an operator spoke are counted again before they close', async () => {
  const world = await inDoubt();
  world.clock.advance(HOUR + 1);
  const { batches, change } = world.announcements;
  let counted = false;
  const slow = {
    ...world.deps,
    announcements: {
      ...world.announcements,
      batches: async function* (id: typeof ANNOUNCEMENT) {
        yield* batches(id);
        counted = true;
      },
      // The word comes between the count and the closing.
      change: async (...write: Parameters<typeof change>) => {
        if (counted) {
          counted = false;
          await resolveDoubts(world.deps, ANNOUNCEMENT, 'resend');
        }
        return change(...write);
      },
    },
  };
  await closeIfComplete(slow, ANNOUNCEMENT, 'may remain');
  expect(world.ledger()).toBe('.AA');
  expect(world.state()).toMatchObject({ kind: 'running' });
  await world.send();
  expect(world.state()).toMatchObject({ kind: 'closed', books: { accepted: 3, unknown: 0 } });
});

test('an announcement closed under "hold" is not sent again because the policy has changed', async () => {
  const world = await inDoubt();
  world.clock.advance(HOUR + 1);
  await sweep(world.deps);
  await world.announcements.markOpen(ANNOUNCEMENT, 99);
  await sweep({ ...world.deps, doubtPolicy: 'resend' });
  expect(world.ledger()).toBe('?AA');
  expect(world.state()).toMatchObject({ kind: 'closed', books: { unknown: 1 } });
});

/** Three members, the first in doubt since more than an hour, and a sender's lease on their batch. */
const leased = async (options?: Parameters<typeof createWorld>[0]): Promise<World> => {
  const world = await inDoubt(options);
  world.clock.advance(HOUR + 1);
  const batch = world.announcements.storedBatch(ANNOUNCEMENT, 0);
  if (batch === undefined) throw new Error('there is no batch');
  const lease = { holder: 'somebody', until: world.clock.now() + 60_000 };
  await world.announcements.takeBatch({ ...batch, attempt: batch.attempt + 1, lease }, batch);
  return world;
};

test('what an operator decided is carried out before the books close, though a sender holds the batch', async () => {
  const world = await leased();
  expect(await resolveDoubts(world.deps, ANNOUNCEMENT, 'accept')).toEqual({ settled: 0, busyBatches: 1 });
  await sweep(world.deps);
  expect(world.state()).toMatchObject({ kind: 'running' });
  world.clock.advance(60_001);
  await sweep(world.deps);
  expect(world.state()).toMatchObject({ kind: 'closed', books: { accepted: 3, unknown: 0 } });
});

test('the policy "resend" does not take back what an operator decided and nobody has carried out yet', async () => {
  const world = await leased({ doubtPolicy: 'resend' });
  await resolveDoubts(world.deps, ANNOUNCEMENT, 'accept');
  world.clock.advance(60_001);
  await sweep(world.deps);
  expect(world.ledger()).toBe('AAA');
});

test('the policy "resend" does not decide over an operator who speaks just then', async () => {
  const world = await inDoubt({ doubtPolicy: 'resend' });
  world.clock.advance(HOUR + 1);
  // The operator's process ends before it has carried out a thing.
  const dying = { ...world.announcements, takeBatch: () => Promise.reject(new Error('the process ended')) };
  let spoken = false;
  const announcements = {
    ...world.announcements,
    batches: async function* (id: typeof ANNOUNCEMENT) {
      yield* world.announcements.batches(id);
      if (spoken) return;
      spoken = true;
      await expect(resolveDoubts({ ...world.deps, announcements: dying }, id, 'accept')).rejects.toThrow(
        'ended',
      );
    },
  };
  await sweep({ ...world.deps, announcements });
  await sweep(world.deps);
  expect(world.ledger()).toBe('AAA');
});

test('evidence does not close books whose other doubts the policy has yet to send again', async () => {
  const world = createWorld({ doubtPolicy: 'resend' });
  await world.planned(3);
  const unknown = { kind: 'unknown', cause: 'connection', reason: 'reset' } as const;
  world.mailer.answers.push(unknown, unknown);
  await world.send();
  expect(world.ledger()).toBe('??A');
  world.clock.advance(HOUR + 1);
  await world.report([evidence('delivered', 0)]);
  expect(world.state()).toMatchObject({ kind: 'running' });
  await sweep(world.deps);
  expect(world.ledger()).toBe('A.A');
});

test('evidence about a closed announcement whose batch is held is written down by a later sweep', async () => {
  const world = await leased();
  await sweep(world.deps);
  expect(world.state()).toMatchObject({ kind: 'closed', books: { unknown: 1 } });
  await world.report([evidence('delivered', 0)]);
  expect(world.ledger()).toBe('?AA');
  world.clock.advance(60_001);
  await sweep(world.deps);
  expect(world.ledger()).toBe('AAA');
  expect(world.state()).toMatchObject({ kind: 'closed', books: { accepted: 3, unknown: 0 } });
});

test('while a sender is at work, the sweep leaves the batches nobody has begun to the queue', async () => {
  const world = createWorld();
  await world.planned(10, 5);
  const batch = world.announcements.storedBatch(ANNOUNCEMENT, 0);
  if (batch === undefined) throw new Error('there is no batch');
  const lease = { holder: 'somebody', until: world.clock.now() + 60_000 };
  await world.announcements.takeBatch({ ...batch, attempt: 1, lease }, batch);
  expect((await sweep(world.deps)).requeuedBatches).toBe(0);
});

test('the sweep has nothing more to do with an announcement that is closed', async () => {
  const world = createWorld();
  await world.planned(3);
  expect(await world.announcements.open()).toEqual([ANNOUNCEMENT]);
  await world.send();
  expect(world.state()).toMatchObject({ kind: 'closed' });
  expect(await world.announcements.open()).toEqual([]);
});
