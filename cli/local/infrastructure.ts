import { createPollingClient } from './queues/client.ts';
import { EVIDENCE_QUEUE } from './queues/names.ts';
import { createQueue, type Queue } from './queues/queue.ts';
import { TIMEOUTS_MS } from './runtime/timeouts.ts';
import type { Servers } from './servers.ts';
import { ensureTables } from './tables.ts';

/** The tables and queues of the stack, and where they are. */
export type Infrastructure = {
  readonly databaseUrl: string;
  readonly queuesUrl: string;
  readonly queues: Readonly<Record<'plan' | 'send' | 'evidence' | 'announceFailures', Queue>>;
  readonly tables: 'created' | 'were there';
};

/** As many receives as in the stack, before a message is a dead letter. */
const MAX_RECEIVES = 5;

export const createInfrastructure = async (
  { databaseUrl, queuesUrl }: Pick<Servers, 'databaseUrl' | 'queuesUrl'>,
  /** In place of six times the function's time-out: how soon a killed sender's message comes back. */
  sendVisibilitySeconds = visibilityFor(TIMEOUTS_MS.send),
): Promise<Infrastructure> => {
  const tables = await ensureTables(databaseUrl);
  const client = createPollingClient(queuesUrl);
  const queue = (name: string, visibilitySeconds: number): Promise<Queue> =>
    createQueue(client, queuesUrl, { name, visibilitySeconds, maxReceives: MAX_RECEIVES });
  try {
    const queues = {
      plan: await queue('plan', visibilityFor(TIMEOUTS_MS.plan)),
      send: await queue('send', sendVisibilitySeconds),
      evidence: await queue(EVIDENCE_QUEUE, visibilityFor(TIMEOUTS_MS.evidence)),
      announceFailures: await queue('announce-failures', 30),
    };
    return { databaseUrl, queuesUrl, queues, tables };
  } finally {
    client.destroy();
  }
};

/** SQS's advice: six times the function's time-out. */
function visibilityFor(timeoutMs: number): number {
  return Math.ceil((6 * timeoutMs) / 1000);
}
