import PostalMime from 'postal-mime';
import type { KeptMessage, Mailbox } from '../ses/mailbox.ts';

export type Mails = {
  readonly confirmations: ReadonlyMap<string, readonly KeptMessage[]>;
  readonly episodes: ReadonlyMap<string, readonly KeptMessage[]>;
};

/** What lies in the inbox, by recipient. An announcement's messages carry its id in a tag. */
export const mailsIn = (mailbox: Mailbox): Mails => {
  const [episodes, confirmations] = [true, false].map((announced) =>
    Map.groupBy(
      mailbox.list().filter(({ tags }) => (tags.announcement !== undefined) === announced),
      ({ to }) => to.join(', '),
    ),
  );
  return { episodes: episodes ?? new Map(), confirmations: confirmations ?? new Map() };
};

/** The link as a person finds it: in the text of the mail. */
export const confirmLinkIn = async (mailbox: Mailbox, number: number): Promise<string> => {
  const { text } = await parsed(mailbox, number);
  const link = /https?:\/\/\S+\/confirm\/[\w-]+/.exec(text)?.[0];
  if (link === undefined) throw new Error(`message ${number} has no link to confirm with`);
  return link;
};

export const parsed = async (
  mailbox: Mailbox,
  number: number,
): Promise<{ readonly raw: Buffer; readonly html: string; readonly text: string }> => {
  const found = mailbox.read(number);
  if (found === undefined) throw new Error(`message ${number} is not in the inbox`);
  const { html = '', text = '' } = await PostalMime.parse(found.raw);
  return { raw: found.raw, html, text };
};
