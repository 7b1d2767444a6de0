import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { listen, stopServer } from '../../cli/local/http/listen.ts';
import { readBody } from '../../cli/local/http/read-body.ts';
import { TABLES } from '../../cli/local/names.ts';
import { VARIABLES } from '../../lambdas/aws/environment.ts';
import type { Permission } from './statements.ts';

const OURS: ReadonlySet<string> = new Set(Object.values(VARIABLES));

type Environment = Readonly<Record<string, string | undefined>>;
export type Call = { readonly function: string; readonly action: string; readonly resource: string };

/**
 * What IAM does, which no stand-in on this machine does: it stands between one function and the services, lets through
 * what the template permits that function, and answers everything else as AWS would. It keeps every call.
 */
export const createGate = (
  permissions: readonly Permission[],
  variables: ReadonlyMap<string, ReadonlySet<string>>,
) => {
  const calls: Call[] = [];
  const refused: Call[] = [];
  const servers: Server[] = [];
  const firstRefusal = Promise.withResolvers<void>();

  const permitted = (call: Call): boolean =>
    permissions.some(
      (one) => one.function === call.function && one.action === call.action && one.resource === call.resource,
    );

  const guard = async (
    name: string,
    upstream: string,
    callsOf: (asked: IncomingMessage, body: string) => readonly Omit<Call, 'function'>[],
  ): Promise<string> => {
    const server = createServer((asked, answer) => {
      void (async () => {
        const body = await readBody(asked);
        const made = callsOf(asked, body.toString()).map((call) => ({ function: name, ...call }));
        calls.push(...made);
        const wrong = made.filter((call) => !permitted(call));
        refused.push(...wrong);
        if (wrong.length > 0) firstRefusal.resolve();
        if (wrong.length > 0) deny(answer, wrong);
        else forward(asked, body, upstream, answer);
      })();
    });
    servers.push(server);
    return listen(server, 0);
  };

  return {
    calls,
    refused,
    firstRefusal: firstRefusal.promise,
    /** Of our variables those that the template gives the function, and the gate in every way out. */
    around: async (name: string, environment: Environment): Promise<Environment> => {
      const upstream = (service: string): string => environment[`AWS_ENDPOINT_URL_${service}`] ?? '';
      const queues = await guard(name, upstream('SQS'), sqsCalls);
      const through = (url: string | undefined): string => `${queues}${new URL(url ?? '').pathname}`;
      const set = variables.get(name) ?? new Set<string>();
      const given = Object.entries({
        ...environment,
        [VARIABLES.planQueueUrl]: through(environment[VARIABLES.planQueueUrl]),
        [VARIABLES.sendQueueUrl]: through(environment[VARIABLES.sendQueueUrl]),
      }).filter(([variable]) => !OURS.has(variable) || set.has(variable));
      return {
        ...Object.fromEntries(given),
        AWS_ENDPOINT_URL_DYNAMODB: await guard(name, upstream('DYNAMODB'), dynamoCalls),
        AWS_ENDPOINT_URL_SES: await guard(name, upstream('SES'), sesCalls),
        AWS_ENDPOINT_URL_SQS: queues,
      };
    },
    stop: () => Promise.all(servers.map(stopServer)),
  };
};

const CONSTRUCTS: Readonly<Record<string, string>> = {
  [TABLES.catalog]: 'CatalogTable',
  [TABLES.subscribers]: 'SubscribersTable',
  [TABLES.announcements]: 'AnnouncementsTable',
  plan: 'PlanQueue',
  send: 'SendQueue',
};
const constructOf = (name: string): string => CONSTRUCTS[name] ?? name;

const operationOf = (asked: IncomingMessage): string =>
  String(asked.headers['x-amz-target']).split('.').at(-1) ?? '';

const DynamoBody = z.object({
  TableName: z.string().optional(),
  IndexName: z.string().optional(),
  RequestItems: z.record(z.string(), z.unknown()).optional(),
});

const dynamoCalls = (asked: IncomingMessage, body: string) => {
  const { TableName, IndexName, RequestItems = {} } = DynamoBody.parse(JSON.parse(body));
  const tables = TableName === undefined ? Object.keys(RequestItems) : [TableName];
  return tables.map((table) => ({
    action: `dynamodb:${operationOf(asked)}`,
    resource: `${constructOf(table)}${IndexName === undefined ? '' : `/index/${IndexName}`}`,
  }));
};

const SqsBody = z.object({ QueueUrl: z.url() });

const sqsCalls = (asked: IncomingMessage, body: string) => {
  const { QueueUrl } = SqsBody.parse(JSON.parse(body));
  const queue = new URL(QueueUrl).pathname.split('/').at(-1) ?? '';
  // A batch is permitted by the action of one message (Service Authorization Reference, SQS).
  return [{ action: `sqs:${operationOf(asked).replace(/Batch$/, '')}`, resource: constructOf(queue) }];
};

const sesCalls = (_: IncomingMessage, body: string) => {
  const asked = new URLSearchParams(body);
  const action = `ses:${asked.get('Action')}`;
  if (action !== 'ses:SendRawEmail') return [{ action, resource: '*' }];
  const domain = (asked.get('Source') ?? '').replace(/^.*@/, '').replace(/>$/, '');
  const arn = 'arn:aws:ses:eu-west-1:AWS::AccountId:';
  const set = asked.get('ConfigurationSetName') === null ? 'none' : 'MailConfigurationSet';
  return [
    { action, resource: `${arn}identity/${domain}` },
    { action, resource: `${arn}configuration-set/${set}` },
  ];
};

const deny = (answer: ServerResponse, calls: readonly Call[]): void => {
  answer.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' });
  answer.end(
    JSON.stringify({
      __type: 'com.amazon.coral.service#AccessDeniedException',
      message: JSON.stringify(calls),
    }),
  );
};

const forward = (asked: IncomingMessage, body: Buffer, upstream: string, answer: ServerResponse): void => {
  const { host: _, ...headers } = asked.headers;
  const passed = request(
    new URL(asked.url ?? '/', upstream),
    { method: asked.method ?? 'POST', headers: { ...headers, host: new URL(upstream).host } },
    (given) => {
      answer.writeHead(given.statusCode ?? 500, given.headers);
      given.pipe(answer);
    },
  );
  passed.on('error', () => answer.destroy());
  passed.end(body);
};
