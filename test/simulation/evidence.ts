import type { EvidenceKind } from '../../lambdas/announcements/batch.ts';
import type { Chance } from './chance.ts';
import type { FaultLog } from './fault-log.ts';
import type { MemberKey } from './member-key.ts';
import type { Profile, Rates } from './profile.ts';
import type { Queue } from './queue.ts';
import type { Acceptance } from './ses.ts';
import type { VirtualTime } from './virtual-time.ts';

/** What SES reports of itself after it took a message, by way of SNS and a queue. */
export type SimulatedReports = {
  about(acceptance: Acceptance): void;
  /** A report was worked on with success: it has to be in the sets from now on. */
  consumed(body: string): void;
  readonly known: ReadonlyMap<MemberKey, ReadonlySet<EvidenceKind>>;
  /** What SES could report at all. */
  readonly true: ReadonlyMap<MemberKey, ReadonlySet<EvidenceKind>>;
  /** Reports that are still to come. */
  due(): number;
};

export type ReportsDeps = {
  readonly time: VirtualTime;
  readonly chance: Chance;
  readonly profile: Profile;
  readonly rates: () => Rates | undefined;
  readonly faults: FaultLog;
  readonly queue: () => Queue;
  readonly nature: (address: string) => 'bounces' | 'complains' | 'reads';
};

export const createReports = (deps: ReportsDeps): SimulatedReports => {
  const { time, chance, faults } = deps;
  const known = new Map<MemberKey, Set<EvidenceKind>>();
  const truth = new Map<MemberKey, Set<EvidenceKind>>();
  const bodies = new Map<string, { readonly key: MemberKey; readonly kind: EvidenceKind }>();
  let due = 0;

  const report = (acceptance: Acceptance, kind: EvidenceKind): void => {
    const rates = deps.rates();
    if (chance.happens(rates?.evidenceLost ?? 0))
      return faults.note(time.now(), 'evidence lost', acceptance.key);
    const late = chance.happens(rates?.evidenceLate ?? 0);
    if (late) faults.note(time.now(), 'evidence late', acceptance.key);
    arrive(acceptance, kind, late ? chance.skewed(600_000, 18_000_000) : chance.skewed(20, 60_000));
    if (!chance.happens(rates?.evidenceDoubled ?? 0)) return;
    faults.note(time.now(), 'evidence doubled', acceptance.key);
    arrive(acceptance, kind, chance.skewed(200, 10_000_000));
  };

  const arrive = (acceptance: Acceptance, kind: EvidenceKind, afterMs: number): void => {
    due += 1;
    noteKind(truth, acceptance.key, kind);
    const body = bodyOf(acceptance, kind);
    bodies.set(body, { key: acceptance.key, kind });
    time.after(afterMs, () => {
      due -= 1;
      deps.queue().push(body);
    });
  };

  return {
    known,
    true: truth,
    consumed: (body) => {
      const one = bodies.get(body);
      if (one !== undefined) noteKind(known, one.key, one.kind);
    },
    due: () => due,
    about: (acceptance) => {
      switch (deps.nature(acceptance.to)) {
        case 'bounces':
          return report(acceptance, chance.happens(0.8) ? 'bounced' : 'undelivered');
        case 'complains':
          report(acceptance, 'delivered');
          return report(acceptance, 'complained');
        case 'reads':
        default:
          if (chance.happens(deps.profile.deliveredReported)) report(acceptance, 'delivered');
      }
    },
  };
};

const noteKind = (of: Map<MemberKey, Set<EvidenceKind>>, key: MemberKey, kind: EvidenceKind): void =>
  void of.set(key, (of.get(key) ?? new Set<EvidenceKind>()).add(kind));

/** https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html, in SNS's envelope. */
const bodyOf = ({ key, to, at }: Acceptance, kind: EvidenceKind): string => {
  const [announcement, batch, member] = key.split('/');
  const mail = {
    timestamp: new Date(at).toISOString(),
    messageId: key,
    destination: [to],
    tags: { announcement: [announcement], batch: [batch], member: [member] },
  };
  return JSON.stringify({ Type: 'Notification', Message: JSON.stringify({ ...EVENTS[kind], mail }) });
};

const EVENTS: Readonly<Record<EvidenceKind, object>> = {
  delivered: { eventType: 'Delivery', delivery: {} },
  bounced: { eventType: 'Bounce', bounce: { bounceType: 'Permanent' } },
  undelivered: { eventType: 'Bounce', bounce: { bounceType: 'Transient' } },
  complained: { eventType: 'Complaint', complaint: { complaintFeedbackType: 'abuse' } },
};
