import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import PostalMime from 'postal-mime';
import { startDatabase } from '../../cli/local/dynamo/database.ts';
import { ensureKeysFile } from '../../cli/local/keys-file.ts';
import { startSesEndpoint } from '../../cli/local/ses/endpoint.ts';
import { createEvidencePublisher } from '../../cli/local/ses/evidence.ts';
import { createMemoryMailbox } from '../../cli/local/ses/mailbox.ts';
import { openPorts } from '../../cli/ports.ts';
import { runProgram } from '../../cli/program.ts';
import type { Log } from '../../lambdas/announcements/ports.ts';
import { VARIABLES } from '../../lambdas/aws/environment.ts';
import { systemClock } from '../../lambdas/aws/system-clock.ts';
import { wireAnnounce } from '../../lambdas/functions/announce.ts';
import { wireEvidence } from '../../lambdas/functions/evidence.ts';
import { wirePlan } from '../../lambdas/functions/plan.ts';
import { wireSend } from '../../lambdas/functions/send.ts';
import { wireSweep } from '../../lambdas/functions/sweep.ts';
import { wireWeb } from '../../lambdas/functions/web.ts';
import { createTable, newClient } from '../contracts/dynamo-backend.ts';
import { startQueueRecorder } from './queue-recorder.ts';

const ORIGIN = 'http://127.0.0.1:4080';
const CONTEXT = { getRemainingTimeInMillis: () => 300_000 };

/**
 * The functions over the real adapters, SDK and all, with tables, queues and SES of this machine behind them, and
 * everything they say or store within reach. Events are handed from queue to function by hand.
 */
export const startWatchedSystem = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'announcer-privacy-'));
  const keysFile = join(folder, 'keys.json');
  ensureKeysFile(keysFile);
  const database = await startDatabase({ port: 0 });
  const client = newClient(database.url);
  const queues = await startQueueRecorder();
  const mailbox = createMemoryMailbox();
  const events: string[] = [];
  const evidence = createEvidencePublisher(
    async (bodies) => void events.push(...bodies),
    (error) => {
      throw error;
    },
  );
  const ses = await startSesEndpoint({
    mailbox,
    port: 0,
    evidence,
    conditions: { evidence: { delayMs: 0 } },
  });

  const logged: string[] = [];
  const log: Log = (event, fields) => void logged.push(JSON.stringify({ event, ...fields }));
  const tables = {
    catalog: await createTable(client, 'catalog', 'privacy'),
    subscribers: await createTable(client, 'subscribers', 'privacy'),
    announcements: await createTable(client, 'announcements', 'privacy'),
  };
  const environment = {
    [VARIABLES.catalogTable]: tables.catalog,
    [VARIABLES.subscribersTable]: tables.subscribers,
    [VARIABLES.announcementsTable]: tables.announcements,
    [VARIABLES.planQueueUrl]: `${queues.url}/000000000000/plan`,
    [VARIABLES.sendQueueUrl]: `${queues.url}/000000000000/send`,
    [VARIABLES.publicUrl]: ORIGIN,
    [VARIABLES.configurationSet]: 'announcer',
    [VARIABLES.keysSecretArn]: `file:${keysFile}`,
    [VARIABLES.senders]: '2',
    [VARIABLES.doubtPolicy]: 'hold',
    [VARIABLES.retentionDays]: '400',
    AWS_ENDPOINT_URL_DYNAMODB: database.url,
    AWS_ENDPOINT_URL_SQS: queues.url,
    AWS_ENDPOINT_URL_SES: ses.url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  };
  const surroundings = { environment, clock: systemClock, log };
  const [announce, plan, send, takeEvidence, sweep, web] = await Promise.all([
    wireAnnounce(surroundings),
    wirePlan(surroundings),
    wireSend(surroundings),
    wireEvidence(surroundings),
    wireSweep(surroundings),
    wireWeb(surroundings),
  ]);
  const records = (bodies: readonly string[]) => ({
    Records: bodies.map((body) => ({ messageId: randomUUID(), body })),
  });
  const visited: string[] = [];

  return {
    folder,
    queues,
    mailbox,
    ses,
    logged,
    visited,
    /** The command line on the same system: what it says goes to the terminal, so it is given back. */
    command: async (...words: string[]) => {
      const said = { stdout: '', stderr: '' };
      await runProgram([...words, '--local=watched'], {
        stdout: { write: (text) => (said.stdout += text) },
        stderr: { write: (text) => (said.stderr += text) },
        stdin: (async function* () {})(),
        environment: {},
        clock: systemClock,
        interrupted: new AbortController().signal,
        open: async () => ({ ...openPorts(environment, log), where: 'the watched system', environment }),
      });
      return said;
    },
    file: async (name: string, text: string): Promise<string> => {
      await writeFile(join(folder, name), text);
      return join(folder, name);
    },
    readFile: (name: string) => readFile(join(folder, name), 'utf8'),
    visit: async (url: string, form?: Readonly<Record<string, string>>): Promise<string> => {
      visited.push(url);
      const { pathname, search } = new URL(url, ORIGIN);
      const answer = await web(visitEvent(pathname, search.slice(1), form), CONTEXT);
      return JSON.stringify(answer);
    },
    announce: (showId: string, episodeId: string) =>
      announce(
        {
          Records: [
            {
              eventName: 'MODIFY',
              dynamodb: {
                Keys: { showId: { S: showId }, record: { S: `EPISODE#${episodeId}` } },
                NewImage: { status: { S: 'published' } },
                SequenceNumber: '1',
              },
            },
          ],
        },
        CONTEXT,
      ),
    plan: () => plan(records(queues.taken('plan').map(({ body }) => body)), CONTEXT),
    sendOnce: () => send(records(queues.taken('send').map(({ body }) => body)), CONTEXT),
    /** Hands over the evidence that has come so far. */
    evidence: async () => {
      // The publisher looks every 50 ms for what is due.
      await sleep(200);
      return takeEvidence(records(events.splice(0)), CONTEXT);
    },
    sweep: () => sweep({}, CONTEXT),
    rows: async (table: keyof typeof tables): Promise<readonly Record<string, unknown>[]> => {
      const { Items = [] } = await client.send(new ScanCommand({ TableName: tables[table] }));
      return Items;
    },
    content: async (id: Parameters<ContentReader>[0]) => {
      const store = await openPorts(environment, log).announcements();
      return store.content(id);
    },
    mails: () =>
      Promise.all(
        mailbox.list().map(async (message) => {
          const raw = mailbox.read(message.number)?.raw ?? Buffer.alloc(0);
          const { text = '', html = '', headers } = await PostalMime.parse(raw);
          return { ...message, text, html, headers };
        }),
      ),
    stop: async () => {
      await ses.stop();
      client.destroy();
      await queues.stop();
      await database.stop();
    },
  };
};

type Ports = ReturnType<typeof openPorts>;
type ContentReader = Awaited<ReturnType<Ports['announcements']>>['content'];

const visitEvent = (rawPath: string, rawQueryString: string, form?: Readonly<Record<string, string>>) => ({
  version: '2.0',
  routeKey: '$default',
  rawPath,
  rawQueryString,
  headers: {
    accept: 'text/html',
    ...(form !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
  },
  requestContext: {
    domainName: '127.0.0.1',
    http: {
      method: form === undefined ? 'GET' : 'POST',
      path: rawPath,
      protocol: 'HTTP/1.1',
      sourceIp: '192.0.2.1',
      userAgent: 'test',
    },
  },
  ...(form !== undefined && { body: new URLSearchParams(form).toString() }),
  isBase64Encoded: false,
});
