import { existsSync, statSync } from 'node:fs';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { ShowId } from '../../lambdas/ids.ts';
import { EmailAddress } from '../../lambdas/subscribers/address.ts';
import { Subscriber, type SubscriberStatus } from '../../lambdas/subscribers/subscriber.ts';
import { subscriberIdOf } from '../../lambdas/subscribers/tokens.ts';
import { signUp } from '../../lambdas/subscribers/transitions.ts';
import { type Console, createConsole, KEYS } from './console.ts';
import { aShow } from './records.ts';

const SHOW = ShowId.parse('tidal-notes');

let terminal: Console;
let folder: string;
beforeEach(async () => {
  terminal = createConsole();
  await terminal.catalog.putShow(aShow());
  folder = await mkdtemp(join(tmpdir(), 'announcer-test-'));
});

const csv = async (name: string, text: string): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
};
const imported = (path: string, ...options: string[]) =>
  terminal.runWords('subscribers', 'import', path, ...options);
const vouched = (path: string, ...options: string[]) =>
  imported(path, '--confirmed', '--source', 'old form', ...options);
const idOf = (address: string) => subscriberIdOf(KEYS, SHOW, EmailAddress.parse(address));
const statusOf = async (address: string): Promise<SubscriberStatus | 'erased' | undefined> => {
  const stored = await terminal.subscribers.read(SHOW, idOf(address));
  return stored === undefined || stored === 'erased' ? stored : stored.subscriber.status;
};
const people = (number: number) =>
  `email,created_at\n${Array.from({ length: number }, (_, at) => `reader${at}@mail.example,2024-01-01\n`).join('')}`;

const SUBSTACK = `email,active_subscription,expiry,plan,email_disabled,created_at,first_payment_at
wren@mail.example,false,,other,false,2022-03-01T10:00:00.000Z,
gone@mail.example,false,,other,true,2022-03-01T10:00:00.000Z,
not-an-address,false,,other,false,2022-03-01T10:00:00.000Z,
`;

