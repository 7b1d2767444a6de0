import { z } from 'zod';
import { EmailAddress } from '../lambdas/subscribers/address.ts';

/** Says the rule with an example, and names the fields that do not belong when there are any. */
export const rule = (message: string) => ({
  error: (issue: { code?: string; keys?: unknown }) =>
    issue.code === 'unrecognized_keys' && Array.isArray(issue.keys)
      ? `has no setting ${issue.keys.map((key) => `"${String(key)}"`).join(', ')}; take it out or correct its name`
      : message,
});

export const emailAddress = (example: string) =>
  z.unknown().transform((value, context) => {
    const read = EmailAddress.safeParse(value);
    if (read.success) return read.data;
    context.addIssue({ code: 'custom', message: `must be an email address, e.g. "${example}"` });
    return z.NEVER;
  });
