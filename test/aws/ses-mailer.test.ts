import { describe, expect, it } from 'vitest';
import type { SendResult } from '../../lambdas/announcements/ports.ts';
import { createSesMailer, type SesOptions } from '../../lambdas/aws/ses-mailer.ts';
import { EmailAddress } from '../../lambdas/subscribers/address.ts';
import { accepts, answering, nobodyListens, onConnection, refuses, type Stub } from './endpoint-stub.ts';

const message = {
  source: 'show@example.com',
  to: EmailAddress.parse('Ada@example.net'),
  bytes: Buffer.from('Subject: hello\r\n\r\nA body + with / signs = and ümlauts.\r\n'),
  tags: { announcement: 'show_episode', batch: '0', member: '7' },
};

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
const mailerAt = (endpoint: string, options: Partial<SesOptions> = {}) =>
  createSesMailer({
    configurationSet: 'announcements',
    timeouts: { connectMs: 500, requestMs: 300 },
    ...options,
    client: { region: 'eu-west-1', credentials, endpoint, ...options.client },
  });
const sendTo = ({ endpoint }: { endpoint: string }, options: Partial<SesOptions> = {}): Promise<SendResult> =>
  mailerAt(endpoint, options).send(message);

const refusing = (status: number, code: string, text: string): Promise<Stub> =>
  answering((_, response) => refuses(response, status, code, text));

describe('a message that SES takes', () => {
  it('is accepted, and was asked for with its bytes, its one recipient, its tags and the configuration set', async () => {
    let form = new URLSearchParams();
    await using ses = await answering((body, response) => {
      form = new URLSearchParams(body);
      accepts(response, 'message-42');
    });
    expect(await sendTo(ses)).toEqual({ kind: 'accepted', messageId: 'message-42' });
    expect(Object.fromEntries(form)).toMatchObject({
      Action: 'SendRawEmail',
      Source: 'show@example.com',
      'Destinations.member.1': 'Ada@example.net',
      ConfigurationSetName: 'announcements',
      'Tags.member.1.Name': 'announcement',
      'Tags.member.1.Value': 'show_episode',
      'Tags.member.3.Value': '7',
    });
    expect(form.has('Destinations.member.2')).toBe(false);
    expect(Buffer.from(form.get('RawMessage.Data') ?? '', 'base64')).toEqual(message.bytes);
  });
});

