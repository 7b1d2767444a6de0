import { beforeEach, describe, expect, test } from 'vitest';
import { type Batch, type Doubt, newBatch } from '../../lambdas/announcements/batch.ts';
import { type Announcement, close } from '../../lambdas/announcements/announcement.ts';
import { booksOf } from '../../lambdas/announcements/ledger.ts';
import { AnnouncementId, ShowId } from '../../lambdas/ids.ts';
import { EmailAddress } from '../../lambdas/subscribers/address.ts';
import { Subscriber } from '../../lambdas/subscribers/subscriber.ts';
import { subscriberIdOf } from '../../lambdas/subscribers/tokens.ts';
import { type Console, createConsole, KEYS } from './console.ts';
import { anAnnouncement, anEpisode, aShow, CONTENT } from './records.ts';

const SHOW = ShowId.parse('tidal-notes');
const ID = AnnouncementId.parse('tidal-notes_spring-tides');
const PEOPLE = Array.from({ length: 6 }, (_, number) => EmailAddress.parse(`reader${number}@mail.example`));
const IDS = PEOPLE.map((address) => subscriberIdOf(KEYS, SHOW, address));
const CRASH: Doubt = { cause: 'crash', since: Date.parse('2026-12-01T08:10:00Z') };

let terminal: Console;
beforeEach(async () => {
  terminal = createConsole();
  await terminal.catalog.putShow(aShow());
  await terminal.catalog.putEpisode(anEpisode(), { statusWas: 'missing' });
});

const planned: Partial<Announcement> = { plan: { kind: 'planned', batches: 1, audience: 6, at: 0 } };

const announced = async (change: Partial<Announcement> = {}, batch: Partial<Batch> = {}) => {
  await terminal.announcements.create(anAnnouncement({ ...planned, ...change }), CONTENT);
  await terminal.announcements.addBatch({
    ...newBatch(ID, 0, IDS),
    ledger: 'AAER?.',
    rejections: new Map([[3, 'Address is on the suppression list']]),
    doubts: new Map([[4, CRASH]]),
    ...batch,
  });
};
const state = async () => (await terminal.announcements.read(ID))?.state;

/** Does something while a command sleeps for the nth time. */
const onSleep = (time: number, act: () => Promise<unknown>) => {
  const sleep = terminal.clock.sleep.bind(terminal.clock);
  let sleeps = 0;
  terminal.clock.sleep = async (milliseconds) => {
    sleeps += 1;
    if (sleeps === time) await act();
    await sleep(milliseconds);
  };
};

const closeBooks = async () => {
  const now = await terminal.announcements.read(ID);
  const batch = await terminal.announcements.batch(ID, 0);
  if (now === undefined || batch === undefined) throw new Error('nothing to close');
  const closing = close(now, booksOf(batch.ledger), terminal.clock.now());
  if (closing.kind === 'refused') throw new Error(closing.why);
  await terminal.announcements.change(closing.announcement, now.revision);
};

const confirmed = async (address: EmailAddress) =>
  terminal.subscribers.write(
    Subscriber.parse({
      showId: SHOW,
      subscriberId: subscriberIdOf(KEYS, SHOW, address),
      address,
      createdAt: '2026-01-01',
      status: 'confirmed',
      consent: { confirmedAt: '2026-01-01', source: 'form' },
    }),
    'none',
  );

