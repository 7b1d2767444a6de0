import { randomUUID } from 'node:crypto';
import { type Header, valueOf } from './raw-message.ts';
import { type Fate, fateOf } from './simulator.ts';

/** What an event says about its message. */
export type EventSubject = {
  readonly messageId: string;
  readonly at: number;
  readonly source: string;
  readonly to: readonly string[];
  readonly headers: readonly Header[];
  readonly tags: Readonly<Record<string, string>>;
  readonly configurationSet: string;
};

/**
 * The events SES publishes for a message through an SNS topic
 * (https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html).
 */
export const eventsFor = (subject: EventSubject, now: number): readonly object[] =>
  subject.to.flatMap((recipient) =>
    HAPPENINGS[fateOf(recipient)](recipient, subject.at, now).map((event) => ({
      ...event,
      mail: mailOf(subject),
    })),
  );

type Happening = (recipient: string, sentAt: number, now: number) => readonly object[];

const HAPPENINGS: Readonly<Record<Fate, Happening>> = {
  delivered: (recipient, sentAt, now) => [delivered(recipient, sentAt, now)],
  complained: (recipient, sentAt, now) => [delivered(recipient, sentAt, now), complained(recipient, now)],
  bounced: (recipient, _, now) => [bounced(recipient, now, 'General')],
  suppressed: (recipient, _, now) => [bounced(recipient, now, 'Suppressed')],
};

const mailOf = (subject: EventSubject): object => ({
  timestamp: instant(subject.at),
  source: subject.source,
  sourceArn: `arn:aws:ses:us-east-1:000000000000:identity/${subject.source}`,
  sendingAccountId: '000000000000',
  messageId: subject.messageId,
  destination: subject.to,
  headersTruncated: false,
  headers: subject.headers,
  commonHeaders: {
    from: [valueOf(subject.headers, 'from') ?? subject.source],
    to: [valueOf(subject.headers, 'to') ?? ''],
    date: new Date(subject.at).toUTCString(),
    messageId: subject.messageId,
    subject: valueOf(subject.headers, 'subject') ?? '',
  },
  // SES gives each tag as a list, and adds its own.
  tags: Object.fromEntries([
    ['ses:operation', ['SendRawEmail']],
    ['ses:configuration-set', [subject.configurationSet]],
    ['ses:from-domain', [subject.source.split('@').at(-1) ?? '']],
    ...Object.entries(subject.tags).map(([name, value]) => [name, [value]]),
  ]),
});

const delivered = (recipient: string, sentAt: number, now: number): object => ({
  eventType: 'Delivery',
  delivery: {
    timestamp: instant(now),
    processingTimeMillis: now - sentAt,
    recipients: [recipient],
    smtpResponse: '250 2.6.0 Message received',
    reportingMTA: 'a8-70.smtp-out.amazonses.com',
  },
});

const bounced = (recipient: string, now: number, subType: 'General' | 'Suppressed'): object => ({
  eventType: 'Bounce',
  bounce: {
    feedbackId: randomUUID(),
    bounceType: 'Permanent',
    bounceSubType: subType,
    bouncedRecipients: [
      {
        emailAddress: recipient,
        action: 'failed',
        status: '5.1.1',
        diagnosticCode: 'smtp; 550 5.1.1 user unknown',
      },
    ],
    timestamp: instant(now),
    reportingMTA: 'dns; a8-70.smtp-out.amazonses.com',
  },
});

const complained = (recipient: string, now: number): object => ({
  eventType: 'Complaint',
  complaint: {
    feedbackId: randomUUID(),
    complainedRecipients: [{ emailAddress: recipient }],
    timestamp: instant(now),
    userAgent: 'Amazon SES Mailbox Simulator',
    complaintFeedbackType: 'abuse',
    arrivalDate: instant(now),
  },
});

const instant = (at: number): string => new Date(at).toISOString();
