import { expect } from 'vitest';
import type { Answer } from './browser.ts';
import { waitFor } from './commands.ts';
import type { MailSink, ReceivedMail } from './mail-sink.ts';

/** Somebody with a browser and a mailbox: knows pages and mails, and nothing of what is behind them. */
export const createReader = (
  address: string,
  sink: MailSink,
  ask: (url: string, form?: Readonly<Record<string, string>>) => Promise<Answer>,
) => {
  const open = async (url: string, form?: Readonly<Record<string, string>>): Promise<string> => {
    const { status, text } = await ask(url, form);
    expect(status, `${form === undefined ? 'GET' : 'POST'} ${url}: ${text.slice(0, 300)}`).toBe(200);
    return text;
  };
  const press = (url: string, fields: Readonly<Record<string, string>> = {}) => open(url, fields);

  const mails = (): readonly ReceivedMail[] => sink.mails.filter(({ to }) => to.includes(address));
  const mail = (subject: RegExp, seconds = 60): Promise<ReceivedMail> =>
    waitFor(`a mail to ${address} about ${String(subject)}`, seconds, () =>
      mails().find(({ mail }) => subject.test(mail.subject ?? '')),
    );

  return {
    address,
    mails,
    mail,
    /** Fills in the form of the subscribe page, as slowly as a person does. */
    signUp: async (subscribePage: string) => {
      const page = await open(subscribePage);
      const stamp = /name="stamp" value="([^"]+)"/.exec(page)?.[1] ?? '';
      await new Promise((resolve) => setTimeout(resolve, 2_500));
      await press(subscribePage, { address, stamp });
    },
    /** Opens the link of the confirmation mail and presses the button there. */
    confirm: async () => {
      const { mail: confirmation } = await mail(/confirm/i);
      const link = /https?:\/\/\S+\/confirm\/[\w-]+/.exec(confirmation.text ?? '')?.[0] ?? '';
      await open(link);
      await press(link);
    },
    /** What a mail program does when its reader presses "unsubscribe" (RFC 8058). */
    leaveByOneClick: async ({ mail: episode }: ReceivedMail) => {
      const header = episode.headers.find(({ key }) => key === 'list-unsubscribe')?.value ?? '';
      await press(/<(https?:[^>]+)>/.exec(header)?.[1] ?? '', { 'List-Unsubscribe': 'One-Click' });
    },
  };
};
