import { z } from 'zod';
import type { Batch, Doubt } from '../announcements/batch.ts';
import { LEDGER } from '../announcements/ledger.ts';
import { invalidRecord } from '../errors.ts';
import { parse } from '../faults.ts';
import { AnnouncementId, type SubscriberId, SubscriberId as SubscriberIdSchema } from '../ids.ts';
import type { Attributes } from './rows.ts';

export const BATCH_PREFIX = 'BATCH#';
/** An id is 32 hex digits: half as many bytes. A full batch stays near two kilobytes, which is what it costs. */
const BYTES_OF_AN_ID = 16;

/** Eight digits keep the order of text the order of numbers up to ten thousand million members. */
export const batchKey = (announcementId: AnnouncementId, number: number) => ({
  announcementId,
  record: BATCH_PREFIX + String(number).padStart(8, '0'),
});

/** What a planner writes once. Empty values are left out: the end of a plan has no members. */
export const newBatchRow = (batch: Batch): Attributes => ({
  ...batchKey(batch.announcementId, batch.number),
  ...(batch.members.length === 0 ? {} : { members: packed(batch.members) }),
  ...ownedBySender(batch),
});

/** What a sender's write replaces: everything but the members and the evidence. */
export const ownedBySender = (batch: Batch): Attributes => ({
  attempt: batch.attempt,
  step: batch.step,
  ledger: batch.ledger === '' ? undefined : batch.ledger,
  holder: batch.lease?.holder,
  leaseUntil: batch.lease?.until,
  rejections: batch.rejections.size === 0 ? undefined : Object.fromEntries(batch.rejections),
  doubts: batch.doubts.size === 0 ? undefined : Object.fromEntries(batch.doubts),
});

const members = z.set(z.number().int().min(0)).default(() => new Set<number>());
const byMember = <T extends z.ZodType>(value: T) =>
  z
    .record(z.string().regex(/^\d+$/), value)
    .default({})
    .transform((entries) => new Map(Object.entries(entries).map(([member, held]) => [Number(member), held])));

const BatchRow = z
  .object({
    announcementId: AnnouncementId,
    record: z.string().regex(/^BATCH#\d{8}$/),
    members: z.instanceof(Uint8Array).default(() => new Uint8Array()),
    attempt: z.number().int().min(0),
    step: z.number().int().min(0),
    ledger: z.string().regex(LEDGER).default(''),
    holder: z.string().optional(),
    leaseUntil: z.number().optional(),
    delivered: members,
    bounced: members,
    complained: members,
    undelivered: members,
    rejections: byMember(z.string()),
    doubts: byMember(z.object({ cause: z.enum(['crash', 'connection', 'server-error']), since: z.number() })),
  })
  .refine(
    (row) => row.members.length === row.ledger.length * BYTES_OF_AN_ID,
    'the ledger must have one letter per member',
  );

export const readBatch = (row: Attributes): Batch => {
  const read = parse(BatchRow, row);
  if (!read.ok)
    throw invalidRecord(`batch row ${String(row['announcementId'])} ${String(row['record'])}`, read.faults);
  const found = read.value;
  const { holder, leaseUntil: until } = found;
  const doubts: ReadonlyMap<number, Doubt> = found.doubts;
  return {
    announcementId: found.announcementId,
    number: Number(found.record.slice(BATCH_PREFIX.length)),
    members: unpacked(found.members),
    ledger: found.ledger,
    attempt: found.attempt,
    step: found.step,
    ...(holder === undefined || until === undefined ? {} : { lease: { holder, until } }),
    evidence: {
      delivered: found.delivered,
      bounced: found.bounced,
      complained: found.complained,
      undelivered: found.undelivered,
    },
    rejections: found.rejections,
    doubts,
  };
};

const packed = (ids: readonly SubscriberId[]): Uint8Array => Buffer.from(ids.join(''), 'hex');

const unpacked = (bytes: Uint8Array): readonly SubscriberId[] => {
  const hex = Buffer.from(bytes).toString('hex');
  const ids: SubscriberId[] = [];
  for (let at = 0; at < hex.length; at += BYTES_OF_AN_ID * 2)
    ids.push(SubscriberIdSchema.parse(hex.slice(at, at + BYTES_OF_AN_ID * 2)));
  return ids;
};
