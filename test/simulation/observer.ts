import type { SendResult } from '../../lambdas/announcements/ports.ts';
import type { SubscriberId } from '../../lambdas/ids.ts';
import { checkAcceptance } from './checks/at-acceptance.ts';
import { checkClosing } from './checks/at-closing.ts';
import { checkSending } from './checks/at-sending.ts';
import type { Observed } from './ports.ts';
import type { Process } from './process.ts';
import type { Acceptance } from './ses.ts';
import type { World } from './world.ts';

/** One send as the sender let it go; what became of it stands elsewhere. */
export type Sending = { readonly at: number; readonly process: string };

/** Looks on at the instants that matter, keeps what the checks at rest need, and checks what can be checked at once. */
export type Observer = Observed & {
  readonly sendings: readonly Sending[];
  readonly suppressed: ReadonlySet<SubscriberId>;
  onAcceptance(acceptance: Acceptance): void;
  onResult(process: Process, result: SendResult): void;
};

/** Doubts in a row after which a sender stops (halts.ts). */
const MOST_UNKNOWN = 3;

export const createObserver = (world: () => World): Observer => {
  const sendings: Sending[] = [];
  const suppressed = new Set<SubscriberId>();
  const acceptances = new Map<string, number>();
  const unknownInARow = new Map<string, number>();
  return {
    sendings,
    suppressed,
    onSend: (process, key) => {
      sendings.push({ at: world().time.now(), process: process.name });
      checkSending(world(), process, key);
    },
    onBatchWrite: (process, before, after) =>
      world().witness.batchChanged(process, before, after, world().time.now()),
    onAnnouncementWrite: (process, before, after) => {
      checkClosing(world(), process, before, after);
      world().witness.announcementChanged(process, after, world().time.now());
    },
    onSuppress: (showId, member) => {
      world().people.noteRow(showId, member);
      suppressed.add(member);
    },
    onAcceptance: (acceptance) => checkAcceptance(world(), acceptance, acceptances),
    onResult: ({ name }, { kind }) => {
      if (kind === 'accepted' || kind === 'rejected') unknownInARow.delete(name);
      if (kind !== 'unknown') return;
      const count = (unknownInARow.get(name) ?? 0) + 1;
      unknownInARow.set(name, count);
      if (count > Math.max(MOST_UNKNOWN, world().witness.window()))
        world().violations.add('doubt is small', `${name} went on through ${count} unknown answers in a row`);
    },
  };
};
