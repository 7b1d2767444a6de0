import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';

/** An endpoint on a free port of this machine; `using` stops it with the test. */
export type Stub = AsyncDisposable & { readonly endpoint: string; readonly connections: () => number };

/** Speaks HTTP and answers each request as told, with its body read whole. */
export const answering = (answer: (body: string, response: ServerResponse) => void): Promise<Stub> =>
  listening(
    createServer((request, response) => {
      void bodyOf(request).then((body) => answer(body, response));
    }),
  );

/** Speaks nothing: does with each connection what it is told. */
export const onConnection = (act: (socket: Socket) => void): Promise<Stub> =>
  listening(
    createTcpServer((socket) => {
      socket.on('error', () => undefined);
      act(socket);
    }),
  );

/** An address where nobody listens. */
export const nobodyListens = async (): Promise<string> => {
  await using stub = await listening(createTcpServer());
  return stub.endpoint;
};

const listening = async (server: Server): Promise<Stub> => {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the stub listens on no port');
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    connections: () => connections,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
};

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
};

/** https://docs.aws.amazon.com/ses/latest/dg/using-ses-api-responses.html */
export const accepts = (response: ServerResponse, messageId = 'message-1'): void => {
  response
    .writeHead(200, { 'content-type': 'text/xml' })
    .end(
      '<SendRawEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><SendRawEmailResult>' +
        `<MessageId>${messageId}</MessageId></SendRawEmailResult>` +
        '<ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></SendRawEmailResponse>',
    );
};

export const refuses = (response: ServerResponse, status: number, code: string, message: string): void => {
  response
    .writeHead(status, { 'content-type': 'text/xml' })
    .end(
      '<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type>' +
        `<Code>${code}</Code><Message>${message.replaceAll('<', '&lt;')}</Message></Error>` +
        '<RequestId>r</RequestId></ErrorResponse>',
    );
};
