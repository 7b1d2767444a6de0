import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { resultOfFailure } from '../lambdas/aws/ses-failure.ts';
import { AnnouncementId } from '../lambdas/ids.ts';
import { EmailAddress } from '../lambdas/subscribers/address.ts';
import { aShow } from './cli/records.ts';
import { startWatchedSystem } from './privacy/run.ts';

/**
 * Every address of the run has this in it, so that looking for it finds an address however it is written: plain, in
 * a URL's escapes, or in the JSON of a log. Base64 is looked through apart.
 */
const MARK = 'privateperson';
const IMPORTED = 24;
const person = (name: string, domain = 'mail.example') => `${MARK}${name}@${domain}`;
const SIMULATOR = 'simulator.amazonses.com';

const REJECTED = person('rejected');
const ERASED = person('erased');
const SIGNED_UP = person('newcomer');
const ID = AnnouncementId.parse('tidal-notes_spring-tides');

let system: Awaited<ReturnType<typeof startWatchedSystem>>;
const said: string[] = [];

/** A whole life: import, sign-up, publish, send with every kind of mishap, evidence, leaving, erasing, settling. */
beforeAll(async () => {
  system = await startWatchedSystem();
  const run = async (...words: string[]) => {
    const { stdout, stderr } = await system.command(...words);
    said.push(stdout, stderr);
    return stdout;
  };
  await run('show', 'put', await system.file('show.json', JSON.stringify(aShow())));
  const lines = [
    ...Array.from({ length: IMPORTED }, (_, at) => `${person(String(at))},active`),
    `bounce+${person('bounces', SIMULATOR)},active`,
    `complaint+${person('complains', SIMULATOR)},active`,
    `${REJECTED},active`,
    `${ERASED},active`,
    `${person('gone')},unsubscribed`,
    `${MARK} is no address,active`,
    `"${person('unclosed')},active`,
  ];
  const list = await system.file('list.csv', `email,status\n${lines.join('\n')}\n`);
  await run('subscribers', 'import', list, '--confirmed', '--source', 'the old list');

  await signUp(SIGNED_UP);
  await run('episode', 'put', await system.file('episode.json', JSON.stringify(EPISODE)));
  await run('episode', 'publish', 'spring-tides');
  await system.announce('tidal-notes', 'spring-tides');
  await system.plan();
  // Between the plan and the first window somebody is forgotten.
  await system.command('subscribers', 'erase', ERASED);
  system.ses.change({ rejected: [REJECTED], mishaps: { resetAfter: 0.1, errorAfter: 0.1, throttle: 0.05 } });
  for (let round = 0; round < 20 && !(await everybodyHasAnOutcome()); round += 1) {
    await system.sendOnce();
    await system.sweep();
  }
  system.ses.change({ mishaps: { resetAfter: 0, errorAfter: 0, throttle: 0 } });
  await system.evidence();
  await leaveByLinkOfMail();
  await system.visit('/s/tidal-notes');
  await system.sweep();
  await run('announcement', 'status', 'spring-tides');
  for (const outcome of ['accepted', 'excluded', 'rejected', 'unknown', 'bounced', 'complained'])
    await run('announcement', 'who', 'spring-tides', '--outcome', outcome);
  await run('announcement', 'resolve', 'spring-tides', '--accept');
  await run('subscribers', 'stats');
}, 60_000);
afterAll(() => system.stop());

const EPISODE = {
  showId: 'tidal-notes',
  episodeId: 'spring-tides',
  title: 'Spring tides',
  summary: ['The moon.'],
};

const signUp = async (address: string): Promise<void> => {
  const form = await system.visit('/s/tidal-notes/subscribe');
  const stamp = /name=\\"stamp\\" value=\\"([^"\\]+)/.exec(form)?.[1] ?? '';
  await sleep(2100);
  await system.visit('/s/tidal-notes/subscribe', { address, stamp, website: '' });
  const [mail] = await system.mails();
  const link = /http:\S+\/confirm\/[\w-]+/.exec(mail?.text ?? '')?.[0] ?? '';
  await system.visit(link);
  await system.visit(link, {});
};

const leaveByLinkOfMail = async (): Promise<void> => {
  const mail = (await system.mails()).find(({ to }) => to.includes(SIGNED_UP));
  const link = /http:\S+\/unsubscribe\/[\w-]+/.exec(mail?.text ?? '')?.[0] ?? '';
  await system.visit(link);
  await system.visit(link, { 'List-Unsubscribe': 'One-Click' });
};

const everybodyHasAnOutcome = async (): Promise<boolean> => {
  const status = JSON.parse(
    (await system.command('announcement', 'status', 'spring-tides', '--json')).stdout,
  );
  return status.books.waiting + status.books.inFlight === 0;
};

