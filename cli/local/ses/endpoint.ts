import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Hono } from 'hono';
import { answerWith } from '../http/fetch-bridge.ts';
import { listen, stopServer } from '../http/listen.ts';
import { AcceptanceRecord } from './acceptance.ts';
import { Account } from './account.ts';
import { changed, type Change, CLEAR_SKIES, type Conditions } from './conditions.ts';
import { createControl } from './control.ts';
import type { EvidencePublisher } from './evidence.ts';
import { createInbox } from './inbox/inbox.ts';
import type { Artwork } from './inbox/message-html.ts';
import type { Mailbox } from './mailbox.ts';
import { SesService } from './service.ts';

export type SesEndpoint = {
  readonly url: string;
  readonly record: AcceptanceRecord;
  readonly mailbox: Mailbox;
  change(change: Change): Conditions;
  /** Publishes the evidence that still waits, then ends. */
  stop(): Promise<void>;
};

export type SesOptions = {
  readonly mailbox: Mailbox;
  /** 0 = any free one. */
  readonly port: number;
  readonly conditions?: Change;
  /** Numbers from 0 up to, not including, 1: what decides about mishaps. */
  readonly chance?: () => number;
  readonly evidence?: EvidencePublisher;
  readonly artwork?: Artwork;
};

/** The local SES: API, inbox and control on one address of this machine. */
export const startSesEndpoint = async (options: SesOptions): Promise<SesEndpoint> => {
  let conditions = changed(CLEAR_SKIES, options.conditions ?? {});
  const record = new AcceptanceRecord();
  const change = (wanted: Change): Conditions => (conditions = changed(conditions, wanted));
  const chance = options.chance ?? Math.random;
  const service = new SesService({
    account: new Account(chance),
    chance,
    mailbox: options.mailbox,
    record,
    evidence: options.evidence,
    conditions: () => conditions,
  });
  const pages = new Hono()
    .route('/api', createControl({ mailbox: options.mailbox, record, conditions: () => conditions, change }))
    .route('/', createInbox(options.mailbox, options.artwork));
  const server = createServer((request, response) => {
    if (answerRaw(options.mailbox, request, response)) return;
    const handled = isApiCall(request)
      ? service.answer(request, response)
      : answerWith(pages.fetch, request, response);
    handled.catch((error: unknown) => fail(response, error));
  });
  const url = await listen(server, options.port);
  return {
    url,
    record,
    mailbox: options.mailbox,
    change,
    async stop() {
      await stopServer(server);
      await options.evidence?.stop();
    },
  };
};

/**
 * The bytes of a message as they lie in the mailbox. The pages' way copies a body four times, which is felt where every
 * message of a run is read.
 */
const answerRaw = (
  mailbox: Mailbox,
  { method, url = '' }: IncomingMessage,
  response: ServerResponse,
): boolean => {
  const number = method === 'GET' ? /^\/messages\/(\d+)\/raw$/.exec(url)?.[1] : undefined;
  const found = number === undefined ? undefined : mailbox.read(Number(number));
  if (found === undefined) return false;
  response.writeHead(200, { 'Content-Type': 'message/rfc822', 'Content-Length': found.raw.length });
  response.end(found.raw);
  return true;
};

const isApiCall = (request: IncomingMessage): boolean => request.method === 'POST' && request.url === '/';

const fail = (response: ServerResponse, error: unknown): void => {
  console.error('the local SES endpoint failed', error);
  if (response.headersSent) response.destroy();
  else response.writeHead(500).end();
};
