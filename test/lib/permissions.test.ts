import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { confirm, leave, readSignUpForm, signUp } from '../../cli/local/demo/browser.ts';
import { confirmLinkIn, mailsIn } from '../../cli/local/demo/inbox.ts';
import { runDemo } from '../../cli/local/demo/run.ts';
import { readExamples } from '../../cli/local/examples.ts';
import { startSystem, type System } from '../../cli/local/system.ts';
import { systemClock } from '../../lambdas/aws/system-clock.ts';
import { Episode } from '../../lambdas/episodes/episode.ts';
import { readEnvironment, SETTINGS } from '../../lambdas/aws/environment.ts';
import { wireTables } from '../../lambdas/aws/wiring.ts';
import type { Show } from '../../lambdas/episodes/show.ts';
import { createFeedPollHandler } from '../../lambdas/handlers/feed-poll.ts';
import { wirePreview } from '../../lambdas/functions/preview.ts';
import { wirePublish } from '../../lambdas/functions/publish.ts';
import { announcementIdOf, EpisodeId } from '../../lambdas/ids.ts';
import { links } from '../../lambdas/links.ts';
import { templateOf } from './environment.ts';
import { createGate } from './iam-gate.ts';
import { permissionsOf, variablesOf } from './statements.ts';

/*
 * Whether the permissions of the template are enough, and whether they are too many: the local system runs with a gate in
 * front of its tables and queues, which gives each function the variables, and lets it do what the template permits it. No emulator enforces IAM.
 */

const template = templateOf({ senderDomains: [{ domain: 'example.org', dns: 'verified' }] });
const permissions = permissionsOf(template);
const gate = createGate(permissions, variablesOf(template));
const context = { getRemainingTimeInMillis: () => 30_000 };
let folder: string;
let system: System;
const events: string[] = [];

const capitalised = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
const surroundings = async (name: string, environment = system.environment) => ({
  environment: await gate.around(name, environment),
  clock: systemClock,
  log: () => undefined,
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'announcer-gate-'));
  system = await startSystem({
    keysFile: join(folder, 'keys.json'),
    pagesPort: 0,
    inboxPort: 0,
    sweepEveryMs: 2_000,
    senders: 2,
    log: (event, fields) => void events.push(`${event} ${JSON.stringify(fields)}`),
    around: async (name, plain) => ({
      ...plain,
      environment: await gate.around(capitalised(name), plain.environment),
    }),
  });
  // What is refused may stop the story for good: then there is nothing to wait for.
  await Promise.race([live(), gate.firstRefusal]);
}, 120_000);

