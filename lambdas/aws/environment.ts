import { z } from 'zod';
import { AnnouncerError } from '../errors.ts';
import { describeFaults, parse } from '../faults.ts';
import { httpsUrl } from '../episodes/fields.ts';

/** The environment variables of the functions. Constructs set them and handlers read them through these names. */
export const VARIABLES = {
  catalogTable: 'CATALOG_TABLE',
  subscribersTable: 'SUBSCRIBERS_TABLE',
  announcementsTable: 'ANNOUNCEMENTS_TABLE',
  planQueueUrl: 'PLAN_QUEUE_URL',
  sendQueueUrl: 'SEND_QUEUE_URL',
  publicUrl: 'PUBLIC_URL',
  configurationSet: 'CONFIGURATION_SET',
  keysSecretArn: 'KEYS_SECRET_ARN',
  senders: 'SENDERS',
  doubtPolicy: 'DOUBT_POLICY',
  retentionDays: 'RETENTION_DAYS',
  signUpsPerSource: 'SIGN_UPS_PER_SOURCE',
  previewFunction: 'PREVIEW_FUNCTION',
  publishFunctionArn: 'PUBLISH_FUNCTION_ARN',
  publishScheduleGroup: 'PUBLISH_SCHEDULE_GROUP',
  publishScheduleRoleArn: 'PUBLISH_SCHEDULE_ROLE_ARN',
  failedEventsUrl: 'FAILED_EVENTS_URL',
  failedEventsArn: 'FAILED_EVENTS_ARN',
  deadLettersUrl: 'DEAD_LETTERS_URL',
  deadLettersArn: 'DEAD_LETTERS_ARN',
  senderDomains: 'SENDER_DOMAINS',
  version: 'VERSION',
} as const;

const table = z.string().min(3);
const arn = z.string().startsWith('arn:').optional();

/** The rule for each variable. A function names the ones it needs: `readEnvironment(pick(SETTINGS, ...))`. */
export const SETTINGS = {
  catalogTable: table,
  subscribersTable: table,
  announcementsTable: table,
  planQueueUrl: z.url(),
  sendQueueUrl: z.url(),
  /** Origin of the pages. Plain http is for this machine alone: the local system, or an emulator of AWS. */
  publicUrl: httpsUrl.or(z.string().regex(/^http:\/\/(?:127\.0\.0\.1|[a-z0-9.-]+\.localhost):\d+$/)),
  configurationSet: z.string().min(1).optional(),
  keysSecretArn: z.string().min(1),
  senders: z.coerce.number().int().min(1).max(1000),
  doubtPolicy: z.enum(['hold', 'resend']),
  retentionDays: z.coerce.number().int().min(30).max(3650),
  /** In an hour. Where every visitor comes from 127.0.0.1, a count of them would tell nothing. */
  signUpsPerSource: z
    .literal('unlimited')
    .transform(() => Infinity)
    .or(z.coerce.number().int().min(1).default(60)),
  // Only the command line reads these, from the stack's outputs; the local system has none of them.
  previewFunction: z.string().min(1).optional(),
  publishFunctionArn: arn,
  publishScheduleGroup: z.string().min(1).optional(),
  publishScheduleRoleArn: arn,
  failedEventsUrl: z.url().optional(),
  failedEventsArn: arn,
  deadLettersUrl: z.url().optional(),
  deadLettersArn: arn,
  /** With commas between them. */
  senderDomains: z.string().min(1).optional(),
  version: z.string().min(1).optional(),
} as const satisfies Record<keyof typeof VARIABLES, z.ZodType>;

/** Reads the variables of a shape and reports all that are missing or wrong together. */
export const readEnvironment = <S extends Partial<typeof SETTINGS>>(
  shape: S,
  source: Readonly<Record<string, string | undefined>>,
): z.output<z.ZodObject<S>> => {
  const values = Object.entries(VARIABLES).map(([setting, variable]) => [setting, source[variable]]);
  const read = parse(z.object(shape), Object.fromEntries(values));
  if (!read.ok)
    throw new AnnouncerError('ConfigurationInvalid', describeFaults('environment', read.faults), {
      faults: read.faults,
    });
  return read.value;
};
