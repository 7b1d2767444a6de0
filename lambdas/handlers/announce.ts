import { z } from 'zod';
import { type AnnounceDeps, announce } from '../announcements/announce.ts';
import { forLog } from '../faults.ts';
import { EpisodeId, ShowId } from '../ids.ts';
import type { BatchResponse } from './sqs.ts';

const StringValue = z.object({ S: z.string() });

/** https://docs.aws.amazon.com/lambda/latest/dg/with-ddb-example.html */
const StreamEvent = z.object({
  Records: z.array(
    z.object({
      eventName: z.enum(['INSERT', 'MODIFY', 'REMOVE']),
      dynamodb: z.object({
        Keys: z.object({ showId: StringValue, record: StringValue }),
        NewImage: z.looseObject({ status: StringValue.optional().catch(undefined) }).optional(),
        SequenceNumber: z.string(),
      }),
    }),
  ),
});

const EPISODE = 'EPISODE#';
const QUIET: ReadonlySet<string | undefined> = new Set(['draft', 'scheduled']);

/**
 * The Catalog's stream. A record is only a trigger: the episode is read again, so replayed, doubled and stale
 * records do no harm. A record that is invalid is reported and passed over; a failure is tried again.
 */
export const createAnnounceHandler =
  (deps: AnnounceDeps) =>
  async (event: unknown): Promise<BatchResponse> => {
    const failures: { itemIdentifier: string }[] = [];
    for (const { dynamodb } of StreamEvent.parse(event).Records) {
      const { showId, record } = dynamodb.Keys;
      if (dynamodb.NewImage === undefined || !record.S.startsWith(EPISODE)) continue;
      // A status that is none is a published episode whose writer made a slip, as far as anybody can tell.
      if (QUIET.has(dynamodb.NewImage.status?.S)) continue;
      try {
        await announceRow(deps, showId.S, record.S.slice(EPISODE.length));
      } catch (error) {
        deps.log('announce.failed', { showId: showId.S, record: record.S, error: String(error) });
        failures.push({ itemIdentifier: dynamodb.SequenceNumber });
      }
    }
    return { batchItemFailures: failures };
  };

const announceRow = async (deps: AnnounceDeps, show: string, episode: string): Promise<void> => {
  const names = { showId: show, episodeId: episode };
  const showId = ShowId.safeParse(show);
  const episodeId = EpisodeId.safeParse(episode);
  if (!showId.success || !episodeId.success) {
    deps.log('record.invalid', { ...names, faults: ['the key is no show and episode id'] });
    return;
  }
  const announced = await announce(deps, showId.data, episodeId.data);
  if (announced.kind === 'invalid')
    deps.log('record.invalid', { ...names, record: announced.record, faults: forLog(announced.faults) });
  if (announced.kind === 'not announced') deps.log('episode.not_announced', { ...names, why: announced.why });
};