afterAll(async () => {
  await system?.stop();
  await gate.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Everything that people and operators do with a show, once. */
const live = async (): Promise<void> => {
  const { show } = await readExamples();
  await system.catalog.putShow({ ...show, latestEpisodeOnConfirm: true });
  await runDemo(system, 6, () => undefined);
  const bouncing = 'bounce+1@simulator.amazonses.com';
  const signUpUrl = links(system.addresses.pages).signUp(show.showId);
  await signUp(signUpUrl, await readSignUpForm(signUpUrl), bouncing);
  const [mail] = (await mailsIn(system.inbox)).confirmations.get(bouncing) ?? [];
  if (mail === undefined) throw new Error('no confirmation mail');
  const preferences = await confirm(await confirmLinkIn(system.inbox, mail.number));

  const overdue = episode('overdue', { status: 'scheduled', publishAt: '2026-01-01T00:00:00Z' });
  await system.catalog.putEpisode(overdue, { statusWas: 'missing' });
  await system.sweep();
  await closing('overdue');

  const publishAt = '2026-01-02T00:00:00.000Z';
  await system.catalog.putEpisode(episode('due', { status: 'scheduled', publishAt }), {
    statusWas: 'missing',
  });
  const publish = await wirePublish(await surroundings('Publish'));
  await publish({ showId: show.showId, episodeId: 'due', publishAt }, context);
  await closing('due');

  const preview = await wirePreview(await surroundings('Preview'));
  await preview({ showId: show.showId, episodeId: 'due', to: [...show.previewRecipients] }, context);

  await pollFeed(show);

  const pages = links(system.addresses.pages);
  for (const url of [
    pages.show(show.showId),
    pages.episode(show.showId, EpisodeId.parse('due')),
    preferences,
  ])
    expect((await fetch(url)).status).toBe(200);
  // The bounce has to be heard before the person is gone.
  const heard = 'Evidence dynamodb:PutItem SubscribersTable';
  await vi.waitUntil(() => gate.calls.some((call) => short(call) === heard), { timeout: 30_000 });
  await leave(preferences);
  const data = preferences.replace('/preferences/', '/data/');
  expect((await fetch(data)).status).toBe(200);
  await fetch(data, { method: 'POST', body: new URLSearchParams({ action: 'erase' }) });
  await system.sweep();
};

/** Wired by its parts: the feed comes from nowhere but here. */
const pollFeed = async (show: Show): Promise<void> => {
  await system.catalog.putShow({
    ...show,
    feed: { url: 'https://feeds.example.org/show.xml', newItems: 'publish', graceMinutes: 60 },
  });
  const around = await surroundings('FeedPoll');
  const tables = wireTables(around);
  const settings = readEnvironment({ catalogTable: SETTINGS.catalogTable }, around.environment);
  const poll = createFeedPollHandler({
    ...around,
    catalog: tables.catalog(settings.catalogTable),
    states: tables.feedStates(settings.catalogTable),
    source: { fetch: async () => ({ kind: 'fetched', bytes: Buffer.from(FEED), validators: {} }) },
    sendPreview: async () => undefined,
  });
  expect(await poll({}, { getRemainingTimeInMillis: () => 200_000 })).toEqual({ polled: 1 });
};

const FEED = `<?xml version="1.0"?><rss version="2.0"><channel><title>80,000 Hours Podcast</title>
<item><title>From the feed</title><guid>from-the-feed</guid><pubDate>Mon, 23 Nov 2026 09:00:00 GMT</pubDate>
<description>A paragraph of show notes.</description></item></channel></rss>`;

const episode = (episodeId: string, state: Readonly<Record<string, unknown>>): Episode =>
  Episode.parse({
    showId: '80000-hours',
    episodeId,
    title: `Episode ${episodeId}`,
    summary: ['Text.'],
    ...state,
  });

const closing = async (episodeId: string): Promise<void> => {
  const id = announcementIdOf(episode(episodeId, { status: 'draft' }).showId, EpisodeId.parse(episodeId));
  const until = Date.now() + 30_000;
  while ((await system.announcements.read(id))?.state.kind !== 'closed') {
    if (Date.now() > until) throw new Error(`${id} did not close\n${events.join('\n')}`);
    await sleep(50);
  }
};

/** What this story does not come to. Each is a way that a test of the protocol takes. */
const RARELY = [
  // The story shows no preview of what a feed held.
  'FeedPoll lambda:InvokeFunction Preview',
  // Only where a batch is left before it is done, or every lane is taken.
  'Send sqs:SendMessage SendQueue',
  // Late evidence settles a doubt, or brakes an announcement, and closes its books anew.
  'Evidence dynamodb:DeleteItem AnnouncementsTable',
  'Evidence dynamodb:GetItem AnnouncementsTable',
  'Evidence dynamodb:PutItem AnnouncementsTable',
  'Evidence dynamodb:Query AnnouncementsTable',
  // A plan of nobody, and one that takes longer than its function may run.
  'Plan dynamodb:DeleteItem AnnouncementsTable',
  'Plan sqs:SendMessage PlanQueue',
  // Either the stream or the sweep announces what the sweep has published, whichever is quicker.
  'Sweep dynamodb:PutItem AnnouncementsTable',
  // The sweep settles doubts, closes what nobody closed, starts stalled batches again, and looks whether a parked
  // announcement has quota again.
  'Sweep dynamodb:DeleteItem AnnouncementsTable',
  'Sweep dynamodb:UpdateItem AnnouncementsTable',
  'Sweep ses:GetSendQuota *',
  'Sweep sqs:SendMessage SendQueue',
];

const short = ({ function: name, action, resource }: Record<'function' | 'action' | 'resource', string>) =>
  `${name} ${action} ${resource}`;

describe('the permissions of the functions', () => {
  it('are enough for everything they do', () => {
    expect(gate.calls.length).toBeGreaterThan(100);
    expect([...new Set(gate.refused.map(short))]).toEqual([]);
  });

  it('are no more than they need', () => {
    const used = new Set(gate.calls.map(short));
    // What Lambda does for a function before calling it, not the function itself.
    const byLambda =
      /^logs:|^sqs:(?:Receive|Delete|Change|GetQueueAttr)|^dynamodb:(?:GetRecords|GetShardIterator|DescribeStream|ListStreams)$|^secretsmanager:GetSecretValue$/;
    const idle = permissions
      .filter(({ action, resource }) => !byLambda.test(action) && resource !== 'FailedEventsQueue')
      .filter((permission) => !used.has(short(permission)))
      .map(short);
    expect([...new Set(idle)].filter((permission) => !RARELY.includes(permission)).sort()).toEqual([]);
  });
});
