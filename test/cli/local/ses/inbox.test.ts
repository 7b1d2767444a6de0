import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFolderMailbox } from '../../../../cli/local/ses/folder-mailbox.ts';
import { KeptMessage } from '../../../../cli/local/ses/mailbox.ts';
import { message, sendTo, startForTest } from './client.ts';

let folder: string;
let started: Awaited<ReturnType<typeof startForTest>>;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'inbox-'));
  writeFileSync(join(folder, 'cover.png'), 'a picture');
  started = await startForTest({
    mailbox: createFolderMailbox(join(folder, 'mail')),
    artwork: { urlPrefix: 'https://art.example.org/', folder },
  });
});
afterEach(async () => {
  await started.stop();
  rmSync(folder, { recursive: true });
});

const page = async (path: string) => {
  const answer = await fetch(started.endpoint.url + path);
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};

const HTML =
  '<html><head><title>t</title></head><body><script>alert(1)</script><img src="https://art.example.org/cover.png">';
const mail = message({ body: HTML }).replace('text/plain', 'text/html');

test('the list shows subjects and recipients, and a filter leaves those to one address', async () => {
  await started.client.send(sendTo('ada@example.com'));
  await started.client.send(sendTo('<b>@example.com'.replace('<b>', 'b')));
  expect((await page('/')).text).toMatch(/b@example\.com[\s\S]*ada@example\.com/);
  const filtered = (await page('/?to=ADA@example.com')).text;
  expect(filtered).toContain('An episode – at last');
  expect(filtered).not.toContain('>b@example.com');
});

test('what a message says is shown as text on the page around it', async () => {
  await started.client.send(
    sendTo('ada@example.com', {}, message({}).replace(/Subject: .*/, 'Subject: <script>alert(1)</script>')),
  );
  for (const path of ['/', '/messages/1?view=headers', '/messages/1?view=raw'])
    expect((await page(path)).text).not.toContain('<script>alert');
});

test('the HTML part opens in a sandboxed frame in which no script may run', async () => {
  await started.client.send(sendTo('ada@example.com', {}, mail));
  expect((await page('/messages/1')).text).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
  const frame = await page('/messages/1/html');
  expect(frame.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(frame.headers.get('content-security-policy')).not.toContain('script-src');
});

test('pictures of the example show come from this machine, and the raw message keeps its own URLs', async () => {
  await started.client.send(sendTo('ada@example.com', {}, mail));
  expect((await page('/messages/1/html')).text).toContain('<img src="/artwork/cover.png">');
  expect((await page('/artwork/cover.png')).text).toBe('a picture');
  expect((await page('/artwork/..%2Fmail%2F1.eml')).status).toBe(404);
  expect((await page('/messages/1/raw')).text).toContain('https://art.example.org/cover.png');
});

test('messages are there again after a restart, and numbers go on', async () => {
  await started.client.send(sendTo('ada@example.com'));
  await started.stop();
  writeFileSync(join(folder, 'mail', 'index.jsonl'), '{"number": 9, "torn', { flag: 'a' });
  started = await startForTest({ mailbox: createFolderMailbox(join(folder, 'mail')) });
  await started.client.send(sendTo('b@example.com'));
  await started.stop();
  started = await startForTest({ mailbox: createFolderMailbox(join(folder, 'mail')) });
  expect(started.endpoint.mailbox.list().map(({ number, to }) => [number, to[0]])).toEqual([
    [2, 'b@example.com'],
    [1, 'ada@example.com'],
  ]);
  expect((await page('/messages/1/raw')).text).toContain('To: ada@example.com');
});

test('the oldest mail goes first, stays gone after a restart, and its number is not given again', async () => {
  const folderOfMail = join(folder, 'mail');
  for (const name of ['a', 'b', 'c']) await started.client.send(sendTo(`${name}@example.com`));
  createFolderMailbox(folderOfMail).trim(1);
  expect(readdirSync(folderOfMail).toSorted()).toEqual(['3.eml', 'index.jsonl']);
  const mailbox = createFolderMailbox(folderOfMail);
  expect(mailbox.list().map(({ number }) => number)).toEqual([3]);
  mailbox.trim(0);
  const { number: _, ...message } = { ...started.endpoint.mailbox.list()[0], number: 0 };
  createFolderMailbox(folderOfMail).add(
    KeptMessage.omit({ number: true }).parse(message),
    Buffer.from('new'),
  );
  expect(readdirSync(folderOfMail).toSorted()).toEqual(['4.eml', 'index.jsonl']);
});

test('a message whose file somebody took away is not there', async () => {
  await started.client.send(sendTo('ada@example.com'));
  rmSync(join(folder, 'mail', '1.eml'));
  expect((await page('/messages/1')).status).toBe(404);
});

test('an address without mail is named, with the way back to all', async () => {
  expect((await page('/?to=nobody@example.com')).text).toMatch(/No mail to nobody@example\.com.*href="\/"/);
});

test('the control API filters, clears and changes the weather, and says what is wrong with a change', async () => {
  await started.client.send(sendTo('ada@example.com'));
  const { url } = started.endpoint;
  expect(await (await fetch(`${url}/api/messages?to=ada@example.com`)).json()).toHaveLength(1);
  expect(await (await fetch(`${url}/api/record`)).json()).toMatchObject({
    accepted: 1,
    acceptances: [{ to: ['ada@example.com'], answer: 'sent' }],
  });
  await fetch(`${url}/api/messages`, { method: 'DELETE' });
  expect(started.endpoint.mailbox.list()).toEqual([]);

  const change = (body: unknown) =>
    fetch(`${url}/api/conditions`, { method: 'PUT', body: JSON.stringify(body) });
  expect(await (await change({ maxSendRate: 5, mishaps: { throttle: 0.5 } })).json()).toMatchObject({
    maxSendRate: 5,
    mishaps: { throttle: 0.5, resetAfter: 0 },
  });
  const refused = await change({ maxSendRate: -1 });
  expect(refused.status).toBe(400);
  expect(await refused.text()).toContain('maxSendRate');
});
