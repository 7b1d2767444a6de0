import { expect, test } from 'vitest';
import { createEvidenceHandler } from '../../lambdas/handlers/evidence.ts';
import { ANNOUNCEMENT, createWorld, type World } from '../announcements/world.ts';

const eventAbout = (batch: number, member: number, eventType = 'Delivery') =>
  JSON.stringify({
    eventType,
    mail: { tags: { announcement: [ANNOUNCEMENT], batch: [String(batch)], member: [String(member)] } },
    ...(eventType === 'Bounce' && { bounce: { bounceType: 'Permanent' } }),
  });

const sqs = (bodies: readonly string[]) => ({
  Records: bodies.map((body, index) => ({ messageId: `m-${index}`, body })),
});

/** Everybody of an announcement is in doubt, one in a batch; counts what its ledgers are asked for. */
const allInDoubt = async (batches: number) => {
  const world = createWorld();
  await world.planned(batches, 1);
  for (const batch of world.announcements.storedBatches(ANNOUNCEMENT).slice(0, batches)) {
    const doubts = new Map([[0, { cause: 'connection' as const, since: world.clock.now() }]]);
    await world.announcements.takeBatch({ ...batch, attempt: 1, ledger: '?', doubts }, batch);
    await world.announcements.hint(ANNOUNCEMENT, { finishedBatches: 1, bounced: 0, complained: 0 });
  }
  const seen = { walks: 0, writes: 0 };
  const { batches: walk, addEvidence } = world.announcements;
  const announcements: World['announcements'] = {
    ...world.announcements,
    batches: (id) => ((seen.walks += 1), walk(id)),
    addEvidence: (...write) => ((seen.writes += 1), addEvidence(...write)),
  };
  return { world, seen, announcements, handle: createEvidenceHandler({ ...world.deps, announcements }) };
};

test('evidence about many batches in doubt has the ledgers looked at once, not once for each batch', async () => {
  const { world, seen, handle } = await allInDoubt(80);
  const bodies = Array.from({ length: 80 }, (_, batch) => eventAbout(batch, 0));
  expect(await handle(sqs(bodies))).toEqual({ batchItemFailures: [] });
  expect(seen).toEqual({ walks: 1, writes: 80 });
  expect(world.state()).toMatchObject({ kind: 'closed', books: { audience: 80, accepted: 80 } });
});

test('once the brakes are released, bounces have no ledger looked at', async () => {
  const world = createWorld();
  await world.planned(200);
  await world.send(0);
  await world.send(1);
  const announcement = world.announcements.stored.get(ANNOUNCEMENT);
  if (announcement === undefined) throw new Error('there is no announcement');
  const { revision } = announcement;
  const released = {
    ...announcement,
    brakes: 'released',
    state: { kind: 'running' },
    revision: revision + 1,
  } as const;
  await world.announcements.change(released, revision);
  let walks = 0;
  const batches: typeof world.announcements.batches = (id) => ((walks += 1), world.announcements.batches(id));
  const handle = createEvidenceHandler({ ...world.deps, announcements: { ...world.announcements, batches } });
  await handle(sqs(Array.from({ length: 40 }, (_, member) => eventAbout(0, member, 'Bounce'))));
  expect(walks).toBe(0);
});

test('thousands of events about one batch are one write', async () => {
  const world = createWorld();
  await world.planned(100);
  await world.send();
  let writes = 0;
  const addEvidence: typeof world.announcements.addEvidence = (...write) => {
    writes += 1;
    return world.announcements.addEvidence(...write);
  };
  const handle = createEvidenceHandler({
    ...world.deps,
    announcements: { ...world.announcements, addEvidence },
  });
  const bodies = Array.from({ length: 5000 }, (_, event) => eventAbout(0, event % 100));
  expect(await handle(sqs(bodies))).toEqual({ batchItemFailures: [] });
  expect(writes).toBe(1);
  expect(world.announcements.storedBatch(ANNOUNCEMENT, 0)?.evidence.delivered.size).toBe(100);
});

test('what one batch could not take comes again, and nothing else does', async () => {
  const { world, announcements } = await allInDoubt(3);
  const addEvidence: typeof announcements.addEvidence = async (id, number, evidence) => {
    if (number === 1) throw new Error('throttled');
    return announcements.addEvidence(id, number, evidence);
  };
  const handle = createEvidenceHandler({ ...world.deps, announcements: { ...announcements, addEvidence } });
  const bodies = [eventAbout(0, 0), eventAbout(1, 0), eventAbout(2, 0)];
  expect(await handle(sqs(bodies))).toEqual({ batchItemFailures: [{ itemIdentifier: 'm-1' }] });
  expect([0, 1, 2].map((batch) => world.ledger(batch))).toEqual(['A', '?', 'A']);
});

test('where what follows cannot be done, all of it comes again, and doing it twice changes nothing', async () => {
  const { world, announcements } = await allInDoubt(2);
  let refuse = true;
  const takeBatch: typeof announcements.takeBatch = async (...write) => {
    if (refuse) throw new Error('throttled');
    return announcements.takeBatch(...write);
  };
  const handle = createEvidenceHandler({ ...world.deps, announcements: { ...announcements, takeBatch } });
  const event = sqs([eventAbout(0, 0), eventAbout(1, 0, 'Bounce')]);
  expect((await handle(event)).batchItemFailures).toHaveLength(2);
  refuse = false;
  expect(await handle(event)).toEqual({ batchItemFailures: [] });
  expect(world.state()).toMatchObject({ kind: 'closed', books: { accepted: 2 } });
});

test('garbage comes again until it is a dead letter; what is not about an announcement is passed over', async () => {
  const world = createWorld();
  await world.planned(1);
  const handle = createEvidenceHandler(world.deps);
  const foreign = JSON.stringify({ eventType: 'Delivery', mail: { tags: { campaign: ['x'] } } });
  const unknown = JSON.stringify({
    eventType: 'Bounce',
    bounce: { bounceType: 'Permanent' },
    mail: { tags: { announcement: ['deep-water_gone'], batch: ['7'], member: ['3'] } },
  });
  const event = sqs(['{', 'null', '{"eventType":"Bounce"}', foreign, eventAbout(99, 0), unknown]);
  expect((await handle(event)).batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual([
    'm-0',
    'm-1',
    'm-2',
  ]);
  expect(world.logged.filter(({ event: name }) => name === 'evidence.unmatched')).toHaveLength(2);
});
