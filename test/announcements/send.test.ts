import { expect, test } from 'vitest';
import { sendBatch } from '../../lambdas/announcements/send.ts';
import type { SendResult } from '../../lambdas/announcements/ports.ts';
import { addressOf, ANNOUNCEMENT, createWorld, idOf } from './world.ts';

const message = { announcementId: ANNOUNCEMENT, batch: 0 };

test('every member is mailed once, and the books close', async () => {
  const world = createWorld();
  await world.planned(30);
  expect(await world.send()).toEqual({ kind: 'sent', ending: 'done' });
  expect(world.mailed().toSorted()).toEqual(
    Array.from({ length: 30 }, (_, n) => addressOf(n + 1)).toSorted(),
  );
  expect(world.state()).toMatchObject({ kind: 'closed', books: { audience: 30, accepted: 30 } });
});

test('a doubled message sends nothing again', async () => {
  const world = createWorld();
  await world.planned(5);
  await world.send();
  expect(await world.send()).toMatchObject({ kind: 'nothing to do' });
  expect(world.mailed()).toHaveLength(5);
});

test('who leaves after planning is excluded', async () => {
  const world = createWorld();
  await world.planned(4);
  await world.leave(2);
  await world.send();
  expect(world.ledger()).toBe('AEAA');
  expect(world.mailed()).not.toContain(addressOf(2));
});

test('who leaves during one window is excluded from the next', async () => {
  const world = createWorld({ senders: 2 });
  await world.planned(20);
  const send = world.mailer.send;
  let first = true;
  const mailer = {
    ...world.mailer,
    send: async (outgoing: Parameters<typeof send>[0]) => {
      const leave = first;
      first = false;
      if (leave) await world.leave(20);
      return send(outgoing);
    },
  };
  await sendBatch({ ...world.deps, mailer }, message, () => 900_000);
  expect(world.ledger()).toBe(`${'A'.repeat(19)}E`);
});

test('the ledger says ~ before SES is called', async () => {
  const world = createWorld();
  await world.planned(1);
  let seen: string | undefined;
  const mailer = {
    ...world.mailer,
    send: async (): Promise<SendResult> => {
      seen = world.ledger();
      return { kind: 'accepted', messageId: 'm' };
    },
  };
  await sendBatch({ ...world.deps, mailer }, message, () => 900_000);
  expect(seen).toBe('~');
});

test('a throttled member waits and is sent after a rest, and nobody is lost', async () => {
  const world = createWorld();
  await world.planned(3);
  world.mailer.answers.push({ kind: 'throttled' }, { kind: 'throttled' });
  await world.send();
  expect(world.ledger()).toBe('AAA');
  expect(world.mailed()).toHaveLength(3);
});

test('a broken connection leaves the member unknown and is never sent again by itself', async () => {
  const world = createWorld();
  await world.planned(3);
  world.mailer.answers.push({ kind: 'unknown', cause: 'connection', reason: 'reset' });
  await world.send();
  expect(world.ledger()).toBe('?AA');
  expect(world.mailed()).toHaveLength(2);
  expect(world.state()).toMatchObject({ kind: 'running' });
});

test('doubts in a row park the announcement instead of putting everybody in doubt', async () => {
  const world = createWorld();
  await world.planned(50);
  for (let n = 0; n < 50; n += 1)
    world.mailer.answers.push({ kind: 'unknown', cause: 'server-error', reason: '500' });
  expect(await world.send()).toEqual({ kind: 'sent', ending: 'park' });
  expect((world.ledger()?.match(/\?/g) ?? []).length).toBeLessThan(10);
  expect(world.state()).toMatchObject({ kind: 'parked', reason: expect.stringContaining('500') });
});

test('the spent daily quota parks the announcement and loses nobody', async () => {
  const world = createWorld();
  await world.planned(3);
  world.mailer.answers.push({ kind: 'accepted', messageId: 'm' }, { kind: 'daily quota spent' });
  await world.send();
  expect(world.ledger()).toMatch(/^A\.\.?/);
  expect(world.state()).toMatchObject({ kind: 'parked' });
});

test('a quota read as spent parks before anybody is handed over', async () => {
  const world = createWorld();
  world.mailer.limits.max24Hours = 200;
  world.mailer.limits.sentLast24Hours = 200;
  await world.planned(3);
  await world.send();
  expect(world.ledger()).toBe('...');
  expect(world.state()).toMatchObject({ kind: 'parked' });
});

test('a configuration fault pauses the announcement and names itself', async () => {
  const world = createWorld();
  await world.planned(3);
  world.mailer.answers.push({
    kind: 'fault',
    code: 'AccountSendingPausedException',
    reason: 'sending is paused',
  });
  await world.send();
  expect(world.ledger()).toContain('.');
  expect(world.state()).toMatchObject({ kind: 'paused', by: 'fault', code: 'AccountSendingPausedException' });
});

