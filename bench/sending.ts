// The whole sender (ledger, splice, sign, send) beside a bare loop of SendRawEmail with the same bytes, against the
// local SES endpoint and a DynamoDB in processes of their own.
//
//   node bench/sending.ts [--batches 20] [--rounds 9]
import { parseArgs } from 'node:util';
import { SendRawEmailCommand, SESClient } from '@aws-sdk/client-ses';
import { MAX_BATCH, newBatch } from '../lambdas/announcements/batch.ts';
import { connectionOf, createDynamoClient } from '../lambdas/aws/clients.ts';
import type { Surroundings } from '../lambdas/aws/surroundings.ts';
import { wireTables } from '../lambdas/aws/wiring.ts';
import { announce } from '../lambdas/announcements/announce.ts';
import { createComposer } from '../lambdas/email/composer.ts';
import { wireSend } from '../lambdas/functions/send.ts';
import type { AnnouncementId, ShowId, SubscriberId } from '../lambdas/ids.ts';
import { startDatabase, startSes } from './child.ts';
import { give, median } from './report.ts';
import {
  context,
  fillSubscribers,
  newEnvironment,
  publishExample,
  RETENTION_DAYS,
  sqsEvent,
  surroundingsOf,
} from './world.ts';

/** The fewest that SQS lets run at once, and so the fewest of a deployment. */
const SENDERS = 2;
/** As many at once as the senders have together. */
const AT_ONCE = 25 * SENDERS;

type Run = { readonly perSecond: number; readonly cpuMs: number };

const measured = async (messages: number, work: () => Promise<void>): Promise<Run> => {
  const cpu = process.cpuUsage();
  const began = performance.now();
  await work();
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { perSecond: messages / seconds, cpuMs: (user + system) / 1000 / messages };
};

/** An announcement of everybody there is; every call plans the same audience again. */
const prepare = async (surroundings: Surroundings, batches: number) => {
  const { environment, clock, log } = surroundings;
  const tables = wireTables(surroundings);
  const announcements = tables.announcements('announcements', RETENTION_DAYS);
  const episode = await publishExample(surroundings);
  const made = await announce(
    {
      catalog: tables.catalog('catalog'),
      announcements,
      queues: { plan: async () => {} },
      compose: createComposer({ publicUrl: 'http://127.0.0.1:9999', now: () => clock.now() }),
      clock,
      log,
    },
    episode.showId,
    episode.episodeId,
  );
  if (made.kind !== 'announced') throw new Error(`the example was ${made.kind}`);
  const client = createDynamoClient({ environment });
  await fillSubscribers(client, episode.showId, batches * MAX_BATCH);
  const members: SubscriberId[] = [];
  const audience = tables.subscribers('subscribers');
  for await (const { subscriberId } of audience.all(episode.showId)) members.push(subscriberId);
  const content = await announcements.content(made.announcementId);
  if (content === undefined) throw new Error('the announcement has no content');
  const to = await audience.mailable(episode.showId, members.slice(0, MAX_BATCH), clock.now());
  return {
    announcements,
    id: made.announcementId,
    show: episode.showId,
    members,
    content,
    to: [...to.values()],
  };
};

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: { batches: { type: 'string', default: '20' }, rounds: { type: 'string', default: '9' } },
  });
  const batches = Number(values.batches);
  const messages = batches * MAX_BATCH;
  const database = await startDatabase();
  const ses = await startSes({ maxSendRate: 1_000_000 });
  const surroundings = surroundingsOf(
    await newEnvironment({ database: database.url, ses: ses.url }, SENDERS),
  );
  const prepared = await prepare(surroundings, batches);
  const send = await wireSend(surroundings);

  const whole = async (round: number): Promise<void> => {
    let next = 0;
    const sender = async (): Promise<void> => {
      while (next < batches) {
        const batch = round * batches + next;
        next += 1;
        await send(sqsEvent({ announcementId: prepared.id, batch }), context);
      }
    };
    await Promise.all(Array.from({ length: SENDERS }, sender));
  };
  const addBatches = async (round: number): Promise<void> => {
    for (let index = 0; index < batches; index += 1)
      await prepared.announcements.addBatch(
        newBatch(
          prepared.id,
          round * batches + index,
          prepared.members.slice(index * MAX_BATCH, (index + 1) * MAX_BATCH),
        ),
      );
  };
  const bare = bareLoop(surroundings, prepared, messages);

  const rounds = Number(values.rounds);
  await addBatches(0);
  await whole(0);
  await bare();
  const runs: { whole: Run; bare: Run }[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    await addBatches(round);
    // Each goes first in every second round: whatever the machine does by turns then falls on both.
    const first = round % 2 === 0 ? await measured(messages, bare) : undefined;
    const sent = await measured(messages, () => whole(round));
    runs.push({ whole: sent, bare: first ?? (await measured(messages, bare)) });
  }
  await verify(prepared.announcements, prepared.id, (rounds + 1) * messages);
  await Promise.all([database.stop(), ses.stop()]);
  report(runs, messages, prepared.content.message.bytes.length);
};

