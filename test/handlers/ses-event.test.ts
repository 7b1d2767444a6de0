import { describe, expect, it } from 'vitest';
import { readSesEvent } from '../../lambdas/handlers/ses-event.ts';

const GREETING = 'Successfully validated SNS topic for Amazon SES event publishing.';
const subscribed = {
  notificationType: 'AmazonSnsSubscriptionSucceeded',
  message: 'You have successfully subscribed your Amazon SNS topic.',
};

describe('what SES says when it is first given a topic', () => {
  // It is no JSON. Taken for an event that cannot be read, it would end among the dead letters of every new stack.
  it.each([
    ['as text', GREETING],
    ['as text with an end of line', `${GREETING}\n`],
    ['in the envelope of SNS', JSON.stringify({ Type: 'Notification', Message: GREETING })],
    ['about an identity', JSON.stringify(subscribed)],
    ['about an identity, in an envelope', JSON.stringify({ Message: JSON.stringify(subscribed) })],
  ])('%s is passed over', (_, body) => {
    expect(readSesEvent(body)).toEqual({ kind: 'passed over' });
  });

  it.each([
    ['other text', 'Successfully validated'],
    ['nothing', ''],
    ['JSON without a mail', '{"eventType":"Bounce"}'],
    ['half an event', '{"eventType":"Bounce","mail":{'],
  ])('%s is unreadable', (_, body) => {
    expect(readSesEvent(body)).toEqual({ kind: 'unreadable' });
  });
});
