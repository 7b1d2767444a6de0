import {
  type Evidence,
  type EvidenceDeps,
  type MemberEvidence,
  recordBatchEvidence,
  recordSubscriberEvidence,
} from '../announcements/evidence.ts';
import { readSesEvent } from './ses-event.ts';
import { type BatchResponse, SqsEvent } from './sqs.ts';

type Arrived = { readonly messageId: string; readonly evidence: Evidence };

/** SES's events by way of SNS and SQS: grouped, so that a batch is written once however many of its events came. */
export const createEvidenceHandler =
  (deps: EvidenceDeps) =>
  async (event: unknown): Promise<BatchResponse> => {
    const failures: { itemIdentifier: string }[] = [];
    const arrived: Arrived[] = [];
    for (const { messageId, body } of SqsEvent.parse(event).Records) {
      const reading = readSesEvent(body);
      if (reading.kind === 'evidence') arrived.push({ messageId, evidence: reading.evidence });
      if (reading.kind === 'unreadable') {
        deps.log('evidence.unreadable', { messageId });
        failures.push({ itemIdentifier: messageId });
      }
    }
    for (const group of grouped(arrived)) {
      try {
        await record(deps, group);
      } catch (error) {
        deps.log('evidence.failed', { messages: group.length, error: String(error) });
        failures.push(...group.map(({ messageId }) => ({ itemIdentifier: messageId })));
      }
    }
    return { batchItemFailures: failures };
  };

const grouped = (arrived: readonly Arrived[]): readonly (readonly Arrived[])[] => [
  ...Map.groupBy(arrived, ({ evidence }) =>
    evidence.about === 'member'
      ? `${evidence.announcementId} ${evidence.batch}`
      : `${evidence.showId} ${evidence.subscriberId}`,
  ).values(),
];

const record = async (deps: EvidenceDeps, group: readonly Arrived[]): Promise<void> => {
  const members = group.flatMap(({ evidence }): MemberEvidence[] =>
    evidence.about === 'member' ? [evidence] : [],
  );
  await recordBatchEvidence(deps, members);
  for (const { evidence } of group)
    if (evidence.about === 'subscriber') await recordSubscriberEvidence(deps, evidence);
};
