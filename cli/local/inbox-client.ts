import { z } from 'zod';
import { createHttpClient } from './http/client.ts';
import { askUntilAnswered } from './http/repeating.ts';
import { KeptMessage } from './ses/mailbox.ts';

/** What lies in the inbox of a local SES endpoint, read over its API. */
export type InboxClient = {
  /** Newest first. */
  messages(): Promise<readonly KeptMessage[]>;
  raw(number: number): Promise<Buffer>;
};

export const createInboxClient = (sesUrl: string): InboxClient => {
  const ask = createHttpClient();
  const get = async (path: string): Promise<Buffer> => {
    const { status, body } = await askUntilAnswered(() => ask({ url: sesUrl + path }));
    if (status !== 200) throw new Error(`${sesUrl}${path} answered ${status}`);
    return body;
  };
  return {
    messages: async () => z.array(KeptMessage).parse(JSON.parse((await get('/api/messages')).toString())),
    raw: (number) => get(`/messages/${number}/raw`),
  };
};
