import { createHash } from 'node:crypto';
import type { InboxClient } from '../inbox-client.ts';
import { headersOf, valueOf } from '../ses/raw-message.ts';
import { atOnce } from './at-once.ts';
import { parsed, type Mails } from './inbox.ts';

/** One mail, as far as it can differ from the next person's: what must be this person's own, and a hash of the rest. */
type Mail = {
  readonly recipient: string;
  readonly to: string | undefined;
  readonly leaveUrl: string | undefined;
  readonly rest: string;
};

const READ_AT_ONCE = 5;

/**
 * How many of the mails are not their recipient's own and whole: the address in To, a link to leave that nobody else
 * has, and all else the same as for everybody. What all have in common is looked at in one of them.
 */
export const countSpoilt = async (
  inbox: InboxClient,
  episodes: Mails['episodes'],
  title: string,
): Promise<number> => {
  const kept = [...episodes].flatMap(([recipient, mails]) => mails.map((mail) => ({ recipient, mail })));
  const [first] = kept;
  if (first === undefined) return 0;
  const mails: Mail[] = [];
  await atOnce(kept, READ_AT_ONCE, async ({ recipient, mail }) => {
    mails.push(mailOf(recipient, await inbox.raw(mail.number)));
  });
  return (await isWhole(inbox, first.mail.number, title)) ? spoiltAmong(mails).length : mails.length;
};

/** A person who got the same mail twice has one link to leave: only between people must it differ. */
export const spoiltAmong = (mails: readonly Mail[]): readonly Mail[] => {
  const usual = commonest(mails.map(({ rest }) => rest));
  const holders = Map.groupBy(mails, ({ leaveUrl }) => leaveUrl);
  const isShared = ({ leaveUrl, recipient }: Mail): boolean =>
    (holders.get(leaveUrl) ?? []).some((other) => other.recipient !== recipient);
  return mails.filter(
    (mail) =>
      mail.to !== mail.recipient || mail.leaveUrl === undefined || mail.rest !== usual || isShared(mail),
  );
};

export const mailOf = (recipient: string, raw: Buffer): Mail => {
  const headers = headersOf(raw);
  const to = valueOf(headers, 'to');
  const leaveUrl = /<(https?:\S+\/unsubscribe\/[\w-]+)>/.exec(
    valueOf(headers, 'list-unsubscribe') ?? '',
  )?.[1];
  const common = raw
    .toString('latin1')
    .replaceAll(STAMPED, '')
    // Quoted-printable may break a line anywhere.
    .replaceAll('=\r\n', '')
    .replaceAll(/\/(unsubscribe|preferences)\/[\w-]+/g, '/$1/')
    .replace(/^To: .*$/m, 'To:');
  return { recipient, to, leaveUrl, rest: createHash('sha256').update(common).digest('hex') };
};

/** What the endpoint wrote into the message when it took it. */
const STAMPED = /^(?:Message-ID|Date): .*\r\n/gim;

const isWhole = async (inbox: InboxClient, number: number, title: string): Promise<boolean> => {
  const { raw, html, text } = await parsed(inbox, number);
  const { leaveUrl } = mailOf('', raw);
  return (
    leaveUrl !== undefined && html.includes(title) && [html, text].every((part) => part.includes(leaveUrl))
  );
};

const commonest = (values: readonly string[]): string | undefined =>
  [...Map.groupBy(values, (value) => value)].toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0];
