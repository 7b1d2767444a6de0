import { z } from 'zod';
import type { EvidenceKind } from '../announcements/batch.ts';
import type { Evidence } from '../announcements/evidence.ts';
import { AnnouncementId, ShowId, SubscriberId } from '../ids.ts';
import { jsonOf } from './sqs.ts';

const tag = z.array(z.string()).nonempty();

/** When it happened, in milliseconds; an odd time is worth less than the event. */
const happened = z.iso
  .datetime({ offset: true })
  .transform((time) => Date.parse(time))
  .optional()
  .catch(undefined);

/** Event publishing says `eventType`, identity notifications `notificationType`; tags come as arrays. */
const SesEvent = z.object({
  eventType: z.string().optional(),
  notificationType: z.string().optional(),
  mail: z.object({
    tags: z
      .object({
        announcement: tag.optional(),
        batch: tag.optional(),
        member: tag.optional(),
        show: tag.optional(),
        subscriber: tag.optional(),
      })
      .default({}),
  }),
  bounce: z.object({ bounceType: z.string(), timestamp: happened }).optional(),
  complaint: z.object({ complaintFeedbackType: z.string().nullish(), timestamp: happened }).optional(),
});
type SesEvent = z.infer<typeof SesEvent>;

/** What a text holds: JSON, or itself. */
const opened = (text: string): unknown => jsonOf(text) ?? text.trim();

/** SNS puts the event into a JSON string, EventBridge under `detail`, raw delivery gives it as it is. */
const Envelope = z.union([
  z.object({ Message: z.string() }).transform(({ Message }) => opened(Message)),
  z.object({ detail: z.looseObject({}) }).transform(({ detail }): unknown => detail),
  z.unknown(),
]);

/** What SES says to a topic when it is first given one: no event, and nothing to wake an operator for. */
const Greeting = z.union([
  z.literal('Successfully validated SNS topic for Amazon SES event publishing.'),
  z.object({ notificationType: z.literal('AmazonSnsSubscriptionSucceeded') }),
]);

const first = tag.transform(([value]) => value);
const MemberTags = z.object({
  announcement: first.pipe(AnnouncementId),
  batch: first.transform(Number).pipe(z.int().min(0)),
  member: first.transform(Number).pipe(z.int().min(0).max(99)),
});
const SubscriberTags = z.object({ show: first.pipe(ShowId), subscriber: first.pipe(SubscriberId) });

export type SesEventReading =
  | { readonly kind: 'evidence'; readonly evidence: Evidence }
  /** An event that says nothing for a ledger, or about a message that is not of an announcement. */
  | { readonly kind: 'passed over' }
  | { readonly kind: 'unreadable' };

export const readSesEvent = (body: string): SesEventReading => {
  const content = Envelope.parse(opened(body));
  if (Greeting.safeParse(content).success) return { kind: 'passed over' };
  const event = SesEvent.safeParse(content);
  if (!event.success) return { kind: 'unreadable' };
  const kind = kindOf(event.data);
  if (kind === undefined) return { kind: 'passed over' };
  const at = event.data.bounce?.timestamp ?? event.data.complaint?.timestamp;
  const when = at === undefined ? {} : { at };
  const member = MemberTags.safeParse(event.data.mail.tags);
  if (member.success) {
    const { announcement: announcementId, batch, member: index } = member.data;
    return {
      kind: 'evidence',
      evidence: { about: 'member', kind, ...when, announcementId, batch, member: index },
    };
  }
  const subscriber = SubscriberTags.safeParse(event.data.mail.tags);
  if (!subscriber.success) return { kind: 'passed over' };
  const { show: showId, subscriber: subscriberId } = subscriber.data;
  return { kind: 'evidence', evidence: { about: 'subscriber', kind, ...when, showId, subscriberId } };
};

const kindOf = (event: SesEvent): EvidenceKind | undefined => {
  switch (event.eventType ?? event.notificationType) {
    case 'Delivery':
      return 'delivered';
    case 'Bounce':
      return event.bounce?.bounceType === 'Permanent' ? 'bounced' : 'undelivered';
    case 'Complaint':
      // "This is not spam", said by somebody who found the message in the junk folder.
      return event.complaint?.complaintFeedbackType === 'not-spam' ? 'delivered' : 'complained';
    case undefined:
    default:
      return undefined;
  }
};
