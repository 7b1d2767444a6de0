import type { Server } from 'node:http';

/**
 * Longer than any client here leaves a connection idle: one that is closed while a request is on its way to it
 * looks like a lost request, and Node's five seconds are soon over on a busy machine.
 */
const KEEP_ALIVE_MS = 75_000;

/** Binds to this machine alone and gives the address. `port` 0 takes a free one. */
export const listen = (server: Server, port: number): Promise<string> =>
  new Promise((resolve, reject) => {
    server.keepAliveTimeout = KEEP_ALIVE_MS;
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      if (address === null || typeof address === 'string')
        reject(new Error('the server has no port after listening'));
      else resolve(`http://127.0.0.1:${address.port}`);
    });
  });

/** Waits for the requests in hand; connections that only idle are cut. */
export const stopServer = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
