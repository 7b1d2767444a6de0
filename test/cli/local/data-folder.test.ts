import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDataFolder } from '../../../cli/local/data-folder.ts';
import { ensureKeysFile } from '../../../cli/local/keys-file.ts';
import { choosePorts, keepPorts } from '../../../cli/local/ports.ts';
import { createServer } from 'node:http';
import { listen, stopServer } from '../../../cli/local/http/listen.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'data-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a folder has one local system at a time, and the second is told which', async () => {
  const first = await openDataFolder(folder);
  await expect(openDataFolder(folder)).rejects.toThrow(`process ${process.pid}`);
  first.release();
  (await openDataFolder(folder)).release();
});

test('the lock of a process that was killed keeps nobody out, though its number is another’s now', async () => {
  writeFileSync(join(folder, 'lock'), JSON.stringify({ pid: process.pid, port: await freePort() }));
  (await openDataFolder(folder)).release();
});

test('nor does it where its port is that of the holder of another folder', async () => {
  const other = await openDataFolder(join(folder, 'other'));
  writeFileSync(join(folder, 'lock'), readFileSync(other.file('lock')));
  (await openDataFolder(folder)).release();
  other.release();
});

test('a lock that says nothing keeps nobody out', async () => {
  writeFileSync(join(folder, 'lock'), '');
  (await openDataFolder(folder)).release();
});

test('keys are made once, readable by their owner alone', () => {
  const file = join(folder, 'keys.json');
  ensureKeysFile(file);
  const made = readFileSync(file, 'utf8');
  ensureKeysFile(file);
  expect(readFileSync(file, 'utf8')).toBe(made);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('the ports of the last start are taken again, because the links in mails hold them', async () => {
  const file = join(folder, 'ports.json');
  const free = await freePort();
  keepPorts(file, { pages: `http://127.0.0.1:${free}`, inbox: 'http://127.0.0.1:1' });
  expect(await choosePorts(undefined, file)).toMatchObject({ pages: free });
});

test('a port that was asked for and is taken is a refusal that says so, not another port', async () => {
  const server = createServer();
  const port = Number(new URL(await listen(server, 0)).port);
  await expect(choosePorts(port, join(folder, 'ports.json'))).rejects.toThrow(`port ${port} is taken`);
  keepPorts(join(folder, 'ports.json'), {
    pages: `http://127.0.0.1:${port}`,
    inbox: `http://127.0.0.1:${port}`,
  });
  expect(await choosePorts(undefined, join(folder, 'ports.json'))).toEqual({ pages: 0, inbox: 0 });
  await stopServer(server);
});

const freePort = async (): Promise<number> => {
  const server = createServer();
  const port = Number(new URL(await listen(server, 0)).port);
  await stopServer(server);
  return port;
};
