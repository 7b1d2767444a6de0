import { once } from 'node:events';
import { createServer, request as forward } from 'node:http';

export type LosingProxy = AsyncDisposable & {
  readonly endpoint: string;
  /** The next request of this kind (`PutItem`) is carried out, and its answer is lost. */
  readonly loseAnswerTo: (operation: string) => void;
  readonly lost: () => number;
};

/** Stands before a DynamoDB: what a network does to an answer. */
export const startLosingProxy = async (target: string): Promise<LosingProxy> => {
  const losing: string[] = [];
  let lost = 0;
  const server = createServer((incoming, outgoing) => {
    const operation = String(incoming.headers['x-amz-target']).split('.')[1] ?? '';
    const onward = forward(
      target,
      { method: incoming.method, path: incoming.url, headers: incoming.headers },
      (answer) => {
        if (losing[0] === operation) {
          losing.shift();
          lost += 1;
          answer.resume();
          answer.on('end', () => outgoing.destroy());
          return;
        }
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(outgoing);
      },
    );
    incoming.pipe(onward);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy listens on no port');
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    loseAnswerTo: (operation) => void losing.push(operation),
    lost: () => lost,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
