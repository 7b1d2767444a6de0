import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

export type ReceivedMail = {
  /** The envelope's recipients. */
  readonly to: readonly string[];
  readonly raw: Buffer;
  readonly mail: Email;
};

export type MailSink = {
  readonly port: number;
  readonly mails: readonly ReceivedMail[];
  stop(): Promise<void>;
};

/** Takes every mail that the emulator relays, as it went over the wire: at any free port, or where MAIL_SINK_PORT says. */
export const startMailSink = async (): Promise<MailSink> => {
  const mails: ReceivedMail[] = [];
  const keep = async (to: readonly string[], raw: Buffer): Promise<void> =>
    void mails.push({ to, raw, mail: await PostalMime.parse(raw) });
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const raw = Buffer.concat(parts);
        const to = session.envelope.rcptTo.map(({ address }) => address);
        void keep(to, raw).finally(done);
      });
    },
  });
  server.listen(Number(process.env['MAIL_SINK_PORT'] ?? 0), '127.0.0.1');
  await once(server.server, 'listening');
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
};
