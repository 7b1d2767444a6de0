import type { DynamoDBRecord } from 'aws-lambda';
import type { Log } from '../../../lambdas/announcements/ports.ts';
import type { Servers, ServersOptions } from '../servers.ts';
import type { Compute, ComputeOptions } from '../runtime/compute.ts';
import { startThread } from './thread.ts';

export type ServersProtocol = {
  readonly begin: ServersOptions;
  readonly up: Omit<Servers, 'stop' | 'stopMail'>;
  readonly order: 'stop mail' | 'stop';
  readonly told: readonly DynamoDBRecord[];
};

/** Tables, queues and mail as a thread. Rows and messages in memory are not among what is limited. */
export const startServersThread = async (
  options: ServersOptions & { readonly onCatalogRecords: (records: readonly DynamoDBRecord[]) => void },
): Promise<Servers> => {
  const { onCatalogRecords, ...begin } = options;
  const thread = await startThread<ServersProtocol>({
    file: new URL('./servers.ts', import.meta.url),
    begin,
    limits: { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 256 },
    onTold: onCatalogRecords,
  });
  return {
    ...thread.up,
    stopMail: () => thread.order('stop mail'),
    async stop() {
      await thread.order('stop');
      await thread.end();
    },
  };
};

export type ComputeProtocol = {
  readonly begin: ComputeOptions;
  readonly up: Pick<Compute, 'environment' | 'pagesUrl'>;
  readonly order:
    | { readonly kind: 'records'; readonly records: readonly DynamoDBRecord[] }
    | { readonly kind: 'sweep' | 'stop sending' | 'stop' };
  readonly told: { readonly event: string; readonly fields: Readonly<Record<string, unknown>> };
};

/** The functions and the pages as a thread. MJML alone takes some 25 MB of it. */
export const startComputeThread = async (begin: Promise<ComputeOptions>, log: Log): Promise<Compute> => {
  const thread = await startThread<ComputeProtocol>({
    file: new URL('./compute.ts', import.meta.url),
    begin,
    limits: { maxYoungGenerationSizeMb: 12, maxOldGenerationSizeMb: 128 },
    onTold: ({ event, fields }) => log(event, fields),
  });
  return {
    ...thread.up,
    onCatalogRecords: (records) => thread.order({ kind: 'records', records }),
    sweep: () => thread.order({ kind: 'sweep' }),
    stopSending: () => thread.order({ kind: 'stop sending' }),
    async stop() {
      await thread.order({ kind: 'stop' });
      await thread.end();
    },
  };
};
