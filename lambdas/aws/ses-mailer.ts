import {
  GetSendQuotaCommand,
  SendRawEmailCommand,
  SESClient,
  type SESClientConfig,
} from '@aws-sdk/client-ses';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { z } from 'zod';
import type { Mailer, OutgoingMessage, Quota } from '../announcements/ports.ts';
import { withoutLogger } from './clients.ts';
import { resultOfFailure } from './ses-failure.ts';

export type SesOptions = {
  /** Where SES publishes its events from; without one there is no evidence. */
  readonly configurationSet: string | undefined;
  /** Region, credentials, endpoint and signer, where they do not come from the environment. */
  readonly client?: Pick<SESClientConfig, 'region' | 'credentials' | 'endpoint' | 'signer'>;
  readonly timeouts?: Timeouts;
  readonly now?: () => number;
};

type Timeouts = { readonly connectMs: number; readonly requestMs: number };

/** A hung call becomes `unknown` after ten seconds: SES answers in a tenth of one. */
const TIMEOUTS: Timeouts = { connectMs: 3_000, requestMs: 10_000 };
/**
 * A kept connection that idled longer than this (ms) is not used again. The other side may have closed it while
 * this function was frozen, and then nobody can tell whether the request that meets the closed end was read.
 */
const IDLE_MS = 4_000;
/** More than there are sends at once, so that no send waits for a socket while its time runs. */
const SOCKETS = 256;

/** Each message is one request, made once. */
export const createSesMailer = (options: SesOptions): Mailer => {
  const { configurationSet, now = Date.now } = options;
  const connections = createConnections(options.timeouts ?? TIMEOUTS);
  // No token makes a repeated SendRawEmail harmless, and the SDK would repeat it after a reset, a time-out or a 5xx.
  const sender = withoutLogger(
    new SESClient({
      ...options.client,
      maxAttempts: 1,
      requestHandler: connections.handler,
      cacheMiddleware: true,
    }),
  );
  const left = noteLeaving(sender);
  sendBytes(sender);
  // Asking for the quota again is harmless.
  const reader = new SESClient({ ...options.client, requestHandler: connections.handler });
  let inFlight = 0;
  let lastUsed = 0;

  return {
    send: async (message) => {
      if (inFlight === 0 && now() - lastUsed > IDLE_MS) connections.closeAll();
      const command = rawEmail(message, configurationSet);
      inFlight += 1;
      try {
        const { MessageId } = await sender.send(command);
        // Something else than SES may say 200 too. Only SES's own number for the message says that SES has it.
        if (MessageId === undefined || MessageId === '')
          return { kind: 'unknown', cause: 'connection', reason: 'HTTP 200 without the MessageId of SES' };
        return { kind: 'accepted', messageId: MessageId };
      } catch (error) {
        return resultOfFailure(error, message, left.has(command.input));
      } finally {
        inFlight -= 1;
        lastUsed = now();
      }
    },
    quota: async () => QuotaAnswer.parse(await reader.send(new GetSendQuotaCommand())),
  };
};

const createConnections = ({ connectMs, requestMs }: Timeouts) => {
  const agentOptions = { keepAlive: true, maxSockets: SOCKETS, timeout: IDLE_MS };
  const httpAgent = new HttpAgent(agentOptions);
  const httpsAgent = new HttpsAgent(agentOptions);
  return {
    handler: {
      connectionTimeout: connectMs,
      // Until an answer begins; and then for as long as nothing more of it comes.
      requestTimeout: requestMs,
      throwOnRequestTimeout: true,
      socketTimeout: requestMs,
      httpAgent,
      httpsAgent,
    },
    closeAll: () => {
      httpAgent.destroy();
      httpsAgent.destroy();
    },
  };
};

/** The inputs that passed the last step before the network: an error without that left nothing behind. */
const noteLeaving = (client: SESClient): WeakSet<object> => {
  const left = new WeakSet<object>();
  client.middlewareStack.add(
    (next) => (args) => {
      left.add(args.input);
      return next(args);
    },
    { step: 'deserialize', priority: 'low', name: 'noteLeaving' },
  );
  return left;
};

/**
 * The form is plain ASCII. As bytes it is hashed and written as it is; as text each of the two would encode it
 * anew, which is a tenth of what a message costs.
 */
const sendBytes = (client: SESClient): void => {
  client.middlewareStack.add(
    (next) => (args) => {
      const { request } = args;
      if (hasBody(request) && typeof request.body === 'string')
        request.body = Buffer.from(request.body, 'latin1');
      return next(args);
    },
    { step: 'build', priority: 'high', name: 'sendBytes' },
  );
};

const hasBody = (request: unknown): request is { body: unknown } =>
  typeof request === 'object' && request !== null && 'body' in request;

const rawEmail = (message: OutgoingMessage, configurationSet: string | undefined): SendRawEmailCommand =>
  new SendRawEmailCommand({
    Source: message.source,
    Destinations: [message.to],
    RawMessage: { Data: message.bytes },
    Tags: Object.entries(message.tags).map(([Name, Value]) => ({ Name, Value })),
    ...(configurationSet === undefined ? {} : { ConfigurationSetName: configurationSet }),
  });

const QuotaAnswer = z
  .object({ Max24HourSend: z.number(), SentLast24Hours: z.number().min(0), MaxSendRate: z.number().min(0) })
  .transform(
    (answer): Quota => ({
      // -1 says unlimited (https://docs.aws.amazon.com/ses/latest/APIReference/API_GetSendQuota.html).
      max24Hours: answer.Max24HourSend < 0 ? undefined : answer.Max24HourSend,
      sentLast24Hours: answer.SentLast24Hours,
      maxSendRate: answer.MaxSendRate,
    }),
  );
