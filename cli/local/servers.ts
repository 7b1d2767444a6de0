import type { DynamoDBRecord } from 'aws-lambda';
import { startDatabase } from './dynamo/database.ts';
import { EXAMPLE_ARTWORK } from './example-artwork.ts';
import { STREAMED } from './names.ts';
import { EVIDENCE_QUEUE, queueUrl } from './queues/names.ts';
import { startQueueServer } from './queues/server.ts';
import type { Change } from './ses/conditions.ts';
import { startSesEndpoint } from './ses/endpoint.ts';
import { createEvidencePublisher, deliverToQueue } from './ses/evidence.ts';
import { createFolderMailbox } from './ses/folder-mailbox.ts';
import { createMemoryMailbox } from './ses/mailbox.ts';

export type ServersOptions = {
  /** Where rows and mail are kept between runs; in memory without them. */
  readonly databaseFolder?: string;
  readonly mailFolder?: string;
  /** 0 = any free one. */
  readonly inboxPort: number;
  readonly conditions?: Change;
};

/** The servers that stand in for DynamoDB, SQS and SES. */
export type Servers = {
  readonly databaseUrl: string;
  readonly queuesUrl: string;
  /** The API and the inbox alike. */
  readonly sesUrl: string;
  /** No more mail is taken, and the evidence that waited is in its queue. */
  stopMail(): Promise<void>;
  stop(): Promise<void>;
};

export const startServers = async (
  options: ServersOptions & { readonly onCatalogRecords: (records: readonly DynamoDBRecord[]) => void },
): Promise<Servers> => {
  await using started = new AsyncDisposableStack();
  const { databaseFolder, mailFolder, conditions } = options;
  const database = await startDatabase({
    port: 0,
    captured: { ...STREAMED, onRecords: options.onCatalogRecords },
    ...(databaseFolder === undefined ? {} : { folder: databaseFolder }),
  });
  started.defer(() => database.stop());
  const queues = await startQueueServer({ port: 0 });
  started.defer(() => queues.stop());
  const ses = await startSesEndpoint({
    mailbox: mailFolder === undefined ? createMemoryMailbox() : createFolderMailbox(mailFolder),
    port: options.inboxPort,
    artwork: EXAMPLE_ARTWORK,
    evidence: createEvidencePublisher(deliverToQueue(queueUrl(queues.url, EVIDENCE_QUEUE)), (error) =>
      console.error('evidence was not published', error),
    ),
    ...(conditions === undefined ? {} : { conditions }),
  });
  const kept = started.move();
  return {
    databaseUrl: database.url,
    queuesUrl: queues.url,
    sesUrl: ses.url,
    stopMail: () => ses.stop(),
    stop: () => kept.disposeAsync(),
  };
};
