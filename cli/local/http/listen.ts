import type { Server } from 'node:http';

/** Binds to this machine alone and gives the address. `port` 0 takes a free one. */
export const listen = (server: Server, port: number): Promise<string> =>
  new Promise((resolve, reject) => {
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
