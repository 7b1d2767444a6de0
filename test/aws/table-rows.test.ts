import { randomBytes } from 'node:crypto';
import {
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { batchKey } from '../../lambdas/aws/batch-row.ts';
import { createDynamoAnnouncements } from '../../lambdas/aws/dynamo-announcements.ts';
import { createDynamoCatalog } from '../../lambdas/aws/dynamo-catalog.ts';
import { createDynamoSubscribers } from '../../lambdas/aws/dynamo-subscribers.ts';
import { type Attributes, fromRow, toRow } from '../../lambdas/aws/rows.ts';
import { subscriberKey } from '../../lambdas/aws/subscriber-row.ts';
import { EpisodeId } from '../../lambdas/ids.ts';
import {
  announcement,
  announcementId,
  batch,
  content,
  nextWrite,
  takenBy,
} from '../contracts/announcement-builders.ts';
import { DAY, NOW } from '../contracts/clock.ts';
import { createTable, newClient } from '../contracts/dynamo-backend.ts';
import { confirmed, id, pending, show } from '../contracts/people.ts';
import { type StandIn, startDynalite } from '../contracts/stand-ins.ts';
import { answering } from './endpoint-stub.ts';

let database: StandIn;
let client: DynamoDBClient;
let tables = 0;
beforeAll(async () => {
  database = await startDynalite();
  client = newClient(database.endpoint);
});
afterAll(async () => {
  client.destroy();
  await database.stop();
});

const newTable = (name: Parameters<typeof createTable>[1]): Promise<string> => {
  tables += 1;
  return createTable(client, name, `t${tables}`);
};
const put = (table: string, row: Attributes) =>
  client.send(new PutItemCommand({ TableName: table, Item: toRow(row) }));
const get = async (table: string, key: Attributes): Promise<Attributes> => {
  const { Item } = await client.send(new GetItemCommand({ TableName: table, Key: toRow(key) }));
  return Item === undefined ? {} : fromRow(Item);
};

describe('the announcements table', () => {
  const open = async () => {
    const table = await newTable('announcements');
    let now = NOW;
    const store = createDynamoAnnouncements({ client, table, now: () => now, retentionDays: 30 });
    return { table, store, later: (milliseconds: number) => (now += milliseconds) };
  };

  it('forgets a batch after the retention, counted from when it was done', async () => {
    const { table, store, later } = await open();
    const key = batchKey(announcementId, 0);
    await store.addBatch(batch());
    expect(await get(table, key)).not.toHaveProperty('expires');
    const taken = takenBy('sender', batch());
    await store.takeBatch(taken, batch());
    expect(await get(table, key)).not.toHaveProperty('expires');
    later(100 * DAY);
    const done = nextWrite(taken, { ledger: 'AAAA' });
    await store.writeBatch(done);
    expect((await get(table, key))['expires']).toBe((NOW + 130 * DAY) / 1000);
    await store.takeBatch({ ...done, ledger: '...A', attempt: 2 }, done);
    expect(await get(table, key)).not.toHaveProperty('expires');
  });

  it('never forgets an announcement and its page: nobody is to be mailed again, and old links go on working', async () => {
    const { table, store } = await open();
    await store.create(announcement(), content());
    for (const record of ['ANNOUNCEMENT', 'CONTENT']) {
      const row = await get(table, { announcementId, record });
      expect(row).toHaveProperty('contentHash');
      expect(row).not.toHaveProperty('expires');
    }
  });

  it('keeps a full batch with all its evidence within three write units', async () => {
    const { table, store } = await open();
    await store.addBatch(batch(0, 100));
    const everybody = new Set(Array.from({ length: 100 }, (_, member) => member));
    await store.addEvidence(announcementId, 0, new Map([['delivered', everybody]]));
    const row = await get(table, batchKey(announcementId, 0));
    const { ConsumedCapacity } = await client.send(
      new PutItemCommand({ TableName: table, Item: toRow(row), ReturnConsumedCapacity: 'TOTAL' }),
    );
    expect(ConsumedCapacity?.CapacityUnits).toBeLessThanOrEqual(3);
  });

  it('announces the content that an earlier creation left behind, under its own hash', async () => {
    const { table, store } = await open();
    await store.create(announcement({ contentHash: 'first' }), content('first'));
    await client.send(
      new DeleteItemCommand({ TableName: table, Key: toRow({ announcementId, record: 'ANNOUNCEMENT' }) }),
    );
    expect(await store.create(announcement({ contentHash: 'second' }), content('second'))).toBe('created');
    expect((await store.content(announcementId))?.page).toBe('first');
    expect((await store.read(announcementId))?.contentHash).toBe('first');
  });

  it('refuses content that no row can hold, and says what to do', async () => {
    const { store } = await open();
    const page = randomBytes(400_000).toString('base64');
    await expect(store.create(announcement(), content(page))).rejects.toThrow(
      /show_episode|compressed, and a table row holds at most 400000\. Shorten/,
    );
    expect(await store.read(announcementId)).toBeUndefined();
  });

  it('says which row is spoilt when other hands wrote a batch', async () => {
    const { table, store } = await open();
    await store.addBatch(batch());
    await put(table, { ...(await get(table, batchKey(announcementId, 0))), ledger: 'AXA' });
    await expect(store.batch(announcementId, 0)).rejects.toThrow(/batch row .*_episode-1 BATCH#00000000/);
  });
});

describe('the subscribers table', () => {
  const open = async () => {
    const table = await newTable('subscribers');
    const events: unknown[] = [];
    const log = (event: string, fields: unknown) => void events.push([event, fields]);
    const access = { client, table, now: () => NOW, log, pageRows: 20 };
    return { table, events, store: createDynamoSubscribers(access) };
  };
  const ada = id('a', 1);

  it('lets DynamoDB delete a sign-up that nobody confirmed, and nobody else', async () => {
    const { table, store } = await open();
    await store.write(pending(ada, NOW + 1500), 'none');
    expect((await get(table, subscriberKey(show, ada)))['expires']).toBe(NOW / 1000 + 2);
    const stored = await store.read(show, ada);
    if (stored === undefined || stored === 'erased') throw new Error('nobody is stored');
    await store.write(confirmed(ada), stored.revision);
    expect(await get(table, subscriberKey(show, ada))).not.toHaveProperty('expires');
  });

  it('holds of an erased person the id, the word and nothing else', async () => {
    const { table, store } = await open();
    await store.write(confirmed(ada), 'none');
    await store.erase(show, ada);
    expect(await get(table, subscriberKey(show, ada))).toEqual({
      ...subscriberKey(show, ada),
      status: 'erased',
    });
  });

  it('passes over a row that is no subscriber, reports its id and shows no address', async () => {
    const { table, events, store } = await open();
    await put(table, { ...subscriberKey(show, ada), status: 'confirmed', address: 'not an address@x' });
    await store.write(confirmed(id('b', 1)), 'none');
    const found = [];
    for await (const one of store.all(show)) found.push(one.subscriberId);
    expect(found).toEqual([id('b', 1)]);
    expect(await store.mailable(show, [ada], NOW)).toEqual(new Map());
    expect(events).toEqual([['record.invalid', { record: 'subscriber', showId: show, subscriberId: ada }]]);
    const reading = store.read(show, ada);
    await expect(reading).rejects.toThrow(/subscriber a0+1 [^]*address: must be/);
    await expect(reading).rejects.not.toThrow('not an address@x');
  });

  it('takes over a row that other hands wrote without a revision', async () => {
    const { table, store } = await open();
    await put(table, { ...confirmed(ada), ...subscriberKey(show, ada) });
    const stored = await store.read(show, ada);
    expect(stored).toMatchObject({ revision: 0 });
    expect(await store.write(confirmed(ada, { language: 'fr' }), 0)).toBe('written');
    expect(await store.write(confirmed(ada, { language: 'it' }), 0)).toBe('changed meanwhile');
  });

  it('walks an audience of more than one page without losing or doubling anybody', async () => {
    const { store } = await open();
    const ids = Array.from({ length: 75 }, (_, number) => id(number < 50 ? '3' : 'f', number));
    await Promise.all(ids.map((one) => store.write(confirmed(one), 'none')));
    const walked = [];
    let pages = 0;
    let after: (typeof ids)[number] | undefined;
    do {
      const page = await store.confirmedAfter(show, after, NOW);
      expect(page.members.length).toBeLessThan(40);
      walked.push(...page.members);
      after = page.next;
      pages += 1;
    } while (after !== undefined);
    expect(walked).toEqual(ids.toSorted());
    expect(pages).toBe(4);
  });

  it('walks on where a page ends with a row that other hands wrote under no id', async () => {
    const { table, store } = await open();
    const ids = Array.from({ length: 60 }, (_, number) => id('3', number));
    const spoilt = new Set([ids[19], ids[39]]);
    for (const one of ids)
      if (spoilt.has(one)) {
        const { shard } = subscriberKey(show, one);
        await put(table, { ...confirmed(one), shard, subscriberId: `${one}x` });
      } else await store.write(confirmed(one), 'none');
    const walked = [];
    let after: (typeof ids)[number] | undefined;
    do {
      const page = await store.confirmedAfter(show, after, NOW);
      walked.push(...page.members);
      after = page.next;
    } while (after !== undefined);
    expect(walked).toEqual(ids.filter((one) => !spoilt.has(one)));
  });
});

describe('an answer that is only a part', () => {
  it('is asked for again until every member is known', async () => {
    const Request = z.object({
      RequestItems: z.record(z.string(), z.object({ Keys: z.array(z.unknown()) })),
    });
    const asked: number[] = [];
    await using stub = await answering((body, response) => {
      const [table, keys] = Object.entries(Request.parse(JSON.parse(body)).RequestItems)[0] ?? [
        '',
        { Keys: [] },
      ];
      asked.push(keys.Keys.length);
      const [first, ...rest] = z
        .array(z.object({ subscriberId: z.object({ S: z.string() }) }))
        .parse(keys.Keys);
      const row = {
        ...first,
        status: { S: 'confirmed' },
        address: { S: `${first?.subscriberId.S}@example.com` },
      };
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end(
        JSON.stringify({
          Responses: { [table]: [row] },
          UnprocessedKeys: rest.length === 0 ? {} : { [table]: { Keys: keys.Keys.slice(1) } },
        }),
      );
    });
    const store = createDynamoSubscribers({
      client: newClient(stub.endpoint),
      table: 'subscribers',
      now: () => NOW,
      log: () => undefined,
    });
    const members = [id('a', 1), id('b', 1), id('c', 1)];
    expect([...(await store.mailable(show, members, NOW)).keys()]).toEqual(members);
    expect(asked).toEqual([3, 2, 1]);
  });
});

describe('the catalog table', () => {
  it('lists an episode with a fault, so that the sweep can report it', async () => {
    const table = await newTable('catalog');
    const catalog = createDynamoCatalog({ client, table });
    const publishedAt = new Date(NOW).toISOString();
    const row = { showId: show, record: 'EPISODE#spoilt', status: 'published', publishedAt, title: 7 };
    await client.send(
      // More digits than a number has here.
      new PutItemCommand({ TableName: table, Item: { ...toRow(row), number: { N: '1'.repeat(30) } } }),
    );
    expect(await catalog.publishedSince(show, publishedAt)).toMatchObject([
      { episodeId: 'spoilt', title: '(no title)', status: 'published' },
    ]);
    const read = await catalog.episode(show, EpisodeId.parse('spoilt'));
    expect(new Set(read.kind === 'invalid' ? read.faults.map(({ field }) => field) : [])).toEqual(
      new Set(['title', 'number']),
    );
  });
});
