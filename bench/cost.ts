// What an announcement to 10,000 uses beside SES, evidence included, priced per million emails.
//
//   node bench/cost.ts [--subscribers 10000]
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { announce } from '../lambdas/announcements/announce.ts';
import { PERMITTED, createSharedPace } from '../lambdas/announcements/pace.ts';
import type { BatchMessage } from '../lambdas/announcements/ports.ts';
import { createDynamoClient } from '../lambdas/aws/clients.ts';
import { createDynamoAnnouncements } from '../lambdas/aws/dynamo-announcements.ts';
import { createDynamoCatalog } from '../lambdas/aws/dynamo-catalog.ts';
import { createDynamoSubscribers } from '../lambdas/aws/dynamo-subscribers.ts';
import { wireKeys } from '../lambdas/aws/wiring.ts';
import { createComposer } from '../lambdas/email/composer.ts';
import { createPersonaliser } from '../lambdas/email/personalise.ts';
import { createEvidenceHandler } from '../lambdas/handlers/evidence.ts';
import { createPlanHandler } from '../lambdas/handlers/plan.ts';
import { createSendHandler } from '../lambdas/handlers/send.ts';
import { startDatabase } from './child.ts';
import { give } from './report.ts';
import {
  context,
  fillSubscribers,
  newEnvironment,
  publishExample,
  RETENTION_DAYS,
  sqsEvent,
  surroundingsOf,
} from './world.ts';

/** US dollars, us-east-1, on demand (November 2026). */
const PRICE = {
  writeUnit: 0.625e-6,
  readUnit: 0.125e-6,
  sqsRequest: 0.4e-6,
  /** SES tells a topic. What the topic gives to a queue is free, and the queue counts it as a request. */
  snsPublish: 0.5e-6,
  lambdaRequest: 0.2e-6,
  lambdaGbSecond: 0.0000133334,
} as const;

/** Of lib/constructs: memory of the functions that work for every email, and how evidence is gathered. */
const MEMORY_GB = { plan: 0.5, send: 0.25, evidence: 0.5 } as const;
const EVIDENCE_AT_ONCE = 100;
/** Lambda's pollers ask for ten messages at a time. */
const RECEIVED_AT_ONCE = 10;
const SENDERS = 2;

/** Units as DynamoDB itself counts them, of every call. */
const countUnits = (client: DynamoDBClient) => {
  const units = { read: 0, write: 0 };
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
        const result = await next(args);
        units[/Get|Query|Scan/.test(commandName) ? 'read' : 'write'] += consumedBy(
          'ConsumedCapacity' in result.output ? result.output.ConsumedCapacity : undefined,
        );
        return result;
      },
    { step: 'initialize', name: 'countUnits' },
  );
  return units;
};

const consumedBy = (capacity: unknown): number =>
  [capacity]
    .flat()
    .reduce<number>(
      (sum, each) =>
        sum +
        (typeof each === 'object' && each !== null && 'CapacityUnits' in each
          ? Number(each.CapacityUnits)
          : 0),
      0,
    );

type Use = {
  readonly read: number;
  readonly write: number;
  readonly milliseconds: number;
  readonly calls: number;
};

const main = async (): Promise<void> => {
  const { values } = parseArgs({ options: { subscribers: { type: 'string', default: '10000' } } });
  const subscribers = Number(values.subscribers);
  const database = await startDatabase();
  const environment = await newEnvironment({ database: database.url, ses: 'http://127.0.0.1:9' }, SENDERS);
  const surroundings = surroundingsOf(environment);
  const { clock, log } = surroundings;
  const client = createDynamoClient({ environment });
  const now = () => clock.now();
  const episode = await publishExample(surroundings);
  await fillSubscribers(client, episode.showId, subscribers);
  const counted = createDynamoClient({ environment });
  const units = countUnits(counted);

  const announcements = createDynamoAnnouncements({
    client: counted,
    table: 'announcements',
    now,
    retentionDays: RETENTION_DAYS,
  });
  const audience = createDynamoSubscribers({ client: counted, table: 'subscribers', now, log });
  const catalog = createDynamoCatalog({ client: counted, table: 'catalog' });
  const toSend: BatchMessage[] = [];
  const queues = {
    plan: async () => {},
    send: async (messages: readonly BatchMessage[]) => void toSend.push(...messages),
  };
  // Nothing of SES is counted here, so it answers at once.
  const mailer = {
    send: async () => ({ kind: 'accepted', messageId: 'm' }) as const,
    quota: async () => ({ max24Hours: undefined, sentLast24Hours: 0, maxSendRate: 1_000_000 }),
  };

  const using = async (work: () => Promise<number>): Promise<Use> => {
    const before = { ...units };
    const began = performance.now();
    const calls = await work();
    return {
      read: units.read - before.read,
      write: units.write - before.write,
      milliseconds: performance.now() - began,
      calls,
    };
  };

  const made = await announce(
    {
      catalog,
      announcements,
      queues,
      compose: createComposer({ publicUrl: 'http://127.0.0.1:9999', now }),
      clock,
      log,
    },
    episode.showId,
    episode.episodeId,
  );
  if (made.kind !== 'announced') throw new Error(`the example was ${made.kind}`);
  const id = made.announcementId;

  const planning = await using(async () => {
    const handler = createPlanHandler({ announcements, audience, queues, clock, log });
    await handler(sqsEvent({ announcementId: id }), context);
    return 1;
  });
  const sending = await using(async () => {
    const handler = createSendHandler({
      announcements,
      audience,
      mailer,
      pace: createSharedPace({ store: announcements, mailer, clock, log, senders: SENDERS }),
      queues,
      clock,
      log,
      personalise: createPersonaliser(await wireKeys(surroundings, environment['KEYS_SECRET_ARN'] ?? '')),
      newHolder: randomUUID,
    });
    const messages = toSend.splice(0);
    for (const message of messages) await handler(sqsEvent(message), context);
    return messages.length;
  });
  const state = (await announcements.read(id))?.state;
  if (state?.kind !== 'closed' || state.books.accepted !== subscribers)
    throw new Error(`not everybody was accepted: ${JSON.stringify(state)}`);
  const evidence = await using(async () => {
    const handler = createEvidenceHandler({
      announcements,
      audience,
      clock,
      log,
    });
    const events = deliveries(id, subscribers);
    for (let at = 0; at < events.length; at += EVIDENCE_AT_ONCE)
      await handler(sqsEvent(...events.slice(at, at + EVIDENCE_AT_ONCE)));
    return Math.ceil(events.length / EVIDENCE_AT_ONCE);
  });
  await database.stop();
  report(subscribers, { planning, sending, evidence });
};

