import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WebResult } from '../../lambdas/handlers/web.ts';

/** Stands where API Gateway stands: turns requests into its events and the answers back. On 127.0.0.1, any free port. */
export const serve = async (
  handler: (event: unknown) => Promise<WebResult>,
): Promise<{ readonly origin: string; readonly server: Server; close(): Promise<void> }> => {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const [rawPath = '/', rawQueryString = ''] = (request.url ?? '/').split('?');
      const body = Buffer.concat(chunks);
      void handler({
        version: '2.0',
        rawPath,
        rawQueryString,
        headers: Object.fromEntries(
          Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
        ),
        requestContext: { http: { method: request.method, sourceIp: '127.0.0.1', path: rawPath } },
        ...(body.length === 0 ? {} : { body: body.toString('base64') }),
        isBase64Encoded: body.length > 0,
      }).then((result) => {
        response.writeHead(result.statusCode, result.headers);
        response.end(result.body);
      });
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    server,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
};