describe('announcement status', () => {
  test('says counts, what is left, who is in doubt and why, and what to do', async () => {
    await announced();
    const { exit, stdout } = await terminal.run('announcement status spring-tides');
    expect(exit).toBe(0);
    expect(stdout).toContain('2 accepted, 1 excluded, 1 rejected, 1 unknown');
    expect(stdout).toContain('1 waiting');
    expect(stdout).toContain('at most 12.6 a second');
    expect(stdout).toContain('because their sender stopped');
    expect(stdout).toContain('announcement resolve tidal-notes/spring-tides --accept');
  });

  test('names the fault that paused it', async () => {
    await announced({
      state: {
        kind: 'paused',
        by: 'fault',
        code: 'MailFromDomainNotVerified',
        reason: 'verify it',
        since: 0,
      },
    });
    const { stdout } = await terminal.run('announcement status spring-tides');
    expect(stdout).toContain('paused by a fault');
    expect(stdout).toContain('MailFromDomainNotVerified');
    expect(stdout).toContain('nothing moves while it is paused');
  });

  test('says until when evidence about those in doubt is waited for, and then for what', async () => {
    await announced({}, { ledger: 'AAER?A' });
    const waiting = await terminal.run('announcement status spring-tides');
    expect(waiting.stdout).toContain('evidence from SES about 1 unknown, until 2026-12-01 09:10 UTC');
    await terminal.clock.sleep(2 * 3_600_000);
    const { stdout } = await terminal.run('announcement status spring-tides');
    expect(stdout).toMatch(/waits for +the next sweep/);
  });

  test('needs no quota: how an announcement stands can be said without SES', async () => {
    await announced();
    terminal.mailer.quota = () => Promise.reject(new Error('socket hang up'));
    const { exit, stdout } = await terminal.run('announcement status spring-tides');
    expect(exit).toBe(0);
    expect(stdout).toContain('SES does not say its quota');
    expect(stdout).toContain('not known: SES names no pace');
  });

  test('an episode that was never announced exits 3', async () => {
    const { exit, stderr } = await terminal.run('announcement status spring-tides');
    expect(exit).toBe(3);
    expect(stderr).toContain('announced when it is published');
  });

  test('--follow ends with the announcement, and doubt makes it "needs a look"', async () => {
    await announced({}, { ledger: 'AAER?A' });
    onSleep(3, closeBooks);
    const { exit, stdout, stderr } = await terminal.run('announcement status spring-tides --follow', {
      tty: true,
    });
    expect(exit).toBe(6);
    expect(stderr).toContain('6 of 6, 1 unknown');
    expect(stdout).toContain('closed');
  });

  test('--follow waits for an announcement that is about to begin', async () => {
    onSleep(2, () => announced({}, { ledger: 'AAAAAA', doubts: new Map(), rejections: new Map() }));
    onSleep(4, closeBooks);
    const { exit } = await terminal.run('announcement status spring-tides --follow');
    expect(exit).toBe(0);
  });

  test('Ctrl-C stops watching and leaves the announcement running', async () => {
    await announced();
    onSleep(2, async () => terminal.interrupt());
    const { exit } = await terminal.run('announcement status spring-tides --follow');
    expect(exit).toBe(130);
    expect(await state()).toEqual({ kind: 'running' });
  });
});

describe('steering an announcement', () => {
  test('pause keeps its reason, resume queues what is not done', async () => {
    await announced();
    const paused = await terminal.runWords('announcement', 'pause', 'spring-tides', '--reason', 'wrong link');
    expect(paused.exit).toBe(0);
    expect(await state()).toMatchObject({ kind: 'paused', by: 'operator', reason: 'wrong link' });
    expect((await terminal.run('announcement resume tidal-notes/spring-tides')).exit).toBe(0);
    expect(await state()).toEqual({ kind: 'running' });
    expect(terminal.queues.toSend).toMatchObject([{ batch: 0 }]);
  });

  test('every refusal says why and exits 1', async () => {
    await announced();
    const resumed = await terminal.run('announcement resume spring-tides');
    expect(resumed.exit).toBe(1);
    expect(resumed.stderr).toContain('cannot be resumed: it is running already');
    await terminal.run('announcement cancel spring-tides');
    const late = await terminal.run('announcement resume spring-tides');
    expect(late.exit).toBe(1);
    expect(late.stderr).toContain('final');
  });

  test('resuming what a brake paused says that the brakes are released', async () => {
    const state = { kind: 'paused', by: 'brake', code: 'BounceRate', reason: '7 %', since: 0 } as const;
    await announced({ state });
    expect((await terminal.run('announcement resume spring-tides')).stdout).toContain('brakes are released');
  });

  test('a refused pause tells how to go on', async () => {
    await announced();
    await terminal.run('announcement pause spring-tides');
    const { exit, stderr } = await terminal.run('announcement pause spring-tides');
    expect(exit).toBe(1);
    expect(stderr).toContain('"announcement resume" goes on with it');
  });

  test('cancel excludes who still waits', async () => {
    await announced();
    expect((await terminal.run('announcement cancel spring-tides')).exit).toBe(0);
    expect((await terminal.announcements.batch(ID, 0))?.ledger).toBe('AAER?E');
  });
});

