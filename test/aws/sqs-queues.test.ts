import { SQSClient } from '@aws-sdk/client-sqs';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createPlanQueue, createSendQueue } from '../../lambdas/aws/sqs-queues.ts';
import { PlanMessage, SendMessage } from '../../lambdas/handlers/messages.ts';
import { AnnouncementId } from '../../lambdas/ids.ts';
import { answering } from './endpoint-stub.ts';

const announcementId = AnnouncementId.parse('show_episode');
const messages = (count: number) => Array.from({ length: count }, (_, batch) => ({ announcementId, batch }));

const Entry = z.object({ Id: z.string(), MessageBody: z.string(), DelaySeconds: z.number() });
const Batch = z.object({ QueueUrl: z.string(), Entries: z.array(Entry) });
type Entry = z.infer<typeof Entry>;

const md5 = (text: string) => createHash('md5').update(text).digest('hex');

/** Takes what `takes` says and fails the rest; keeps what was taken. */
const sqs = async (takes: (entry: Entry, request: number) => boolean) => {
  const taken: Entry[] = [];
  const sizes: number[] = [];
  const stub = await answering((body, response) => {
    const { Entries } = Batch.parse(JSON.parse(body));
    const good = Entries.filter((entry) => takes(entry, sizes.length));
    sizes.push(Entries.length);
    taken.push(...good);
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end(
      JSON.stringify({
        Successful: good.map(({ Id, MessageBody }) => ({
          Id,
          MessageId: Id,
          MD5OfMessageBody: md5(MessageBody),
        })),
        Failed: Entries.filter((entry) => !good.includes(entry)).map(({ Id }) => ({
          Id,
          Code: 'InternalError',
          Message: 'try again',
          SenderFault: false,
        })),
      }),
    );
  });
  return { stub, taken, sizes };
};

const queuesAt = (endpoint: string) => {
  const client = new SQSClient({
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  return {
    ...createPlanQueue({ client, url: `${endpoint}/1/plan` }),
    ...createSendQueue({ client, url: `${endpoint}/1/send` }),
  };
};

describe('messages to the senders', () => {
  it('go ten at a time, in the form that the handler reads', async () => {
    const { stub, taken, sizes } = await sqs(() => true);
    await using _ = stub;
    await queuesAt(stub.endpoint).send(messages(23), 5);
    expect(sizes).toEqual([10, 10, 3]);
    expect(taken.map((entry) => SendMessage.parse(JSON.parse(entry.MessageBody)).batch)).toEqual(
      Array.from({ length: 23 }, (_, batch) => batch),
    );
    expect(new Set(taken.map(({ DelaySeconds }) => DelaySeconds))).toEqual(new Set([5]));
  });

  it('that SQS did not take are sent again, and only those', async () => {
    const { stub, taken, sizes } = await sqs((entry, request) => request > 0 || Number(entry.Id) % 2 === 0);
    await using _ = stub;
    await queuesAt(stub.endpoint).send(messages(4));
    expect(sizes).toEqual([4, 2]);
    expect(taken.map((entry) => SendMessage.parse(JSON.parse(entry.MessageBody)).batch)).toEqual([
      0, 2, 1, 3,
    ]);
  });

  it('that SQS never takes are an error, not a silence', async () => {
    const { stub } = await sqs((entry) => entry.Id !== '0');
    await using _ = stub;
    await expect(queuesAt(stub.endpoint).send(messages(3))).rejects.toThrow(
      /1 of 3 messages .* InternalError/,
    );
  });

  it('wait no longer than SQS can delay them', async () => {
    const { stub, taken } = await sqs(() => true);
    await using _ = stub;
    await queuesAt(stub.endpoint).send(messages(1), 7200.5);
    expect(taken[0]?.DelaySeconds).toBe(900);
  });
});

describe('a message to the planner', () => {
  it('names the announcement', async () => {
    let sent: unknown;
    await using stub = await answering((body, response) => {
      sent = JSON.parse(body);
      const { MessageBody } = z.object({ MessageBody: z.string() }).parse(sent);
      response
        .writeHead(200, { 'content-type': 'application/x-amz-json-1.0' })
        .end(JSON.stringify({ MessageId: '1', MD5OfMessageBody: md5(MessageBody) }));
    });
    await queuesAt(stub.endpoint).plan(announcementId, 0.2);
    expect(sent).toMatchObject({ QueueUrl: `${stub.endpoint}/1/plan`, DelaySeconds: 1 });
    const { MessageBody } = z.object({ MessageBody: z.string() }).parse(sent);
    expect(PlanMessage.parse(JSON.parse(MessageBody))).toEqual({ announcementId });
  });
});