/**
 * One event for each member. Two senders work on two batches at a time, and mailbox providers answer a message
 * after a second or after a minute: so the events of four batches come mixed.
 */
const deliveries = (id: string, subscribers: number): readonly object[] => {
  const events = Array.from({ length: subscribers }, (_, index) => ({
    eventType: 'Delivery',
    mail: {
      tags: {
        announcement: [id],
        batch: [String(Math.floor(index / 100))],
        member: [String(index % 100)],
      },
    },
  }));
  const mixed: object[] = [];
  for (let at = 0; at < events.length; at += 400) mixed.push(...shuffled(events.slice(at, at + 400)));
  return mixed;
};

/** Always the same order: a measurement can be repeated. */
const shuffled = <T>(values: readonly T[]): readonly T[] =>
  values
    .map((value, index) => ({ value, rank: (index * 7919) % 401 }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ value }) => value);

const MILLION = 1_000_000;

const report = (
  emails: number,
  { planning, sending, evidence }: Record<'planning' | 'sending' | 'evidence', Use>,
): void => {
  const perMillion = (count: number) => (count / emails) * MILLION;
  const all = [planning, sending, evidence];
  const sum = (of: (use: Use) => number) => all.reduce((total, use) => total + of(use), 0);
  const tables = perMillion(
    sum(({ read }) => read) * PRICE.readUnit + sum(({ write }) => write) * PRICE.writeUnit,
  );
  const batches = sending.calls;
  // Queued in tens; each then received and deleted alone. Evidence: in singly, out and deleted by tens.
  const sqsRequests = batches / 10 + batches * 2 + emails * (1 + 2 / RECEIVED_AT_ONCE);
  const queues = perMillion(sqsRequests * PRICE.sqsRequest);
  const topic = perMillion(emails * PRICE.snsPublish);
  const lambdaAt = (rate: number): number => {
    // A sender's time is its pace: what it computes goes on while it waits for its slots.
    const sendSeconds = (emails / (rate * PERMITTED)) * SENDERS;
    const gbSeconds =
      sendSeconds * MEMORY_GB.send +
      (planning.milliseconds / 1000) * MEMORY_GB.plan +
      (evidence.milliseconds / 1000) * MEMORY_GB.evidence;
    return perMillion(gbSeconds * PRICE.lambdaGbSecond + sum(({ calls }) => calls) * PRICE.lambdaRequest);
  };
  const dollars = 'US$ per million';
  give({
    title: 'Cost beside SES',
    method: [
      `Counted on an announcement to ${emails.toLocaleString('en')} with a delivery reported for each: table units as the table itself counts them, queue requests and function calls by the settings of lib/constructs, Lambda's time for planning and evidence as measured here, and for sending as the pace makes it (${SENDERS} senders of ${MEMORY_GB.send * 1024} MB).`,
      'Prices of us-east-1, arm64, on demand, without free tiers.',
    ],
    figures: [
      { what: 'table writes', value: sum(({ write }) => write) / emails, unit: 'units/email' },
      { what: 'of them by evidence', value: evidence.write / emails, unit: 'units/email' },
      { what: 'table reads', value: sum(({ read }) => read) / emails, unit: 'units/email' },
      { what: 'tables', value: tables, unit: dollars },
      { what: 'queues', value: queues, unit: dollars },
      { what: 'the topic that SES tells', value: topic, unit: dollars },
      { what: 'functions, at 14 emails a second', value: lambdaAt(14), unit: dollars },
      { what: 'functions, at 200 emails a second', value: lambdaAt(200), unit: dollars },
      {
        what: 'together, at 14 emails a second',
        value: tables + queues + topic + lambdaAt(14),
        unit: dollars,
        bar: { atMost: 2 },
      },
      {
        what: 'together, at 200 emails a second',
        value: tables + queues + topic + lambdaAt(200),
        unit: dollars,
        bar: { atMost: 2 },
      },
    ],
  });
};

await main();