describe('announcement resolve', () => {
  test('asks which way', async () => {
    await announced();
    const { exit, stderr } = await terminal.run('announcement resolve spring-tides');
    expect(exit).toBe(2);
    expect(stderr).toContain('--accept');
  });

  test('--accept takes the unknown for accepted, --resend puts them back to waiting', async () => {
    await announced();
    expect((await terminal.run('announcement resolve spring-tides --accept')).stdout).toContain('1 member');
    expect((await terminal.announcements.batch(ID, 0))?.ledger).toBe('AAERA.');
  });

  test('a cancelled announcement is left as it is', async () => {
    await announced({ state: { kind: 'cancelled', since: 0 } });
    const { exit, stderr } = await terminal.run('announcement resolve spring-tides --resend');
    expect(exit).toBe(1);
    expect(stderr).toContain('cancelled');
    expect((await terminal.announcements.batch(ID, 0))?.ledger).toBe('AAER?.');
  });

  test('a batch at work is told, and left to the sweep', async () => {
    await announced({}, { lease: { holder: 'a sender', until: terminal.clock.now() + 60_000 } });
    const { exit, stdout } = await terminal.run('announcement resolve spring-tides --accept');
    expect(exit).toBe(6);
    expect(stdout).toContain('the next sweep settles them');
  });
});

describe('announcement who', () => {
  test('lists ids with the reason, and no address', async () => {
    await announced();
    const { stdout } = await terminal.run('announcement who spring-tides --outcome rejected');
    expect(stdout).toContain(IDS[3]);
    expect(stdout).toContain('suppression list');
    expect(stdout).not.toContain('@');
  });

  test('looks addresses up only when asked, and tells who was erased', async () => {
    await announced({}, { ledger: 'EEAAAA' });
    await confirmed(PEOPLE[0] ?? EmailAddress.parse('nobody@mail.example'));
    await terminal.subscribers.erase(
      SHOW,
      IDS[1] ?? subscriberIdOf(KEYS, SHOW, EmailAddress.parse('a@b.example')),
    );
    const { stdout } = await terminal.run('announcement who spring-tides --outcome excluded --addresses');
    expect(stdout).toContain('reader0@mail.example');
    expect(stdout).toContain('(erased)');
  });

  test('an outcome there is not is a usage error', async () => {
    const { exit, stderr } = await terminal.run('announcement who spring-tides --outcome opened');
    expect(exit).toBe(2);
    expect(stderr).toContain('--outcome: must be one of');
  });
});

describe('announcement estimate', () => {
  test('tells audience, time, quota and cost before anything is sent', async () => {
    for (const address of PEOPLE) await confirmed(address);
    const { exit, stdout } = await terminal.run('announcement estimate spring-tides');
    expect(exit).toBe(0);
    expect(stdout).toContain('6 confirmed subscribers');
    expect(stdout).toContain('$0.0006');
    expect(terminal.mailer.accepted).toEqual([]);
  });

  test('says that an episode which has been announced would mail nobody again', async () => {
    await announced();
    const { stdout } = await terminal.run('announcement estimate spring-tides');
    expect(stdout).toContain('an episode is announced once');
  });

  test('where SES permits no messages says so instead of a time', async () => {
    terminal.mailer.limits.maxSendRate = 0;
    const { exit, stdout } = await terminal.run('announcement estimate spring-tides');
    expect(exit).toBe(0);
    expect(stdout).toContain('SES allows no messages now');
  });

  test('says when the daily quota is too small and when nobody would be mailed', async () => {
    for (const address of PEOPLE) await confirmed(address);
    terminal.mailer.limits.max24Hours = 4;
    await terminal.catalog.putEpisode(anEpisode({ publishedAt: '2020-01-01' }), { statusWas: 'draft' });
    const { stdout } = await terminal.run('announcement estimate spring-tides');
    expect(stdout).toContain('too small');
    expect(stdout).toContain('would mail nobody');
  });
});