describe('subscribers import --confirmed', () => {
  test('brings the active ones in with their consent, the others as what they were, and lists bad lines', async () => {
    const path = await csv('email_list.csv', SUBSTACK);
    const { exit, stdout, stderr } = await vouched(path);
    expect(exit).toBe(6);
    expect(stderr).toContain('an export of Substack: email from "email"');
    expect(stdout).toContain('1  confirmed');
    expect(stdout).toContain('1  unsubscribed');
    expect(await terminal.subscribers.read(SHOW, idOf('wren@mail.example'))).toMatchObject({
      subscriber: {
        status: 'confirmed',
        consent: { source: 'old form', confirmedAt: '2022-03-01T10:00:00.000Z' },
      },
    });
    expect(await statusOf('gone@mail.example')).toBe('unsubscribed');
    expect(await readFile(`${path}.left-out.csv`, 'utf8')).toBe(
      'line,reason\n4,what stands in the address column is not an email address\n',
    );
    expect(terminal.mailer.accepted).toEqual([]);
  });

  test('needs to know where the consent came from', async () => {
    const path = await csv('list.csv', people(1));
    const { exit, stderr } = await imported(path, '--confirmed');
    expect(exit).toBe(2);
    expect(stderr).toContain('--source');
    expect((await imported(path, '--confirmed', '--source', 'form')).exit).toBe(2);
  });

  test('a second time changes nothing', async () => {
    const path = await csv('list.csv', people(3));
    await vouched(path);
    const before = structuredClone(terminal.subscribers.rows);
    const { stdout } = await vouched(path, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ end: 'done', records: 3, hereAlready: 3, confirmed: 0 });
    expect(terminal.subscribers.rows).toEqual(before);
  });

  test('one address in several lines is one subscriber, and having left in one of them counts', async () => {
    const path = await csv(
      'list.csv',
      'email,status\nwren@mail.example,active\nWREN@mail.example,unsubscribed\nwren@mail.example,active\n',
    );
    await vouched(path);
    expect(await statusOf('wren@mail.example')).toBe('unsubscribed');
    expect(terminal.subscribers.rows.get(SHOW)?.size).toBe(1);
  });

  test('who was erased does not come back', async () => {
    await terminal.subscribers.erase(SHOW, idOf('reader1@mail.example'));
    const { stdout } = await vouched(await csv('list.csv', people(3)), '--json');
    expect(JSON.parse(stdout)).toMatchObject({ confirmed: 2, erased: 1 });
    expect(await statusOf('reader1@mail.example')).toBe('erased');
  });

  test('nor because somebody has signed them up since, until they confirm it', async () => {
    const { subscribers } = terminal;
    const subscriberId = idOf('reader1@mail.example');
    await subscribers.erase(SHOW, subscriberId);
    const address = EmailAddress.parse('reader1@mail.example');
    const applicant = { showId: SHOW, subscriberId, address, source: 'form' };
    const now = terminal.clock.now();
    const asked = signUp('erased', applicant, now);
    if (asked.kind === 'changed') await subscribers.write(asked.subscriber, 'erased');
    const path = await csv('list.csv', people(3));
    const { stdout } = await vouched(path, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ confirmed: 2, erased: 1 });
    expect(await statusOf('reader1@mail.example')).toBe('pending');

    subscribers.rows.get(SHOW)?.delete(subscriberId);
    expect(JSON.parse((await vouched(path, '--json')).stdout)).toMatchObject({ erased: 1, hereAlready: 2 });
    expect(await statusOf('reader1@mail.example')).toBeUndefined();
  });

  test('semicolons, a byte order mark and quoted line breaks are read', async () => {
    const path = await csv(
      'list.csv',
      '\uFEFFname;E-Mail\r\n"Wren\r\nHale";wren@mail.example\r\nAda;ada@mail\r\n',
    );
    const { exit } = await vouched(path);
    expect(exit).toBe(6);
    expect(await statusOf('wren@mail.example')).toBe('confirmed');
    expect(await readFile(`${path}.left-out.csv`, 'utf8')).toContain('\n4,');
  });

  test('a quote that is never closed costs its own line and no other', async () => {
    const rest = people(3000).split('\n').slice(1).join('\n');
    const path = await csv('list.csv', `email,created_at\n"first@mail.example,2024-01-01\n${rest}`);
    const { stdout } = await vouched(path, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ confirmed: 3000, bad: 1 });
    expect(await readFile(`${path}.left-out.csv`, 'utf8')).toContain('2,a quote is opened');
  });

  test('two such quotes do not pair up over the lines between them', async () => {
    const path = await csv(
      'list.csv',
      'email,name\na@mail.example,"A\nb@mail.example,B\nc@mail.example,C\nd@mail.example,"D\ne@mail.example,E\n',
    );
    const { stdout } = await vouched(path, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ confirmed: 3, bad: 2 });
    expect(await statusOf('b@mail.example')).toBe('confirmed');
  });

  test('a zip file, an empty file and a missing one are refused with what to do', async () => {
    expect((await vouched(await csv('a.zip', 'PK\u0003\u0004'))).stderr).toContain('unpack it');
    expect((await vouched(await csv('a.csv', ''))).stderr).toContain('is empty');
    expect((await vouched(join(folder, 'nowhere.csv'))).exit).toBe(2);
  });

  test("Mailchimp's non-subscribed contacts are refused whole", async () => {
    const path = await csv(
      'nonsubscribed_members_export.csv',
      'Email Address,MEMBER_RATING,OPTIN_TIME,LEID,EUID\n',
    );
    const { exit, stderr } = await vouched(path);
    expect(exit).toBe(1);
    expect(stderr).toContain('never asked for mail');
  });

  test('--dry-run knows who is here, has left or was erased', async () => {
    const path = await csv('list.csv', people(4));
    await vouched(await csv('left.csv', 'email,status\nreader0@mail.example,unsubscribed\n'));
    await vouched(await csv('here.csv', 'email\nreader1@mail.example\n'));
    await terminal.subscribers.erase(SHOW, idOf('reader2@mail.example'));
    const dry = JSON.parse((await vouched(path, '--dry-run', '--json')).stdout);
    expect(dry).toMatchObject({ confirmed: 1, hereAlready: 1, leftHere: 1, erased: 1 });
    expect(await statusOf('reader3@mail.example')).toBeUndefined();
    expect(JSON.parse((await vouched(path, '--json')).stdout)).toEqual(dry);
  });

  test('--dry-run says what would come of it and writes nothing', async () => {
    const { stdout } = await vouched(await csv('list.csv', people(3)), '--dry-run');
    expect(stdout).toContain('nothing was written');
    expect(stdout).toContain('3  confirmed');
    expect(terminal.subscribers.rows.get(SHOW)?.size ?? 0).toBe(0);
  });
});