/** Whether a text holds the mark, in plain or in any base64 of it. */
const holds = (text: string): boolean =>
  text.toLowerCase().includes(MARK) ||
  (text.match(/[A-Za-z0-9+/_-]{16,}={0,2}/g) ?? []).some((run) =>
    [0, 1, 2, 3].some((skip) =>
      Buffer.from(run.slice(skip), 'base64').toString('latin1').toLowerCase().includes(MARK),
    ),
  );
const holding = (texts: readonly string[]): readonly string[] => texts.filter(holds);

/** A row with its bytes as latin1, where text in them can be seen. */
const rowText = (row: object): string =>
  JSON.stringify(row, (_, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
  );

test('the run was one in which addresses had every chance to leak', async () => {
  const { stdout } = await system.command('announcement', 'status', 'spring-tides', '--json');
  const { books, evidence } = JSON.parse(stdout);
  expect(books).toMatchObject({ audience: IMPORTED + 5, rejected: 1, excluded: 1, waiting: 0 });
  expect(evidence).toMatchObject({ bounced: 1, complained: 1 });
  expect(system.mailbox.list().filter(({ to }) => holds(to.join(','))).length).toBeGreaterThan(IMPORTED);
  expect(system.logged.length).toBeGreaterThan(5);
  expect(system.queues.recorded.length).toBeGreaterThan(1);
  expect(holds(JSON.stringify({ to: encodeURIComponent(person('x')) }))).toBe(true);
  expect(holds(`x${Buffer.from(`ab${person('x')}`).toString('base64url')}`)).toBe(true);
});

test('no log line holds an address', () => {
  expect(holding(system.logged)).toEqual([]);
});

test('a refusal of SES that quotes an address is kept without it', () => {
  const to = EmailAddress.parse(person('quoted'));
  const refusal = Object.assign(
    new Error(
      `Email address is not verified. The following identities failed the check in region US-EAST-1: ${to}`,
    ),
    { name: 'MessageRejected', $metadata: { httpStatusCode: 400 } },
  );
  const result = resultOfFailure(refusal, { source: 'mara@tidalnotes.example', to }, true);
  expect(result).toMatchObject({ kind: 'rejected', reason: expect.stringContaining('not verified') });
  expect(holds(JSON.stringify(result))).toBe(false);
});

test('no queue message of ours holds an address', () => {
  expect(holding(system.queues.recorded.map(({ body }) => body))).toEqual([]);
});

test('no announcement, ledger, lane or catalog row holds an address', async () => {
  const rows = [...(await system.rows('announcements')), ...(await system.rows('catalog'))].map(rowText);
  expect(rows.length).toBeGreaterThan(4);
  expect(holding(rows)).toEqual([]);
  const content = await system.content(ID);
  expect(holds(Buffer.from(content?.message.bytes ?? []).toString('latin1'))).toBe(false);
  expect(content?.page.length).toBeGreaterThan(100);
  expect(holds(content?.page ?? MARK)).toBe(false);
});

test('in the subscribers table an address stands in the attribute "address" and nowhere else', async () => {
  const rows = await system.rows('subscribers');
  const elsewhere = rows.map((row) => rowText({ ...row, address: undefined }));
  expect(holding(elsewhere)).toEqual([]);
  expect(rows.filter(({ address }) => address !== undefined && holds(JSON.stringify(address)))).toHaveLength(
    IMPORTED + 5,
  );
});

test('who was erased is in no table at all', async () => {
  const everything = await Promise.all(
    (['catalog', 'subscribers', 'announcements'] as const).map(system.rows),
  );
  expect(
    everything
      .flat()
      .map(rowText)
      .filter((text) => text.includes(ERASED)),
  ).toEqual([]);
});

test('no message tag holds an address', () => {
  const tags = system.mailbox.list().map((message) => JSON.stringify(message.tags));
  expect(tags.filter((text) => text.includes('batch')).length).toBeGreaterThan(IMPORTED);
  expect(holding(tags)).toEqual([]);
});

test('no URL holds an address: in mails, in their headers, or visited', async () => {
  const mails = await system.mails();
  const urls = mails.flatMap(({ text, html, headers }) =>
    `${text}\n${html}\n${headers
      .filter(({ key }) => key.startsWith('list-'))
      .map(({ value }) => value)
      .join('\n')}`.match(/(?:https?:|mailto:)[^\s"'<>]+/g),
  );
  expect(urls.length).toBeGreaterThan(IMPORTED * 3);
  expect(holding(urls.filter((url) => url !== null))).toEqual([]);
  expect(holding(system.visited)).toEqual([]);
});

test('the command line names ids, and an import names lines', async () => {
  expect(holding(said)).toEqual([]);
  const leftOut = await system.readFile('list.csv.left-out.csv');
  expect(leftOut.split('\n').length).toBeGreaterThan(2);
  expect(holds(leftOut)).toBe(false);
});
