import { z } from 'zod';

/** Text of one line or paragraph. Control characters (CR, LF, NUL among them) have no place in it. */
export const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(max, `at most ${max} characters`)
    .refine(
      (value) => value.isWellFormed() && !/[^\P{Cc}\t]|[\u2028\u2029]/u.test(value),
      'must not hold control characters or line breaks',
    );

/** 2,048 is what common clients and proxies still carry. */
export const httpsUrl = z
  .string()
  .max(2048, 'at most 2048 characters')
  .refine((value) => isHttps(value), 'must be an https:// URL, e.g. "https://example.com/42"');

const isHttps = (value: string): boolean => {
  if (!/^https:\/\//i.test(value) || /[\s"<>\\^`{|}]/.test(value)) return false;
  const url = URL.parse(value);
  return url !== null && url.protocol === 'https:' && url.username === '' && url.password === '';
};

/** An instant with a zone, kept in UTC: `2021-08-04T19:00:00.000Z`. A date alone means midnight UTC. */
export const instant = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()], {
    error: 'must be a date, or a date and time with a zone, that exists, e.g. "2026-12-01T09:00:00Z"',
  })
  .transform((value) => new Date(value).toISOString());

/** A list whose length is judged beside its entries, so that neither fault hides the other. */
export const list = <S extends z.ZodType>(entry: S, max: number, what = 'entries') =>
  z.array(entry).refine((entries) => entries.length <= max, {
    error: `at most ${max} ${what}`,
    when: ({ value }) => Array.isArray(value),
  });

export const link = z.strictObject({ label: text(200), url: httpsUrl });
export type Link = z.infer<typeof link>;
