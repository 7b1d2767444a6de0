import { EVIDENCE_KINDS } from '../../../lambdas/announcements/batch.ts';
import type { WrongProtocol } from './wrong-protocol.ts';

export const evidenceCounters: WrongProtocol = {
  name: 'evidence counters instead of sets',
  kind: 'events are counted as they come, and they come twice: more deliveries than messages, false brakes',
  breaks: 'evidence counts each member once',
  store: (store) => ({
    ...store,
    addEvidence: async (id, number, evidence) => {
      const now = store.storedBatch(id, number);
      if (now === undefined) return undefined;
      const counted = new Map(
        EVIDENCE_KINDS.map((kind) => {
          const had = now.evidence[kind];
          // A counter does not know whom it has counted: whoever comes again raises it again.
          const added = [...(evidence.get(kind) ?? [])].map((member) =>
            had.has(member) ? now.members.length + had.size : member,
          );
          return [kind, new Set(added)] as const;
        }),
      );
      return store.addEvidence(id, number, counted);
    },
  }),
};
