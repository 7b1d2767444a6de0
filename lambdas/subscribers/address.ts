import { domainToASCII } from 'node:url';
import { z } from 'zod';

/**
 * An address SES v1 can send to: RFC 5321 limits (local part 64 octets, 254 in all), an ASCII dot-atom before
 * the @ (SES has no SMTPUTF8), a domain in punycode. International domains are converted, not refused.
 */
export const EmailAddress = z
  .string()
  .trim()
  .transform((value, context) => {
    const address = canonical(value);
    if (address === undefined) {
      context.addIssue({ code: 'custom', message: 'must be an email address, e.g. "ada@example.com"' });
      return z.NEVER;
    }
    return address;
  })
  .brand<'EmailAddress'>();
export type EmailAddress = z.infer<typeof EmailAddress>;

const LOCAL_PART = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
/** domainToASCII reads its text as part of a URL: it drops tabs, decodes %6d, and stops at the first / ? or #. */
const DOMAIN = /^(?:[A-Za-z0-9.-]|[^\0-\x7f])+$/;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

const canonical = (value: string): string | undefined => {
  const at = value.lastIndexOf('@');
  const local = value.slice(0, at);
  if (at < 1 || local.length > 64 || !LOCAL_PART.test(local)) return undefined;
  const typed = value.slice(at + 1);
  if (!DOMAIN.test(typed)) return undefined;
  const domain = domainToASCII(typed).toLowerCase();
  const labels = domain.split('.');
  if (labels.length < 2 || !labels.every((label) => LABEL.test(label))) return undefined;
  // A numeric last label is an IP address, which no mailbox of a subscriber has.
  if (/^\d+$/.test(labels.at(-1) ?? '')) return undefined;
  const address = `${local}@${domain}`;
  return address.length <= 254 ? address : undefined;
};

/**
 * What identity is computed from. RFC 5321 lets the local part be case-sensitive; no mailbox provider uses that,
 * and treating Ada@ and ada@ as two people would mail one person twice.
 */
export const normalised = (address: EmailAddress): string => address.toLowerCase();
