import { parseArgs } from 'node:util';
import { Change } from './conditions.ts';
import { startSesEndpoint } from './endpoint.ts';
import { createEvidencePublisher, deliverToQueue } from './evidence.ts';
import { createFolderMailbox } from './folder-mailbox.ts';
import { createMemoryMailbox } from './mailbox.ts';
import { seededChance } from './chance.ts';

/**
 * The endpoint in a process of its own, for benchmarks and the chaos run. Its first line of output is
 * `{"url":"http://127.0.0.1:…"}`. It ends on SIGTERM, and when the process that forked it is gone.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    /** JSON: some of the conditions. */
    conditions: { type: 'string', default: '{}' },
    /** Makes the mishaps the same in every run. */
    seed: { type: 'string', default: '1' },
    folder: { type: 'string' },
    'evidence-queue': { type: 'string' },
  },
});

const queueUrl = values['evidence-queue'];
const report = (error: unknown): void => console.error('evidence was not published', error);
const endpoint = await startSesEndpoint({
  port: Number(values.port),
  mailbox: values.folder === undefined ? createMemoryMailbox() : createFolderMailbox(values.folder),
  conditions: Change.parse(JSON.parse(values.conditions)),
  chance: seededChance(Number(values.seed)),
  ...(queueUrl === undefined ? {} : { evidence: createEvidencePublisher(deliverToQueue(queueUrl), report) }),
});
console.log(JSON.stringify({ url: endpoint.url }));

const end = (): void => {
  endpoint.stop().then(
    () => process.exit(0),
    () => process.exit(1),
  );
};
process.once('SIGTERM', end);
process.once('SIGINT', end);
process.once('disconnect', end);