describe('an interrupted import', () => {
  test('goes on where it stopped, doubles nobody, and counts all in the end', async () => {
    const path = await csv('list.csv', people(5000));
    const written: string[] = [];
    const write = terminal.subscribers.write.bind(terminal.subscribers);
    let crash = 2500;
    terminal.subscribers.write = async (subscriber, revisionWas) => {
      if (--crash === 0) throw new Error('the machine went down');
      const done = await write(subscriber, revisionWas);
      if (done === 'written') written.push(subscriber.subscriberId);
      return done;
    };
    expect((await vouched(path)).exit).toBe(1);
    const checkpoint = await readFile(`${path}.import.json`, 'utf8');
    expect(checkpoint).toContain('"records":2000');
    expect(checkpoint).not.toContain('@');

    const { exit, stdout, stderr } = await vouched(path, '--json');
    expect(exit).toBe(0);
    expect(stderr).toBe('');
    // Of the chunk that was cut off some were written already: they are here already.
    const counts = JSON.parse(stdout);
    expect(counts.records).toBe(5000);
    expect(counts.confirmed + counts.hereAlready).toBe(5000);
    expect(new Set(written).size).toBe(5000);
    expect(written).toHaveLength(5000);
    expect(existsSync(`${path}.import.json`)).toBe(false);
  });

  test('Ctrl-C stops after a chunk and says how to go on', async () => {
    const path = await csv('list.csv', people(3000));
    terminal.interrupt();
    const { exit, stderr } = await vouched(path);
    expect(exit).toBe(130);
    expect(stderr).toContain('goes on from here');
    expect(terminal.subscribers.rows.get(SHOW)?.size).toBe(1000);
  });

  test('a checkpoint of another file or other options is not followed, and that is said', async () => {
    const list = people(3000);
    const path = await csv('list.csv', list);
    terminal.interrupt();
    await vouched(path);
    await writeFile(path, list.replace('reader2999@mail', 'reader2999@post'));
    const { stdout, stderr } = await vouched(path);
    expect(stderr).toContain('Beginning at the first line');
    expect(stdout).toContain('1,000  here already');
  });

  test('lists each faulty line once, also those it had come to when it was killed', async () => {
    const path = await csv('list.csv', people(3000).replaceAll(/reader(\d*)00@/g, 'reader$1'));
    terminal.interrupt();
    await vouched(path);
    const report = `${path}.left-out.csv`;
    // As after a kill between the report and the checkpoint.
    await writeFile(report, '1102,not the end of it', { flag: 'a' });
    while ((await vouched(path)).exit === 130);
    const lines = (await readFile(report, 'utf8')).trim().split('\n');
    expect(lines.map((line) => line.split(',')[0])).toEqual([
      'line',
      ...Array.from({ length: 29 }, (_, at) => String((at + 1) * 100 + 2)),
    ]);
  });
});