describe('a message that SES refuses', () => {
  const notVerified = (identities: string) =>
    `Email address is not verified. The following identities failed the check in region EU-WEST-1: ${identities}`;

  it.each([
    ['Throttling', 'Maximum sending rate exceeded.', { kind: 'throttled' }],
    ['Throttling', 'Daily message quota exceeded.', { kind: 'daily quota spent' }],
    ['Throttling', 'Rate exceeded', { kind: 'throttled' }],
    ['ThrottlingException', 'Rate exceeded', { kind: 'throttled' }],
    ['TooManyRequestsException', 'Too many requests', { kind: 'throttled' }],
    ['LimitExceededException', 'Daily sending quota exceeded', { kind: 'daily quota spent' }],
  ])('for its rate (%s, "%s") may be sent later', async (code, text, result) => {
    await using ses = await refusing(400, code, text);
    expect(await sendTo(ses)).toEqual(result);
  });

  it.each([
    ['MessageRejected', 'Address blacklisted.'],
    ['MessageRejected', notVerified('ada@example.net')],
    ['InvalidParameterValue', 'Local address contains control or whitespace'],
    ['InvalidParameterValue', 'Domain contains illegal character'],
    ['InvalidParameterValue', "Missing final '@domain'"],
    ['InvalidParameterValue', 'Illegal address'],
  ])('for its recipient (%s, "%s") is rejected', async (code, text) => {
    await using ses = await refusing(400, code, text);
    const result = await sendTo(ses);
    expect(result.kind).toBe('rejected');
    expect(JSON.stringify(result)).not.toMatch(/ada@/i);
  });

  it.each([
    [400, 'MessageRejected', notVerified('show@example.com')],
    [400, 'MessageRejected', notVerified('show@example.com, ada@example.net')],
    [400, 'MessageRejected', notVerified('arn:aws:ses:eu-west-1:1:identity/example.com')],
    [400, 'MessageRejected', 'Sending paused for this account.'],
    [400, 'MessageRejected', 'Something never heard of'],
    [400, 'InvalidParameterValue', "Duplicate header 'Subject'."],
    [400, 'InvalidParameterValue', 'Illegal address in From: show@example.com'],
    [400, 'AccountSendingPausedException', 'Email sending is disabled'],
    [400, 'ConfigurationSetSendingPausedException', 'Email sending is disabled'],
    [400, 'ConfigurationSetDoesNotExist', 'Configuration set announcements does not exist.'],
    [400, 'MailFromDomainNotVerified', 'The MAIL FROM domain is not verified'],
    [403, 'AccessDenied', 'User is not authorized to perform ses:SendRawEmail'],
    [403, 'ExpiredToken', 'The security token included in the request is expired'],
    [403, 'InvalidClientTokenId', 'The security token included in the request is invalid'],
    [403, 'SignatureDoesNotMatch', 'The request signature we calculated does not match'],
  ])('for the configuration (%i %s, "%s") names the fault', async (status, code, text) => {
    await using ses = await refusing(status, code, text);
    const result = await sendTo(ses);
    expect(result).toMatchObject({ kind: 'fault', reason: expect.stringContaining(text.slice(0, 12)) });
    expect(result.kind === 'fault' ? result.code : '').toContain(code.replace(/Exception$/, ''));
  });

  it.each([
    ['MessageRejected', 'Something never heard of', true],
    ['InvalidParameterValue', 'Something never heard of', true],
    ['MessageRejected', notVerified('show@example.com'), undefined],
    ['MessageRejected', 'Sending paused for this account.', undefined],
    ['AccessDenied', 'Something never heard of', undefined],
  ])('in words (%s, "%s") that do not tell whom it is about says so: %s', async (code, text, perhaps) => {
    await using ses = await refusing(400, code, text);
    const result = await sendTo(ses);
    expect(result.kind === 'fault' && result.perhapsRecipient).toBe(perhaps);
  });

  it.each([
    [400, 'RequestExpired', 'Request has expired'],
    [
      403,
      'SignatureDoesNotMatch',
      'Signature expired: 20261126T101010Z is now earlier than 20261126T111010Z',
    ],
    [403, 'SignatureDoesNotMatch', 'Signature not yet current: 20261126T111010Z is still later than now'],
    [400, 'RequestTimeout', 'Your socket connection to the server was not read from within the timeout'],
  ])('for its time (%i %s, "%s") may be sent again', async (status, code, text) => {
    await using ses = await refusing(status, code, text);
    expect(await sendTo(ses)).toMatchObject({ kind: 'not sent' });
  });

  it.each([
    [403, { kind: 'fault', reason: expect.stringContaining('HTTP 403') }],
    [413, { kind: 'fault', reason: expect.stringContaining('HTTP 413') }],
    [429, { kind: 'throttled' }],
    [408, { kind: 'not sent' }],
  ])('by something between here and SES (HTTP %i, HTML)', async (status, result) => {
    await using ses = await answering((_, response) => response.writeHead(status).end('<html>No</html>'));
    expect(await sendTo(ses)).toMatchObject(result);
  });

  it('at great length has its reason cut short: a hundred of them stand in one row', async () => {
    await using ses = await refusing(400, 'MessageRejected', `Address blacklisted. ${'x'.repeat(9000)}`);
    const result = await sendTo(ses);
    expect(result.kind === 'rejected' ? result.reason.length : 0).toBe(500);
  });
});

describe('a message that may have been taken is unknown, and was sent once', () => {
  const counting = (answer: Parameters<typeof answering>[0]) => {
    const seen = { requests: 0 };
    return {
      seen,
      stub: answering((body, response) => {
        seen.requests += 1;
        answer(body, response);
      }),
    };
  };

  it.each([
    [500, 'InternalFailure'],
    [503, 'ServiceUnavailable'],
    [503, 'Throttling'],
    [400, 'InternalFailure'],
  ])('after a %i %s', async (status, code) => {
    const { seen, stub } = counting((_, response) => refuses(response, status, code, 'try later'));
    await using ses = await stub;
    expect(await sendTo(ses)).toMatchObject({ kind: 'unknown', cause: 'server-error' });
    expect(seen.requests).toBe(1);
  });

  it.each([
    [200, ''],
    [204, undefined],
    [200, '<html><body>Welcome to the hotel</body></html>'],
    [200, '<SendRawEmailResponse><SendRawEmailResult></SendRawEmailResult></SendRawEmailResponse>'],
    [200, '<SendRawEmailResponse><SendRawEmailResult><MessageI'],
    [200, 'ok'],
    [302, ''],
  ])('after a %i that does not name the message (%s)', async (status, body) => {
    await using ses = await answering((_, response) => response.writeHead(status).end(body));
    expect(await sendTo(ses)).toMatchObject({ kind: 'unknown', cause: 'connection' });
  });

  it('after a 502 that is not SES speaking', async () => {
    await using ses = await answering((_, response) =>
      response.writeHead(502).end('<html>Bad gateway</html>'),
    );
    expect(await sendTo(ses)).toMatchObject({ kind: 'unknown', cause: 'server-error' });
  });

  it('when the connection is reset after the request was read', async () => {
    const { seen, stub } = counting((_, response) => response.socket?.resetAndDestroy());
    await using ses = await stub;
    expect(await sendTo(ses)).toMatchObject({ kind: 'unknown', cause: 'connection' });
    expect(seen.requests).toBe(1);
  });

  it('when the connection is closed without an answer', async () => {
    const { seen, stub } = counting((_, response) => response.socket?.end());
    await using ses = await stub;
    expect(await sendTo(ses)).toMatchObject({ kind: 'unknown', cause: 'connection' });
    expect(seen.requests).toBe(1);
  });

  it('when the connection is reset while the request is being written', async () => {
    await using ses = await onConnection((socket) => socket.once('data', () => socket.resetAndDestroy()));
    expect(await sendTo(ses)).toMatchObject({ kind: 'unknown', cause: 'connection' });
    expect(ses.connections()).toBe(1);
  });

  it('when the answer breaks off', async () => {
    const { seen, stub } = counting((_, response) => {
      response.writeHead(200, { 'content-length': '5000' }).write('<SendRawEmailResponse>');
      setTimeout(() => response.destroy(), 20);
    });
    await using ses = await stub;
    expect(await sendTo(ses)).toMatchObject({ kind: 'unknown', cause: 'connection' });
    expect(seen.requests).toBe(1);
  });

  it('when no answer comes in time', async () => {
    const { seen, stub } = counting(() => undefined);
    await using ses = await stub;
    expect(await sendTo(ses)).toMatchObject({ kind: 'unknown', cause: 'connection' });
    expect(seen.requests).toBe(1);
  });

  it('when an answer begins in time and never ends', async () => {
    await using ses = await answering((_, response) => {
      response.writeHead(200, { 'content-length': '5000' }).write('<SendRawEmailResponse>');
    });
    expect(await sendTo(ses)).toMatchObject({ kind: 'unknown', cause: 'connection' });
  });
});

