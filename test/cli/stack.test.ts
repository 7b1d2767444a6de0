import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readStack } from '../../cli/stack.ts';

/** As much of CloudFormation as DescribeStacks of one stack. */
const answers = (server: Server, respond: (name: string | null) => { status: number; body: string }) =>
  server.on('request', (request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const { status, body } = respond(new URLSearchParams(text).get('StackName'));
      response.writeHead(status, { 'content-type': 'text/xml' }).end(body);
    });
  });

const described = (outputs: Record<string, string>) =>
  `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks><member><StackName>EpisodeAnnouncer</StackName><StackStatus>CREATE_COMPLETE</StackStatus><CreationTime>2026-01-01T00:00:00Z</CreationTime><Outputs>${Object.entries(
    outputs,
  )
    .map(
      ([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
    )
    .join('')}</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`;

const missing = (name: string | null) =>
  `<ErrorResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><Error><Type>Sender</Type><Code>ValidationError</Code><Message>Stack with id ${name} does not exist</Message></Error></ErrorResponse>`;

let server: Server;
beforeEach(async () => {
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  vi.stubEnv('AWS_ENDPOINT_URL_CLOUDFORMATION', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
});
afterEach(() => {
  vi.unstubAllEnvs();
  server.close();
});

test('the outputs of the stack are the variables of the functions; others are left out', async () => {
  answers(server, () => ({
    status: 200,
    body: described({ CatalogTable: 'catalog-1', PlanQueueUrl: 'https://sqs.example/plan', Unrelated: 'x' }),
  }));
  expect(await readStack('EpisodeAnnouncer')).toEqual({
    region: 'eu-west-1',
    environment: { CATALOG_TABLE: 'catalog-1', PLAN_QUEUE_URL: 'https://sqs.example/plan' },
  });
});

test('a stack that is not there is told with how to deploy or name it', async () => {
  answers(server, (name) => ({ status: 400, body: missing(name) }));
  await expect(readStack('EpisodeAnnouncer-staging')).rejects.toThrow(
    /no stack EpisodeAnnouncer-staging in eu-west-1: .*npm run deploy.*--stack.*--local/,
  );
});