describe('subscribers import without --confirmed', () => {
  test('asks everybody active by mail, at the pace of one sender, and nobody who left', async () => {
    terminal.mailer.limits.maxSendRate = 10;
    const path = await csv(
      'list.csv',
      people(20).replace('email,created_at', 'email,status').replaceAll('2024-01-01', 'active') +
        'gone@mail.example,unsubscribed\n',
    );
    const began = terminal.clock.now();
    const { exit, stdout } = await imported(path);
    expect(exit).toBe(0);
    expect(stdout).toContain('20  asked to confirm');
    expect(terminal.mailer.accepted).toHaveLength(20);
    expect(await statusOf('reader0@mail.example')).toBe('pending');
    expect(await statusOf('gone@mail.example')).toBe('unsubscribed');
    // Two senders share nine tenths of ten a second: one of them sends 4.5.
    const seconds = (terminal.clock.now() - began) / 1000;
    expect(seconds).toBeGreaterThanOrEqual(19 / 4.5 - 0.5);
    expect(seconds).toBeLessThan(6);
    expect((await terminal.pace.lanes()).filter(({ until }) => until > 0)).toEqual([]);
  });

  test('the source of the request is kept for the consent to come', async () => {
    await imported(await csv('list.csv', people(1)), '--source', 'paper list of the meeting in May');
    expect(await terminal.subscribers.read(SHOW, idOf('reader0@mail.example'))).toMatchObject({
      subscriber: { request: { source: 'paper list of the meeting in May' } },
    });
  });

  test('stops when the daily quota is spent, and goes on with the next one another day', async () => {
    terminal.mailer.limits.max24Hours = 10;
    const path = await csv('list.csv', people(15));
    const { exit, stderr } = await imported(path);
    expect(exit).toBe(1);
    expect(stderr).toContain('daily quota');
    const first = terminal.mailer.accepted.length;
    expect(first).toBeLessThanOrEqual(10);
    terminal.mailer.limits.max24Hours = 50_000;
    terminal.clock.advance(86_400_000);
    const again = await imported(path);
    expect(again.exit).toBe(0);
    expect(new Set(terminal.mailer.accepted.map(({ to }) => to)).size).toBe(15);
    expect(terminal.mailer.accepted).toHaveLength(15);
  });

  test('a fault of the account stops it, by name', async () => {
    terminal.mailer.answers.push({
      kind: 'fault',
      code: 'MailFromDomainNotVerified',
      reason: 'for a@b.example',
    });
    const { exit, stderr } = await imported(await csv('list.csv', people(2)));
    expect(exit).toBe(1);
    expect(stderr).toContain('MailFromDomainNotVerified');
    expect(stderr).not.toContain('@');
  });

  test('a crash between writing and mailing forgets nobody: the one it was at is asked again', async () => {
    const path = await csv('list.csv', people(3));
    const send = terminal.mailer.send.bind(terminal.mailer);
    let crash = 2;
    terminal.mailer.send = async (message) => {
      if (--crash === 0) throw new Error('the machine went down');
      return send(message);
    };
    expect((await imported(path)).exit).toBe(1);
    terminal.clock.advance(3_600_000);
    expect((await imported(path)).exit).toBe(0);
    expect(terminal.mailer.accepted.map(({ to }) => to).toSorted()).toEqual([
      'reader0@mail.example',
      'reader1@mail.example',
      'reader2@mail.example',
    ]);
  });

  test('waits while an announcement has every lane', async () => {
    const until = terminal.clock.now() + 30_000;
    await terminal.pace.claimLane({ index: 0, holder: 'a', until }, undefined);
    await terminal.pace.claimLane({ index: 1, holder: 'b', until }, undefined);
    const began = terminal.clock.now();
    expect((await imported(await csv('list.csv', people(1)))).exit).toBe(0);
    expect(terminal.clock.now() - began).toBeGreaterThanOrEqual(30_000);
  });
});