describe('a message that never left', () => {
  it('because nobody listens may be sent again', async () => {
    expect(await sendTo({ endpoint: await nobodyListens() })).toMatchObject({ kind: 'not sent' });
  });

  it('because the name does not resolve may be sent again', async () => {
    expect(await sendTo({ endpoint: 'http://nowhere.invalid' })).toMatchObject({ kind: 'not sent' });
  });

  it('because no secure connection came about may be sent again', async () => {
    await using ses = await onConnection((socket) => socket.end());
    const https = ses.endpoint.replace('http:', 'https:');
    expect(await sendTo({ endpoint: https })).toMatchObject({ kind: 'not sent' });
  });

  it('because the other side speaks no TLS may be sent again', async () => {
    await using ses = await answering((_, response) => accepts(response));
    const https = ses.endpoint.replace('http:', 'https:');
    expect(await sendTo({ endpoint: https })).toMatchObject({ kind: 'not sent' });
  });

  it('for want of credentials names the fault', async () => {
    await using ses = await answering((_, response) => accepts(response));
    const client = {
      credentials: () =>
        Promise.reject(Object.assign(new Error('none found'), { name: 'CredentialsProviderError' })),
    };
    expect(await sendTo(ses, { client })).toMatchObject({ kind: 'fault', code: 'CredentialsProviderError' });
    expect(ses.connections()).toBe(0);
  });
});

describe('connections to SES', () => {
  it('are kept from one message to the next', async () => {
    await using ses = await answering((_, response) => accepts(response));
    const mailer = mailerAt(ses.endpoint);
    for (let sent = 0; sent < 5; sent += 1) await mailer.send(message);
    expect(ses.connections()).toBe(1);
  });

  it('are not used again after an idle time in which the other side may have closed them', async () => {
    await using ses = await answering((_, response) => accepts(response));
    let now = 1_000_000;
    const mailer = mailerAt(ses.endpoint, { now: () => now });
    await mailer.send(message);
    now += 60_000;
    expect(await mailer.send(message)).toMatchObject({ kind: 'accepted' });
    expect(ses.connections()).toBe(2);
  });
});

describe('the quota', () => {
  const answer = (max: string) =>
    answering((_, response) => {
      response
        .writeHead(200, { 'content-type': 'text/xml' })
        .end(
          '<GetSendQuotaResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><GetSendQuotaResult>' +
            `<Max24HourSend>${max}</Max24HourSend><SentLast24Hours>127.0</SentLast24Hours>` +
            '<MaxSendRate>14.0</MaxSendRate></GetSendQuotaResult></GetSendQuotaResponse>',
        );
    });

  it('is read from SES', async () => {
    await using ses = await answer('50000.0');
    expect(await mailerAt(ses.endpoint).quota()).toEqual({
      max24Hours: 50_000,
      sentLast24Hours: 127,
      maxSendRate: 14,
    });
  });

  it('of -1 a day is unlimited', async () => {
    await using ses = await answer('-1.0');
    expect((await mailerAt(ses.endpoint).quota()).max24Hours).toBeUndefined();
  });

  it('that cannot be read is an error', async () => {
    await using ses = await refusing(403, 'AccessDenied', 'not authorized');
    await expect(mailerAt(ses.endpoint).quota()).rejects.toThrow('not authorized');
  });
});
