import PostalMime from 'postal-mime';
import type { InboxClient } from '../inbox-client.ts';
import type { KeptMessage } from '../ses/mailbox.ts';

export type Mails = {
  readonly confirmations: ReadonlyMap<string, readonly KeptMessage[]>;
  readonly episodes: ReadonlyMap<string, readonly KeptMessage[]>;
};

/** What lies in the inbox, by recipient. An announcement's messages carry its id in a tag. */
export const mailsIn = async (inbox: InboxClient): Promise<Mails> => {
  const messages = await inbox.messages();
  const byRecipient = (announced: boolean) =>
    Map.groupBy(
      messages.filter(({ tags }) => (tags['announcement'] !== undefined) === announced),
      ({ to }) => to.join(', '),
    );
  return { episodes: byRecipient(true), confirmations: byRecipient(false) };
};

/** The link as a person finds it: in the text of the mail. */
export const confirmLinkIn = async (inbox: InboxClient, number: number): Promise<string> => {
  const { text } = await parsed(inbox, number);
  const link = /https?:\/\/\S+\/confirm\/[\w-]+/.exec(text)?.[0];
  if (link === undefined) throw new Error(`message ${number} has no link to confirm with`);
  return link;
};

export const parsed = async (
  inbox: InboxClient,
  number: number,
): Promise<{ readonly raw: Buffer; readonly html: string; readonly text: string }> => {
  const raw = await inbox.raw(number);
  const { html = '', text = '' } = await PostalMime.parse(raw);
  return { raw, html, text };
};
