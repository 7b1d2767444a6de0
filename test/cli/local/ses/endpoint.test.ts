import { GetSendQuotaCommand, ListIdentitiesCommand } from '@aws-sdk/client-ses';
import { afterEach, expect, test } from 'vitest';
import { message, sendTo, startForTest } from './client.ts';

type Started = Awaited<ReturnType<typeof startForTest>>;
let started: Started;
const start = async (...options: Parameters<typeof startForTest>): Promise<Started> => {
  started = await startForTest(...options);
  return started;
};
afterEach(() => started.stop());

test('an accepted message is kept with the recipients of the call, not of its headers', async () => {
  const { endpoint, client } = await start();
  const { MessageId } = await client.send(
    sendTo('ada@example.com', {}, message({ to: 'somebody@example.com' })),
  );
  expect(endpoint.mailbox.list()).toMatchObject([
    { to: ['ada@example.com'], messageId: MessageId, subject: 'An episode – at last' },
  ]);
});

test('Message-ID and Date are overwritten and the rest of the message stays byte for byte', async () => {
  const { endpoint, client } = await start();
  const raw = message({ headers: ['X-Folded: one\r\n two'], body: 'Grüße\r\nDate: in the body stays' });
  const { MessageId } = await client.send(sendTo('ada@example.com', {}, raw));
  const kept = endpoint.mailbox.read(1)?.raw.toString() ?? '';
  expect(kept).toContain(`Message-ID: <${MessageId}@email.amazonses.com>\r\n`);
  expect(kept).not.toContain('ours@example.com');
  expect(kept).not.toContain('2001');
  expect(kept).toContain('X-Folded: one\r\n two\r\n');
  expect(kept.endsWith('\r\n\r\nGrüße\r\nDate: in the body stays\r\n')).toBe(true);
});

test.each([
  ['a second Subject', message({ headers: ['subject: again'] }), "Duplicate header 'subject'."],
  [
    'a second List-Unsubscribe',
    message({ headers: ['List-Unsubscribe: <https://a>', 'List-Unsubscribe: <https://b>'] }),
    "Duplicate header 'List-Unsubscribe'.",
  ],
  [
    'a local part beyond ASCII',
    message({ to: 'grüße@example.com' }),
    'Local address contains control or whitespace',
  ],
  ['a domain beyond ASCII', message({ to: 'ada@exämple.com' }), 'Domain contains illegal character'],
  ['more than 10 MB', message({ body: 'x'.repeat(8 * 1024 * 1024) }), 'Message length is more than'],
])('%s is refused as SES refuses it', async (_, raw, why) => {
  const { endpoint, client } = await start();
  await expect(client.send(sendTo('ada@example.com', {}, raw))).rejects.toMatchObject({
    name: 'InvalidParameterValue',
    message: expect.stringContaining(why),
  });
  expect(endpoint.record.accepted).toEqual([]);
});

test('a destination beyond ASCII and a tag with an @ are refused', async () => {
  const { client } = await start();
  await expect(client.send(sendTo('gré@example.com'))).rejects.toThrow('Local address');
  const tagged = sendTo('ada@example.com', { Tags: [{ Name: 'who', Value: 'ada@example.com' }] });
  await expect(client.send(tagged)).rejects.toThrow("Invalid tag: 'ada@example.com'");
});

test('GetSendQuota tells the limits and what was sent, once a second', async () => {
  const { client } = await start({
    conditions: { maxSendRate: 14, max24HourSend: 50_000, sentElsewhere: 7 },
  });
  await client.send(sendTo('ada@example.com'));
  const quota = await client.send(new GetSendQuotaCommand({}));
  expect(quota).toMatchObject({ MaxSendRate: 14, Max24HourSend: 50_000, SentLast24Hours: 8 });
  await expect(client.send(new GetSendQuotaCommand({}))).rejects.toMatchObject({ name: 'Throttling' });
});

test('more than the rate in one second is throttled, and nothing of it is accepted', async () => {
  const { endpoint, client } = await start({ conditions: { maxSendRate: 3 } });
  const sends = Array.from({ length: 5 }, (_, at) => client.send(sendTo(`a${at}@example.com`)));
  const results = await Promise.allSettled(sends);
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  expect(endpoint.record.counts()).toMatchObject({ accepted: 3, refused: { Throttling: 2 } });
});

test('the daily quota refuses with its own words', async () => {
  const { client } = await start({ conditions: { max24HourSend: 10, sentElsewhere: 10 } });
  await expect(client.send(sendTo('ada@example.com'))).rejects.toMatchObject({
    name: 'Throttling',
    message: 'Daily message quota exceeded.',
  });
});

test('a recipient can be rejected while others go through', async () => {
  const { client } = await start({ conditions: { rejected: ['bad@example.com'] } });
  await expect(client.send(sendTo('bad@example.com'))).rejects.toMatchObject({ name: 'MessageRejected' });
  await expect(client.send(sendTo('ada@example.com'))).resolves.toMatchObject({
    MessageId: expect.any(String),
  });
});

test.each([
  ['AccountSendingPausedException', 'AccountSendingPausedException'],
  ['ConfigurationSetDoesNotExist', 'ConfigurationSetDoesNotExistException'],
  ['MailFromDomainNotVerifiedException', 'MailFromDomainNotVerifiedException'],
  ['AccessDenied', 'AccessDenied'],
  ['SenderNotVerified', 'MessageRejected'],
] as const)('the fault %s reaches the SDK as %s', async (fault, name) => {
  const { client } = await start({ conditions: { fault } });
  await expect(client.send(sendTo('ada@example.com'))).rejects.toMatchObject({ name });
});

test.each([
  ['resetBefore', 0, { code: 'ECONNRESET' }],
  ['resetAfter', 1, { code: 'ECONNRESET' }],
  ['errorBefore', 0, { name: 'InternalFailure' }],
  ['errorAfter', 1, { name: 'InternalFailure' }],
] as const)('a mishap %s leaves %i accepted', async (mishap, accepted, error) => {
  const { endpoint, client } = await start({ conditions: { mishaps: { [mishap]: 1 } } });
  await expect(client.send(sendTo('ada@example.com'))).rejects.toMatchObject(error);
  expect(endpoint.record.accepted).toHaveLength(accepted);
  expect(endpoint.mailbox.list()).toHaveLength(accepted);
  if (accepted === 1) expect(endpoint.record.accepted[0]).toMatchObject({ answer: 'lost' });
});

test('a slow endpoint answers late', async () => {
  const { client } = await start({ conditions: { latencyMs: { from: 80, to: 90 } } });
  const from = performance.now();
  await client.send(sendTo('ada@example.com'));
  expect(performance.now() - from).toBeGreaterThanOrEqual(79);
});

test('only the newest messages stay readable, and the record stays whole', async () => {
  const { endpoint, client } = await start({ conditions: { keep: 2 } });
  for (const name of ['a', 'b', 'c']) await client.send(sendTo(`${name}@example.com`));
  expect(endpoint.mailbox.list().flatMap(({ to }) => to)).toEqual(['c@example.com', 'b@example.com']);
  expect(endpoint.record.accepted).toHaveLength(3);
});

test('an action it does not know is named in the refusal', async () => {
  const { client } = await start();
  await expect(client.send(new ListIdentitiesCommand({}))).rejects.toThrow("'ListIdentities'");
});
