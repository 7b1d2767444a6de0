import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import dynalite from 'dynalite';
import { AnnouncerError } from '../../../lambdas/errors.ts';
import { createHttpClient } from '../http/client.ts';
import { listen, stopServer } from '../http/listen.ts';
import { type Captured, createCapture } from './capture.ts';
import { signedFor } from './signed.ts';

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
  if (options.folder !== undefined && !(await answers(url))) {
    server.closeAllConnections();
    server.close();
    throw new AnnouncerError(
      'ConfigurationInvalid',
      `the tables in ${options.folder} cannot be opened: they are damaged, another program has them open, or ` +
        'you may not write there. Stop the other program, or move the folder away to begin with empty tables',
    );
  }
  return {
    url,
    async stop() {
      await capture?.settled();
      await stopServer(server);
    },
  };
};

/** Opening takes well under a second. */
const OPENING_MS = 20_000;

/** Where dynalite cannot open its store, it throws where only the process hears it, or never answers. */
const answers = async (url: string): Promise<boolean> => {
  const failed = Promise.withResolvers<boolean>();
  const fail = (): void => failed.resolve(false);
  const late = setTimeout(fail, OPENING_MS);
  process.once('uncaughtException', fail);
  const headers = signedFor('DescribeTable');
  const asked = createHttpClient()({ url, method: 'POST', headers, body: '{"TableName":"any"}' });
  try {
    return await Promise.race([asked.then(() => true), failed.promise]);
  } finally {
    clearTimeout(late);
    process.off('uncaughtException', fail);
    // Cut off with the server, if it is not answered by now.
    asked.catch(() => undefined);
  }
};

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const handlerOf = (server: Server): Handler => {
  const [handle] = server.listeners('request');
  if (handle === undefined) throw new Error('dynalite has no request handler to wrap');
  return (request, response) => void handle.call(server, request, response);
};