test('a rejected member keeps its reason and the others go out', async () => {
  const world = createWorld();
  await world.planned(3);
  world.mailer.answers.push({ kind: 'rejected', reason: 'address blacklisted' });
  await world.send();
  expect(world.ledger()).toBe('RAA');
  expect(world.announcements.storedBatch(ANNOUNCEMENT, 0)?.rejections.get(0)).toBe('address blacklisted');
});

test('a refusal that may be about its recipient pauses at first, and rejects once SES has taken the message for others', async () => {
  const world = createWorld();
  await world.planned(5);
  const refusal: SendResult = {
    kind: 'fault',
    code: 'MessageRejected',
    reason: 'MessageRejected: no',
    perhapsRecipient: true,
  };
  world.mailer.answers.push(refusal);
  await world.send();
  expect(world.state()).toMatchObject({ kind: 'paused', by: 'fault', code: 'MessageRejected' });
  expect(world.ledger()).toBe('.A...');
  const { resumeAnnouncement } = await import('../../lambdas/announcements/operate.ts');
  await resumeAnnouncement(world.deps, ANNOUNCEMENT);
  world.mailer.answers.push(refusal);
  await world.send();
  expect(world.ledger()).toBe('RAAAA');
  expect(world.announcements.storedBatch(ANNOUNCEMENT, 0)?.rejections.get(0)).toBe('MessageRejected: no');
  expect(world.state()).toMatchObject({ kind: 'closed' });
});

test('ten rejections in a row pause the announcement: the message is at fault, and resuming releases no brake', async () => {
  const world = createWorld();
  await world.planned(60);
  for (let n = 0; n < 60; n += 1)
    world.mailer.answers.push({ kind: 'rejected', reason: 'Email address is not verified' });
  await world.send();
  expect(world.state()).toMatchObject({ kind: 'paused', by: 'fault', code: 'ManyRejections' });
  expect(world.ledger()).toContain('.');
});

test('a sender short of time writes its outcomes and queues the batch again', async () => {
  const world = createWorld();
  await world.planned(40);
  const end = world.clock.now() + 17_000;
  expect(await world.send(0, () => end - world.clock.now())).toEqual({
    kind: 'sent',
    ending: 'to be continued',
  });
  expect(world.ledger()).toMatch(/^A+\.+$/);
  expect(world.queues.toSend.at(-1)).toMatchObject(message);
  await world.send();
  expect(world.mailed()).toHaveLength(40);
  expect(new Set(world.mailed()).size).toBe(40);
});

test('a paused announcement sends nothing', async () => {
  const world = createWorld();
  await world.planned(3);
  const { pauseAnnouncement, resumeAnnouncement } = await import('../../lambdas/announcements/operate.ts');
  await pauseAnnouncement(world.deps, ANNOUNCEMENT, 'wrong link');
  expect(await world.send()).toMatchObject({ kind: 'nothing to do' });
  await resumeAnnouncement(world.deps, ANNOUNCEMENT);
  expect(world.queues.toSend.at(-1)).toMatchObject(message);
  await world.send();
  expect(world.ledger()).toBe('AAA');
});

test('a sender that was presumed dead writes nothing and its members are not sent again', async () => {
  const world = createWorld();
  await world.planned(3);
  const send = world.mailer.send;
  const mailer = {
    ...world.mailer,
    send: async (outgoing: Parameters<typeof send>[0]) => {
      // The machine sleeps past its lease while another sender takes over.
      world.clock.advance(120_000);
      await world.send();
      return send(outgoing);
    },
  };
  let once = true;
  const slow = {
    ...mailer,
    send: (outgoing: Parameters<typeof send>[0]) =>
      once ? ((once = false), mailer.send(outgoing)) : send(outgoing),
  };
  expect(await sendBatch({ ...world.deps, mailer: slow }, message, () => 900_000)).toEqual({
    kind: 'sent',
    ending: 'fenced',
  });
  const counts = Map.groupBy(world.mailed(), (to) => to);
  expect([...counts.values()].every((mails) => mails.length === 1)).toBe(true);
  expect(world.ledger()?.startsWith('?')).toBe(true);
  expect(idOf(1)).toHaveLength(32);
});

test('no more senders work than there are lanes; the rest are put off', async () => {
  const world = createWorld({ senders: 1 });
  await world.planned(10, 5);
  const send = world.mailer.send;
  let other: unknown;
  const mailer = {
    ...world.mailer,
    send: async (outgoing: Parameters<typeof send>[0]) => {
      other ??= await world.send(1);
      return send(outgoing);
    },
  };
  await sendBatch({ ...world.deps, mailer }, message, () => 900_000);
  expect(other).toMatchObject({ kind: 'nothing to do', why: expect.stringContaining('senders') });
  expect(world.queues.toSend.at(-1)).toMatchObject({ batch: 1, delaySeconds: 5 });
});

