import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import dynalite from 'dynalite';
import { listen, stopServer } from '../http/listen.ts';
import { type Captured, createCapture } from './capture.ts';

export type Database = {
  readonly url: string;
  stop(): Promise<void>;
};

export type DatabaseOptions = {
  /** Where the rows are kept between runs; in memory without it. */
  readonly folder?: string;
  /** 0 = any free one. */
  readonly port: number;
  /** The table that has a stream. */
  readonly captured?: Captured;
};

/**
 * DynamoDB on one machine: dynalite, with the stream of one table emulated, which dynalite lacks. The stream sees
 * every write that comes over HTTP, whichever process it comes from.
 */
export const startDatabase = async (options: DatabaseOptions): Promise<Database> => {
  const server = dynalite({
    createTableMs: 0,
    deleteTableMs: 0,
    updateTableMs: 0,
    ...(options.folder === undefined ? {} : { path: options.folder }),
  });
  let url = '';
  const capture =
    options.captured === undefined
      ? undefined
      : createCapture(options.captured, handlerOf(server), () => url);
  if (capture !== undefined) {
    server.removeAllListeners('request');
    server.on('request', capture.serve);
  }
  url = await listen(server, options.port);
  return {
    url,
    async stop() {
      await capture?.settled();
      await stopServer(server);
    },
  };
};

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const handlerOf = (server: Server): Handler => {
  const [handle] = server.listeners('request');
  if (handle === undefined) throw new Error('dynalite has no request handler to wrap');
  return (request, response) => void handle.call(server, request, response);
};
