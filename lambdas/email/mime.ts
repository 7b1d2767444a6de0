import MailComposer from 'nodemailer/lib/mail-composer';
import type { Show } from '../episodes/ports.ts';
import { domainOf, headerText, mailbox } from './header-text.ts';

export type MimeContent = {
  readonly show: Show;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** As they go out, after the name of each: folded and encoded. */
  readonly headers: Readonly<Record<string, string>>;
  /** 64 hex digits that no other message has: its id and its boundary come from them. */
  readonly id: string;
  /** Milliseconds since 1970. SES writes its own Date and Message-ID over ours. */
  readonly now: number;
};

/** A message of the show: text first and HTML second, 7-bit, CRLF, body lines of at most 76 octets. */
export const mimeMessage = async ({ show, now, id, ...content }: MimeContent): Promise<Buffer> => {
  const { name, address } = show.sender;
  const bytes = await new MailComposer({
    to: content.to,
    ...(show.replyTo === undefined ? {} : { replyTo: show.replyTo }),
    date: new Date(now),
    messageId: `<${id.slice(0, 32)}@${domainOf(address)}>`,
    headers: {
      // `prepared` here and below: nodemailer passes on what looks like an encoded word, and folds inside a URL.
      Subject: { prepared: true, foldLines: true, value: headerText(content.subject) },
      ...Object.fromEntries(
        Object.entries(content.headers).map(([header, value]) => [
          header,
          { prepared: true, value: withoutBreaks(value) },
        ]),
      ),
    },
    text: content.text,
    html: content.html,
    textEncoding: 'quoted-printable',
    // Bare LF from MJML and from the text become CRLF with this value alone.
    newline: 'windows',
    baseBoundary: id.slice(32),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
  const from = withoutBreaks(mailbox(name, address));
  return Buffer.from(untouched(withSender(bytes.toString('latin1'), from)), 'latin1');
};

/** A line break that folds a header stays; any other would begin one of somebody else's. */
const withoutBreaks = (value: string): string => value.replace(/(\r\n(?=[ \t]))|\p{Cc}/gu, '$1');

/** nodemailer takes no prepared From. Its To is the first line that begins so: of what comes before, none is free. */
const withSender = (message: string, from: string): string =>
  message.replace('\r\nTo: ', () => `\r\nFrom: ${from}\r\nTo: `);

/** RFC 2049, section 3: "From " and a full stop alone are what gateways and mailboxes change at the start of a line. */
const untouched = (message: string): string =>
  message
    .replace(/\r\n\.(?=\r\n)/g, '\r\n=2E')
    .replace(/\r\nFrom ([^\r]*)/g, (_line, rest: string) =>
      rest.length > LEFT_IN_LINE ? `\r\n=46rom =\r\n${rest}` : `\r\n=46rom ${rest}`,
    );

const LEFT_IN_LINE = 76 - '=46rom '.length;
