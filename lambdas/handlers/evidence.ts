import {
  type Evidence,
  type EvidenceDeps,
  heedEvidence,
  type MemberEvidence,
  type Recorded,
  recordBatchEvidence,
  recordSubscriberEvidence,
} from '../announcements/evidence.ts';
import { readSesEvent } from './ses-event.ts';
import { type BatchResponse, SqsEvent } from './sqs.ts';

type Arrived<E extends Evidence = Evidence> = { readonly messageId: string; readonly evidence: E };

/** SES's events by way of SNS and SQS: grouped, so that a batch is written once however many of its events came. */
export const createEvidenceHandler =
  (deps: EvidenceDeps) =>
  async (event: unknown): Promise<BatchResponse> => {
    const failed = new Set<string>();
    const members: Arrived<MemberEvidence>[] = [];
    const attempt = async <T>(
      arrived: readonly Arrived[],
      work: () => Promise<T>,
    ): Promise<T | undefined> => {
      try {
        return await work();
      } catch (error) {
        deps.log('evidence.failed', { messages: arrived.length, error: String(error) });
        for (const { messageId } of arrived) failed.add(messageId);
        return undefined;
      }
    };
    for (const { messageId, body } of SqsEvent.parse(event).Records) {
      const reading = readSesEvent(body);
      if (reading.kind === 'unreadable') {
        deps.log('evidence.unreadable', { messageId });
        failed.add(messageId);
      }
      if (reading.kind !== 'evidence') continue;
      const { evidence } = reading;
      if (evidence.about === 'member') members.push({ messageId, evidence });
      else await attempt([{ messageId, evidence }], () => recordSubscriberEvidence(deps, evidence));
    }
    for (const [id, ofOne] of Map.groupBy(members, ({ evidence }) => evidence.announcementId)) {
      const recorded: Recorded[] = [];
      for (const ofBatch of Map.groupBy(ofOne, ({ evidence }) => evidence.batch).values()) {
        const group = ofBatch.map(({ evidence }) => evidence);
        const one = await attempt(ofBatch, () => recordBatchEvidence(deps, group));
        if (one !== undefined) recorded.push(one);
      }
      await attempt(ofOne, () => heedEvidence(deps, id, recorded));
    }
    return { batchItemFailures: [...failed].map((itemIdentifier) => ({ itemIdentifier })) };
  };
