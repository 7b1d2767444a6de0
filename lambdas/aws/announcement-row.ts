import { z } from 'zod';
import type { Announcement } from '../announcements/announcement.ts';
import type { Hints } from '../announcements/ports.ts';
import { invalidRecord } from '../errors.ts';
import { parse } from '../faults.ts';
import { AnnouncementId, EpisodeId, ShowId } from '../ids.ts';
import type { Attributes } from './rows.ts';

export const announcementKey = (announcementId: AnnouncementId) => ({
  announcementId,
  record: 'ANNOUNCEMENT',
});

/** The partition that lists what the sweep looks at. Every announcement's id holds an underscore: no clash. */
export const OPEN = 'OPEN';

const time = z.number().int();
const count = z.number().int().min(0);

const Books = z.object({
  audience: count,
  accepted: count,
  excluded: count,
  rejected: count,
  unknown: count,
  waiting: count,
  inFlight: count,
});

const State = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('running') }),
  z.object({
    kind: z.literal('paused'),
    by: z.enum(['operator', 'brake', 'fault']),
    code: z.string(),
    reason: z.string(),
    since: time,
  }),
  z.object({ kind: z.literal('parked'), reason: z.string(), since: time, until: time }),
  z.object({ kind: z.literal('cancelled'), since: time }),
  z.object({ kind: z.literal('closed'), at: time, books: Books, cancelled: z.boolean() }),
]);

const Plan = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('planning') }),
  z.object({ kind: z.literal('planned'), batches: count, audience: count, at: time }),
]);

const Verdict = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.enum(['accept', 'resend']), until: time }),
]);

const AnnouncementRow = z.object({
  announcementId: AnnouncementId,
  showId: ShowId,
  episodeId: EpisodeId,
  title: z.string(),
  createdAt: time,
  contentHash: z.string(),
  plan: Plan,
  state: State,
  brakes: z.enum(['on', 'released']),
  verdict: Verdict,
  revision: count,
});

export const readAnnouncement = (row: Attributes): Announcement => {
  const read = parse(AnnouncementRow, row);
  if (!read.ok) throw invalidRecord(`announcement row ${String(row['announcementId'])}`, read.faults);
  return read.value;
};

const HintsRow = z.object({
  finishedBatches: count.default(0),
  bounced: count.default(0),
  complained: count.default(0),
});

/** The counters stand on the announcement's row and outside its revision. */
export const readHints = (row: Attributes): Hints => HintsRow.parse(row);