describe('subscribers export', () => {
  const person = (address: string, rest: object) =>
    Subscriber.parse({
      showId: SHOW,
      subscriberId: idOf(address),
      address,
      createdAt: '2026-01-01',
      ...rest,
    });
  const everybody = [
    person('wren@mail.example', {
      status: 'confirmed',
      language: 'de',
      consent: {
        confirmedAt: '2026-01-02',
        source: 'form',
        signedUpAt: '2026-01-01',
        sourceHash: 'ab'.repeat(16),
      },
      pausedUntil: '2027-01-01',
    }),
    person('new@mail.example', {
      status: 'pending',
      request: { requestedAt: '2026-11-30', source: 'api' },
      expiresAt: '2026-12-07',
    }),
    person('gone@mail.example', {
      status: 'unsubscribed',
      leftAt: '2026-05-01',
      leftBy: 'one-click',
      reason: '=too "much", really\nmuch',
      consent: { confirmedAt: '2026-01-02', source: 'form' },
    }),
    person('dead@mail.example', { status: 'suppressed', suppressedAt: '2026-06-01', suppressedBy: 'bounce' }),
  ];

  test('then import into an empty system gives the same set, and mails nobody', async () => {
    for (const one of everybody) await terminal.subscribers.write(one, 'none');
    const path = join(folder, 'export.csv');
    expect((await terminal.runWords('subscribers', 'export', '--output', path)).stdout).toContain(
      '4 subscribers',
    );
    expect(statSync(path).mode & 0o077).toBe(0);

    const other = createConsole();
    await other.catalog.putShow(aShow());
    const { exit, stdout } = await other.runWords('subscribers', 'import', path);
    expect(exit).toBe(0);
    expect(stdout).toContain('1  pending');
    const subscribersOf = (side: Console) =>
      [...(side.subscribers.rows.get(SHOW)?.values() ?? [])]
        .map((row) => (row === 'erased' ? row : row.subscriber))
        .toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
    expect(subscribersOf(other)).toEqual(subscribersOf(terminal));
    expect(other.mailer.accepted).toEqual([]);
  });

  test('goes to standard output as CSV', async () => {
    for (const one of everybody) await terminal.subscribers.write(one, 'none');
    const { stdout } = await terminal.run('subscribers export');
    expect(stdout.split('\n')[0]).toContain('email,status,language');
    expect(stdout).toContain('wren@mail.example');
  });
});

describe('find, erase, stats', () => {
  test('find shows all that is held, erase leaves the bare id, and find says so', async () => {
    await vouched(await csv('list.csv', people(2)));
    const found = await terminal.run('subscribers find Reader0@mail.example');
    expect(found.stdout).toContain('source: old form');
    expect((await terminal.run('subscribers erase reader0@mail.example')).stdout).toContain('was confirmed');
    const after = await terminal.run('subscribers find reader0@mail.example --json');
    expect(JSON.parse(after.stdout)).toEqual({
      found: [{ showId: SHOW, subscriberId: idOf('reader0@mail.example'), status: 'erased' }],
    });
    expect(after.stdout).not.toContain('@');
  });

  test('nobody exits 3, and what is no address exits 2', async () => {
    expect((await terminal.run('subscribers find nobody@mail.example')).exit).toBe(3);
    expect((await terminal.run('subscribers find nobody')).exit).toBe(2);
  });

  test('erase forgets the person in every show, unless one is named', async () => {
    await terminal.catalog.putShow(aShow({ showId: 'other' }));
    const { stdout } = await terminal.run('subscribers erase wren@mail.example --json');
    expect(JSON.parse(stdout).erased).toHaveLength(2);
  });

  test('stats counts by status', async () => {
    await vouched(await csv('list.csv', SUBSTACK));
    expect(JSON.parse((await terminal.run('subscribers stats --json')).stdout)).toMatchObject({
      confirmed: 1,
      unsubscribed: 1,
      total: 2,
    });
  });
});
