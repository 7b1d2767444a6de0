/**
 * The mailbox simulator: `success+label@simulator.amazonses.com` and its like
 * (https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html#send-test-email-simulator).
 */
export type Fate = 'delivered' | 'bounced' | 'complained' | 'suppressed';

const ADDRESS = /^(success|bounce|complaint|ooto|suppressionlist)(?:\+[^@]*)?@simulator\.amazonses\.com$/i;

const FATES: Readonly<Record<string, Fate>> = {
  bounce: 'bounced',
  complaint: 'complained',
  suppressionlist: 'suppressed',
};

/**
 * What becomes of a message after SES took it. Everybody else's is delivered; so are those to `success`, and to
 * `ooto`, whose out-of-office answer comes after a delivery.
 */
export const fateOf = (recipient: string): Fate =>
  FATES[ADDRESS.exec(recipient)?.[1]?.toLowerCase() ?? ''] ?? 'delivered';
