import { tableDefinitions } from '../../lambdas/aws/table-definitions.ts';

/** Distinctive: the captured one is looked for in the bodies of writes. */
export const TABLES = {
  catalog: 'announcer-catalog',
  subscribers: 'announcer-subscribers',
  announcements: 'announcer-announcements',
} as const satisfies Record<keyof typeof tableDefinitions, string>;

/** Which table has a stream, and by what its rows are told apart. */
export const STREAMED = {
  tableName: TABLES.catalog,
  keys: [tableDefinitions.catalog.partitionKey, tableDefinitions.catalog.sortKey],
} as const;
