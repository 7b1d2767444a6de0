import { buildApp } from 'fauxqs';

export type QueueServer = { readonly url: string; stop(): Promise<void> };

/**
 * fauxqs bound to this machine alone: its own `startFauxqs` listens on every network address. That way its
 * messages live in memory; those lost in a restart are what the sweep makes good.
 */
export const startQueueServer = async (options: { readonly port: number }): Promise<QueueServer> => {
  const app = buildApp({ logger: false });
  const url = await app.listen({ port: options.port, host: '127.0.0.1' });
  return {
    url,
    async stop() {
      await app.close();
    },
  };
};