test('a sender whose slots lie far apart leaves before its time ends, and its lease outlives the wait', async () => {
  const world = createWorld({ senders: 70 });
  world.mailer.limits.maxSendRate = 1;
  await world.planned(9);
  const end = world.clock.now() + 200_000;
  const sleep = world.clock.sleep;
  const clock = {
    ...world.clock,
    sleep: async (milliseconds: number) => {
      await sleep(milliseconds);
      const lease = world.announcements.storedBatch(ANNOUNCEMENT, 0)?.lease;
      expect(lease?.until).toBeGreaterThan(world.clock.now());
    },
  };
  await sendBatch({ ...world.deps, clock }, message, () => end - world.clock.now());
  expect(world.clock.now()).toBeLessThan(end);
  expect(world.ledger()).toMatch(/^A+\.+$/);
});

test('a batch that another sender holds is looked at again when its lease has ended', async () => {
  const world = createWorld();
  await world.planned(3);
  const batch = world.announcements.storedBatch(ANNOUNCEMENT, 0);
  if (batch === undefined) throw new Error('there is no batch');
  const lease = { holder: 'another', until: world.clock.now() + 30_000 };
  await world.announcements.takeBatch({ ...batch, attempt: 1, lease }, batch);
  expect(await world.send()).toMatchObject({ kind: 'nothing to do' });
  expect(world.queues.toSend.at(-1)).toMatchObject({ batch: 0, delaySeconds: 31 });
  expect(world.mailed()).toEqual([]);
});

test('what SES answered is in the ledger before a sender rests', async () => {
  const world = createWorld();
  await world.planned(3);
  world.mailer.answers.push({ kind: 'accepted', messageId: 'm' }, { kind: 'throttled' });
  const rests: (string | undefined)[] = [];
  const sleep = async (milliseconds: number) => {
    if (milliseconds >= 240) rests.push(world.ledger());
    await world.clock.sleep(milliseconds);
  };
  await sendBatch({ ...world.deps, clock: { ...world.clock, sleep } }, message, () => 900_000);
  expect(rests).toHaveLength(1);
  expect(rests[0]).toMatch(/^A\.[A.]$/);
});

test('a table that refuses the last write is asked again, for nobody else knows what SES answered', async () => {
  const world = createWorld();
  await world.planned(3);
  let refusals = 0;
  const writeBatch: typeof world.announcements.writeBatch = async (next) => {
    if (next.lease === undefined && refusals < 2) {
      refusals += 1;
      throw new Error('throttled');
    }
    return world.announcements.writeBatch(next);
  };
  const announcements = { ...world.announcements, writeBatch };
  await sendBatch({ ...world.deps, announcements }, message, () => 900_000);
  expect(refusals).toBe(2);
  expect(world.ledger()).toBe('AAA');
});

test('a sender that wakes with no time left for an answer hands nobody over', async () => {
  const world = createWorld();
  await world.planned(3);
  const end = world.clock.now() + 20_000;
  world.clock.advance(37);
  let frozenFor = 14_000;
  const sleep = async (milliseconds: number) => {
    world.clock.advance(milliseconds + frozenFor);
    frozenFor = 0;
  };
  const clock = { ...world.clock, sleep };
  expect(await sendBatch({ ...world.deps, clock }, message, () => end - world.clock.now())).toEqual({
    kind: 'sent',
    ending: 'to be continued',
  });
  expect(world.mailed()).toEqual([]);
  expect(world.ledger()).toBe('...');
});

test('the lane of a killed sender is free again in two minutes', async () => {
  const world = createWorld({ senders: 1 });
  await world.planned(10, 5);
  const mailer = { ...world.mailer, send: () => new Promise<never>(() => {}) };
  void sendBatch({ ...world.deps, mailer }, message, () => 300_000);
  await new Promise((resolve) => setImmediate(resolve));
  world.clock.advance(110_000);
  expect(await world.send(1)).toMatchObject({ why: expect.stringContaining('senders') });
  world.clock.advance(11_000);
  expect(await world.send(1)).toEqual({ kind: 'sent', ending: 'done' });
});

test('a sender keeps its lane for as long as its batch takes', async () => {
  const world = createWorld({ senders: 1 });
  world.mailer.limits.maxSendRate = 1;
  await world.planned(250, 200);
  const end = world.clock.now() + 900_000;
  const send = world.mailer.send;
  const others: unknown[] = [];
  const mailer = {
    ...world.mailer,
    send: async (outgoing: Parameters<typeof send>[0]) => {
      if (world.mailed().length % 20 === 19) others.push(await world.send(1));
      return send(outgoing);
    },
  };
  await sendBatch({ ...world.deps, mailer }, message, () => end - world.clock.now());
  expect(others).toHaveLength(10);
  for (const other of others) expect(other).toMatchObject({ kind: 'nothing to do' });
});
