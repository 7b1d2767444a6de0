import { randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BatchWriteItemCommand,
  CreateTableCommand,
  type DynamoDBClient,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { loadExamples, readExamples } from '../cli/local/examples.ts';
import { createDynamoClient } from '../lambdas/aws/clients.ts';
import { createTableInput } from '../lambdas/aws/create-table.ts';
import { toRow } from '../lambdas/aws/rows.ts';
import { subscriberRow } from '../lambdas/aws/subscriber-row.ts';
import type { Surroundings } from '../lambdas/aws/surroundings.ts';
import { systemClock } from '../lambdas/aws/system-clock.ts';
import { tableDefinitions } from '../lambdas/aws/table-definitions.ts';
import { wireTables } from '../lambdas/aws/wiring.ts';
import { published } from '../lambdas/episodes/publish.ts';
import type { PublishedEpisode } from '../lambdas/episodes/ports.ts';
import { type ShowId, SubscriberId } from '../lambdas/ids.ts';
import { EmailAddress } from '../lambdas/subscribers/address.ts';

export const RETENTION_DAYS = 400;

/** The environment of the functions against stand-ins, with empty tables. */
export const newEnvironment = async (
  urls: { readonly database: string; readonly ses: string },
  senders: number,
): Promise<Surroundings['environment']> => {
  const keys = join(mkdtempSync(join(tmpdir(), 'announcer-bench-')), 'keys.json');
  const key = () => randomBytes(32).toString('base64');
  writeFileSync(keys, JSON.stringify({ identity: key(), signing: [{ number: 1, key: key() }] }));
  const environment = {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: urls.database,
    AWS_ENDPOINT_URL_SES: urls.ses,
    CATALOG_TABLE: 'catalog',
    SUBSCRIBERS_TABLE: 'subscribers',
    ANNOUNCEMENTS_TABLE: 'announcements',
    PLAN_QUEUE_URL: 'http://127.0.0.1:9/plan',
    SEND_QUEUE_URL: 'http://127.0.0.1:9/send',
    PUBLIC_URL: 'http://127.0.0.1:9999',
    CONFIGURATION_SET: 'announcer',
    KEYS_SECRET_ARN: `file:${keys}`,
    SENDERS: String(senders),
    DOUBT_POLICY: 'hold',
    RETENTION_DAYS: String(RETENTION_DAYS),
  };
  const client = createDynamoClient({ environment });
  for (const [name, definition] of Object.entries(tableDefinitions)) {
    await client.send(new CreateTableCommand(createTableInput(name, definition)));
    await waitUntilTableExists(
      { client, maxWaitTime: 10, minDelay: 0.01, maxDelay: 0.1 },
      { TableName: name },
    );
  }
  client.destroy();
  return environment;
};

export const surroundingsOf = (environment: Surroundings['environment']): Surroundings => ({
  environment,
  clock: systemClock,
  log: (event, fields) => {
    if (/failed|invalid|unreadable|paused|parked/.test(event)) console.error(event, JSON.stringify(fields));
  },
});

/** The example show with its back catalogue, and its newest episode, published now. */
export const publishExample = async (surroundings: Surroundings): Promise<PublishedEpisode> => {
  const catalog = wireTables(surroundings).catalog('catalog');
  const examples = await readExamples();
  const now = surroundings.clock.now();
  await loadExamples(catalog, examples, now);
  const { episode } = published({ ...examples.episode, status: 'draft' }, now, 'always');
  if ((await catalog.putEpisode(episode, { statusWas: 'draft' })) !== 'written')
    throw new Error('the example could not be published');
  return episode;
};

/** As many confirmed subscribers, with ids as evenly spread as those of people. */
export const fillSubscribers = async (
  client: DynamoDBClient,
  showId: ShowId,
  count: number,
): Promise<void> => {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) {
      const from = next;
      next = Math.min(count, from + 25);
      const rows = Array.from({ length: next - from }, (_, index) => subscriber(showId, from + index));
      await client.send(
        new BatchWriteItemCommand({
          RequestItems: { subscribers: rows.map((Item) => ({ PutRequest: { Item: toRow(Item) } })) },
        }),
      );
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
};

const subscriber = (showId: ShowId, number: number) =>
  subscriberRow(
    {
      showId,
      subscriberId: SubscriberId.parse(randomBytes(16).toString('hex')),
      address: EmailAddress.parse(`reader-${number}@mail.example`),
      createdAt: '2026-11-01T00:00:00.000Z',
      status: 'confirmed',
      consent: {
        confirmedAt: '2026-11-01T00:10:00.000Z',
        source: 'form',
        signedUpAt: '2026-11-01T00:00:00.000Z',
        sourceHash: '0123456789abcdef0123456789abcdef',
      },
    },
    1,
  );

/** As Lambda's: time enough for anything measured here. */
export const context = { getRemainingTimeInMillis: () => 600_000 };

/** An SQS event with one message. */
export const sqsEvent = (...bodies: readonly unknown[]) => ({
  Records: bodies.map((body, index) => ({ messageId: `message-${index}`, body: JSON.stringify(body) })),
});
