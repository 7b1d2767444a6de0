import type { DynamoDBStreamEvent, SQSBatchResponse } from 'aws-lambda';
import type { EpisodeId, ShowId } from '../../lambdas/ids.ts';
import type { Chance } from './chance.ts';
import type { FaultLog } from './fault-log.ts';
import type { Rates } from './profile.ts';
import type { Invocation } from './queue.ts';
import type { VirtualTime } from './virtual-time.ts';

/** The Catalog's stream and its event source: tries a record again some times and then gives it up. */
export type Stream = {
  published(showId: ShowId, episodeId: EpisodeId): void;
};

export type StreamDeps = {
  readonly time: VirtualTime;
  readonly chance: Chance;
  readonly rates: () => Rates | undefined;
  readonly faults: FaultLog;
  readonly invoke: (event: DynamoDBStreamEvent, done: (invocation: Invocation) => void) => void;
};

const MOST_TRIES = 4;

export const createStream = (deps: StreamDeps): Stream => {
  const { time, chance, faults } = deps;
  let sequence = 0;

  const attempt = (event: DynamoDBStreamEvent, subject: string, tries: number): void =>
    deps.invoke(event, (invocation) => {
      if (succeeded(invocation)) return;
      if (tries >= MOST_TRIES) faults.note(time.now(), 'stream record lost', subject);
      else time.after(chance.skewed(500, 20_000), () => attempt(event, subject, tries + 1));
    });

  return {
    published: (showId, episodeId) => {
      const rates = deps.rates();
      const subject = `${showId}/${episodeId}`;
      if (chance.happens(rates?.streamLost ?? 0)) {
        faults.note(time.now(), 'stream record lost', subject);
        return;
      }
      const first = ++sequence;
      const doubled = chance.happens(rates?.streamDoubled ?? 0);
      if (doubled) faults.note(time.now(), 'stream record doubled', subject);
      const sequences = doubled ? [first, ++sequence] : [first];
      const event = {
        Records: sequences.map((number) => recordOf(showId, episodeId, number)),
      } satisfies DynamoDBStreamEvent;
      time.after(chance.skewed(50, 2_000), () => attempt(event, subject, 1));
      if (!chance.happens(rates?.streamReplayed ?? 0)) return;
      time.after(chance.skewed(1_000, 3_600_000), () => {
        faults.note(time.now(), 'stream replayed', subject);
        attempt(event, subject, 1);
      });
    },
  };
};

const succeeded = (invocation: Invocation): boolean =>
  invocation.kind === 'answered' && failuresIn(invocation.response) === 0;

const failuresIn = (response: SQSBatchResponse | undefined): number =>
  response?.batchItemFailures.length ?? 0;

const recordOf = (showId: ShowId, episodeId: EpisodeId, sequence: number) => ({
  eventID: String(sequence),
  eventName: 'MODIFY' as const,
  eventSource: 'aws:dynamodb',
  dynamodb: {
    Keys: { showId: { S: showId }, record: { S: `EPISODE#${episodeId}` } },
    OldImage: { showId: { S: showId }, record: { S: `EPISODE#${episodeId}` }, status: { S: 'draft' } },
    NewImage: { showId: { S: showId }, record: { S: `EPISODE#${episodeId}` }, status: { S: 'published' } },
    SequenceNumber: String(sequence).padStart(21, '0'),
    StreamViewType: 'NEW_AND_OLD_IMAGES' as const,
  },
});