/** The same bytes for everybody: what a loop without ledger, personal values and links would do. */
const bareLoop = (
  { environment }: Surroundings,
  {
    id,
    content,
    to,
  }: {
    id: AnnouncementId;
    show: ShowId;
    content: { message: { bytes: Uint8Array; source: string } };
    to: readonly string[];
  },
  messages: number,
) => {
  const { bytes, source } = content.message;
  return async (): Promise<void> => {
    // A new client for each round: connections that idled through the other's round may be closed by now.
    const client = new SESClient({ maxAttempts: 1, ...connectionOf({ environment }, 'SES') });
    let next = 0;
    const worker = async (): Promise<void> => {
      while (next < messages) {
        const member = next;
        next += 1;
        await client.send(
          new SendRawEmailCommand({
            Source: source,
            Destinations: [to[member % to.length] ?? ''],
            RawMessage: { Data: bytes },
            Tags: [
              { Name: 'announcement', Value: id },
              { Name: 'batch', Value: '0' },
              { Name: 'member', Value: String(member % MAX_BATCH) },
            ],
            ConfigurationSetName: 'announcer',
          }),
        );
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    client.destroy();
  };
};

/** A fast sender that forgot somebody would not count. */
const verify = async (
  announcements: { batches(id: AnnouncementId): AsyncIterable<{ readonly ledger: string }> },
  id: AnnouncementId,
  expected: number,
): Promise<void> => {
  let accepted = 0;
  for await (const { ledger } of announcements.batches(id)) accepted += ledger.split('A').length - 1;
  if (accepted !== expected) throw new Error(`${accepted} of ${expected} were accepted`);
};

const report = (runs: readonly { whole: Run; bare: Run }[], messages: number, bytes: number): void => {
  const ratio = median(runs.map(({ whole, bare }) => whole.perSecond / bare.perSecond));
  give({
    title: 'Sending',
    method: [
      `${runs.length} rounds of ${messages.toLocaleString('en')} messages of ${Math.round(bytes / 1024)} KB each, a bare loop with ${AT_ONCE} at once and ${SENDERS} whole senders, each first in every second round, after one round of each to warm up; medians.`,
      'The endpoint and the table share two cores with the sender here, and the table (dynalite) takes about as much processor time for a message’s share of the ledger as the sender takes for all of it. DynamoDB takes none of ours: the comparison by processor time is the sender’s own.',
    ],
    figures: [
      {
        what: 'the whole sender',
        value: median(runs.map(({ whole }) => whole.perSecond)),
        unit: 'messages/s',
      },
      {
        what: 'a bare loop of SendRawEmail',
        value: median(runs.map(({ bare }) => bare.perSecond)),
        unit: 'messages/s',
      },
      { what: 'whole sender beside bare loop', value: ratio, unit: 'of its rate', bar: { atLeast: 0.85 } },
      {
        what: 'whole sender beside bare loop, by processor time',
        value: median(runs.map(({ whole, bare }) => bare.cpuMs / whole.cpuMs)),
        unit: 'of its messages',
        bar: { atLeast: 0.85 },
      },
      {
        what: 'CPU of the whole sender',
        value: median(runs.map(({ whole }) => whole.cpuMs)),
        unit: 'ms/message',
      },
      { what: 'CPU of the bare loop', value: median(runs.map(({ bare }) => bare.cpuMs)), unit: 'ms/message' },
    ],
  });
};

await main();
