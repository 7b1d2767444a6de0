import { LambdaClient } from '@aws-sdk/client-lambda';
import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { createPreviewInvocation } from '../../lambdas/aws/preview-function.ts';
import { EpisodeId, ShowId } from '../../lambdas/ids.ts';
import { EmailAddress } from '../../lambdas/subscribers/address.ts';

let server: Server | undefined;
const asked: { path: string | undefined; body: unknown }[] = [];

afterEach(async () => {
  asked.length = 0;
  server?.closeAllConnections();
  await new Promise((done) => (server === undefined ? done(undefined) : server.close(done)));
});

const request = {
  showId: ShowId.parse('glass-hour'),
  episodeId: EpisodeId.parse('liquid-sand'),
  to: [EmailAddress.parse('team@glass.example')],
};

/** Lambda's own API, as far as an invocation goes. */
const invocation = async (answer: unknown, error?: string) => {
  server = createServer((heard, response) => {
    heard.on('error', () => undefined);
    void text(heard).then((body) => {
      asked.push({ path: heard.url, body: JSON.parse(body) });
      response.writeHead(200, error === undefined ? {} : { 'x-amz-function-error': error });
      return response.end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((listening) => server?.listen(0, '127.0.0.1', listening));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const client = new LambdaClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  return createPreviewInvocation({ client, functionName: 'preview' });
};

describe('a preview that another function sends', () => {
  it('is asked for by name, with whom to show it', async () => {
    const send = await invocation({ kind: 'sent', sent: [{ to: 'x', result: { kind: 'accepted' } }] });
    await send(request);
    expect(asked).toEqual([
      {
        path: '/2015-03-31/functions/preview/invocations',
        body: { showId: 'glass-hour', episodeId: 'liquid-sand', to: ['team@glass.example'] },
      },
    ]);
  });

  it.each([
    ['refused', { kind: 'refused', message: 'nobody may see it' }, /nobody may see it/],
    [
      'not taken by SES',
      { kind: 'sent', sent: [{ result: { kind: 'fault', reason: 'paused' } }] },
      /fault paused/,
    ],
    ['answered with something else', { ok: true }, /answer of the preview function/],
  ])('fails when it is %s', async (_how, answer, why) => {
    const send = await invocation(answer);
    await expect(send(request)).rejects.toThrow(why);
  });

  it('fails when the function does, and when there is none', async () => {
    const send = await invocation({ errorMessage: 'out of memory' }, 'Unhandled');
    await expect(send(request)).rejects.toThrow(/out of memory/);
    const client = new LambdaClient({ region: 'eu-west-1' });
    await expect(createPreviewInvocation({ client, functionName: undefined })(request)).rejects.toThrow(
      /no preview function/,
    );
  });
});
