import { SESClient, SendRawEmailCommand, type SendRawEmailCommandInput } from '@aws-sdk/client-ses';
import { type SesEndpoint, type SesOptions, startSesEndpoint } from '../../../../cli/local/ses/endpoint.ts';
import { createMemoryMailbox } from '../../../../cli/local/ses/mailbox.ts';

/** One attempt, as the project's mailer does it: a retry would hide what the endpoint answered. */
export const clientFor = (url: string): SESClient =>
  new SESClient({
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });

export const startForTest = async (
  options: Partial<SesOptions> = {},
): Promise<{ endpoint: SesEndpoint; client: SESClient; stop: () => Promise<void> }> => {
  const endpoint = await startSesEndpoint({ mailbox: createMemoryMailbox(), port: 0, ...options });
  const client = clientFor(endpoint.url);
  return {
    endpoint,
    client,
    async stop() {
      client.destroy();
      await endpoint.stop();
    },
  };
};

export const message = (lines: {
  readonly to?: string;
  readonly headers?: readonly string[];
  readonly body?: string;
}): string =>
  [
    'From: The Show <show@example.com>',
    `To: ${lines.to ?? 'ada@example.com'}`,
    'Subject: =?utf-8?Q?An_episode_=E2=80=93_at_last?=',
    'Message-ID: <ours@example.com>',
    'Date: Mon, 01 Jan 2001 00:00:00 +0000',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    ...(lines.headers ?? []),
    '',
    lines.body ?? 'Hello.',
    '',
  ].join('\r\n');

export const sendTo = (
  to: string,
  more: Partial<SendRawEmailCommandInput> = {},
  raw = message({ to }),
): SendRawEmailCommand =>
  new SendRawEmailCommand({
    Source: 'show@example.com',
    Destinations: [to],
    RawMessage: { Data: Buffer.from(raw) },
    ...more,
  });
