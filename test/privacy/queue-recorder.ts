import { createHash, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { z } from 'zod';
import { listen, stopServer } from '../../cli/local/http/listen.ts';

const Message = z.object({ QueueUrl: z.string(), MessageBody: z.string() });
const Batch = z.object({
  QueueUrl: z.string(),
  Entries: z.array(z.object({ Id: z.string(), MessageBody: z.string() })),
});

export type Queued = { readonly queue: string; readonly body: string };

/** As much of SQS as its senders use. Every message stays readable, and waits until somebody takes it. */
export const startQueueRecorder = async () => {
  const recorded: Queued[] = [];
  let waiting: Queued[] = [];
  const take = (queueUrl: string, body: string) => {
    const message = { queue: queueUrl.split('/').at(-1) ?? '', body };
    recorded.push(message);
    waiting.push(message);
    return { MessageId: randomUUID(), MD5OfMessageBody: createHash('md5').update(body).digest('hex') };
  };
  const answer = (target: string | undefined, body: unknown): object => {
    if (target === 'AmazonSQS.SendMessage') {
      const { QueueUrl, MessageBody } = Message.parse(body);
      return take(QueueUrl, MessageBody);
    }
    const { QueueUrl, Entries } = Batch.parse(body);
    return {
      Successful: Entries.map(({ Id, MessageBody }) => ({ Id, ...take(QueueUrl, MessageBody) })),
      Failed: [],
    };
  };
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const target = request.headers['x-amz-target'];
      const told = answer(
        typeof target === 'string' ? target : undefined,
        JSON.parse(Buffer.concat(parts).toString()),
      );
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(told));
    });
  });
  return {
    url: await listen(server, 0),
    recorded,
    /** What waits in a queue, which is empty then. */
    taken: (queue: string): readonly Queued[] => {
      const found = waiting.filter((message) => message.queue === queue);
      waiting = waiting.filter((message) => message.queue !== queue);
      return found;
    },
    stop: () => stopServer(server),
  };
};
