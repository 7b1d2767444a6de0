import { basename } from 'node:path';
import { z } from 'zod';
import { AnnouncerError } from '../lambdas/errors.ts';
import { GIVEN_HERE, type ImportMode } from '../lambdas/subscribers/import/decide.ts';
import { columnKey, MEANINGS, STANDINGS } from '../lambdas/subscribers/import/formats.ts';
import { DATE_ORDERS } from '../lambdas/subscribers/import/old-instant.ts';
import type { Mapping } from '../lambdas/subscribers/import/recognise.ts';
import type { Recognised } from './import-items.ts';

/** `name=value`, read into a pair whose sides have rules of their own. */
const pair = <L extends z.ZodType<unknown, string>, R extends z.ZodType<unknown, string>>(
  left: L,
  right: R,
  example: string,
) =>
  z.string().transform((text, context): readonly [z.output<L>, z.output<R>] => {
    const at = text.indexOf('=');
    if (at === -1) context.addIssue({ code: 'custom', message: `must be written like ${example}` });
    const sides = [left.safeParse(text.slice(0, at)), right.safeParse(text.slice(at + 1))] as const;
    for (const side of sides)
      if (!side.success && at !== -1)
        context.addIssue({ code: 'custom', message: side.error.issues[0]?.message ?? 'is wrong' });
    return sides[0].success && sides[1].success ? [sides[0].data, sides[1].data] : z.NEVER;
  });

export const ImportOptions = z.object({
  confirmed: z.boolean().default(false),
  source: z.string().trim().min(1, 'must say where the consent came from').max(300).optional(),
  column: z
    .array(
      pair(
        z.enum(MEANINGS, { error: `must name one of ${MEANINGS.join(', ')} before the =` }),
        z.string(),
        'email="E-mail of the reader"',
      ),
    )
    .default([]),
  status: z
    .array(
      pair(
        z.string(),
        z.enum(STANDINGS, { error: `must name one of ${STANDINGS.join(', ')} after the =` }),
        'gone=left',
      ),
    )
    .default([]),
  dates: z.enum(DATE_ORDERS, { error: `must be one of ${DATE_ORDERS.join(', ')}` }).optional(),
  report: z.string().min(1).optional(),
  checkpoint: z.string().min(1).optional(),
  restart: z.boolean().default(false),
  dryRun: z.boolean().default(false),
});
export type ImportOptions = z.infer<typeof ImportOptions>;

export const mappingOf = ({ column, status, dates }: ImportOptions): Mapping => ({
  dates,
  columns: Object.fromEntries(column),
  statuses: Object.fromEntries(status.map(([word, standing]) => [columnKey(word), standing])),
});

/** Who vouches for the consent of the people in the file. Our own export does so itself. */
export const modeOf = (options: ImportOptions, recognised: Recognised, file: string): ImportMode => {
  const { confirmed, source } = options;
  if (recognised.kind === 'own') return { kind: 'confirmed', source: 'export' };
  if (source !== undefined && GIVEN_HERE.has(source))
    throw new AnnouncerError(
      'Usage',
      `--source "${source}" is what consents given on our own pages are called: say more`,
    );
  if (confirmed && source === undefined)
    throw new AnnouncerError(
      'Usage',
      '--confirmed needs --source "…", kept with everybody\'s consent: where and how did they agree? ' +
        'Without --confirmed everybody is sent a mail that asks them to confirm',
    );
  if (recognised.reading.format.name === 'Mailchimp' && /^non_?subscribed/i.test(basename(file)))
    throw new AnnouncerError(
      'ImportRefused',
      `${basename(file)}: Mailchimp's non-subscribed contacts never asked for mail; they are not imported`,
    );
  return confirmed
    ? { kind: 'confirmed', source: source ?? '' }
    : { kind: 'ask', source: source ?? `import from ${recognised.reading.format.name}` };
};
