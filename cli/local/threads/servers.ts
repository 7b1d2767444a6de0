import { startServers } from '../servers.ts';
import { serveThread } from './body.ts';
import type { ServersProtocol } from './start.ts';

/**
 * Node cuts small buffers out of slabs of 64 KB. A row or a message that is kept would keep the slab of everything
 * that came and went beside it: here that made 75 KB of each sign-up.
 */
Buffer.poolSize = 1024;

await serveThread<ServersProtocol>(async (options, tell) => {
  const { stopMail, stop, ...up } = await startServers({ ...options, onCatalogRecords: tell });
  return { up, obey: (order) => (order === 'stop mail' ? stopMail() : stop()) };
});
