/** A string attribute in a key. Every key of every table is a string. */
export type LocalIndex = {
  readonly name: string;
  readonly sortKey: string;
  /** Carried beside the keys, so that a list needs no second read. */
  readonly projected: readonly string[];
};

export type TableDefinition = {
  readonly partitionKey: string;
  readonly sortKey: string;
  readonly localIndexes: readonly LocalIndex[];
  /** Seconds since 1970; DynamoDB deletes the row some time later. */
  readonly expiry: string | undefined;
  readonly stream: 'new and old images' | undefined;
};

const summary = ['title', 'status', 'announce', 'durationSeconds', 'number', 'pageUrl'] as const;

/** What the sort key of an episode begins with. */
export const EPISODE_PREFIX = 'EPISODE#';
/** A change to an episode of these calls no function: there is nothing to announce yet. */
export const QUIET_STATUSES: readonly string[] = ['draft', 'scheduled'];

/** The one source for the cloud, the local system and the tests. */
export const tableDefinitions = {
  /** `showId` and `SHOW` or `EPISODE#<episodeId>`; the partition `#SHOWS` is the directory of shows. */
  catalog: {
    partitionKey: 'showId',
    sortKey: 'record',
    localIndexes: [
      { name: 'byPublishedAt', sortKey: 'publishedAt', projected: [...summary, 'publishAt'] },
      // Only scheduled episodes have a publishAt: the index is as small as the schedule.
      { name: 'byPublishAt', sortKey: 'publishAt', projected: [...summary, 'publishedAt'] },
    ],
    expiry: undefined,
    stream: 'new and old images',
  },
  /** `<showId>#<first hex digit of the id>` and the id. Limits stand under `#LIMIT#<key>`. */
  subscribers: {
    partitionKey: 'shard',
    sortKey: 'subscriberId',
    localIndexes: [],
    expiry: 'expires',
    stream: undefined,
  },
  /** The announcement's id and `ANNOUNCEMENT`, `CONTENT` or `BATCH#<number>`; and the partitions `OPEN` and `PACE`. */
  announcements: {
    partitionKey: 'announcementId',
    sortKey: 'record',
    localIndexes: [],
    expiry: 'expires',
    stream: undefined,
  },
} as const satisfies Record<string, TableDefinition>;

export type TableName = keyof typeof tableDefinitions;
