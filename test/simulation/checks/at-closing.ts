import type { Announcement } from '../../../lambdas/announcements/announcement.ts';
import { EVIDENCE_WAIT_MS } from '../../../lambdas/announcements/close.ts';
import type { Process } from '../process.ts';
import type { World } from '../world.ts';

/** What must hold at the instant at which the books are closed. */
export const checkClosing = (
  world: World,
  process: Process,
  before: Announcement | undefined,
  { announcementId: id, state }: Announcement,
): void => {
  if (state.kind !== 'closed' || before === undefined || before.state.kind === 'closed') return;
  const unsettled = (what: string): void =>
    world.violations.add('closed means settled', `${id} was closed by ${process.name} with ${what}`);
  const now = world.time.now() + process.clockAhead;
  const { verdict } = before;
  for (const batch of world.announcements.storedBatches(id)) {
    if (/[.~]/.test(batch.ledger)) unsettled(`batch ${batch.number} at ${batch.ledger}`);
    for (const [member, { since }] of batch.doubts) {
      const doubt = `${id}/${batch.number}/${member}`;
      // Clocks may disagree about what an hour is by what they disagree about the time.
      if (since > now - EVIDENCE_WAIT_MS + CLOCKS_MS) unsettled(`${doubt} fresh in doubt`);
      if (verdict.kind !== 'none' && since <= verdict.until)
        unsettled(`${doubt} decided and not carried out`);
      if (world.profile.doubtPolicy === 'resend' && !state.cancelled)
        unsettled(`${doubt} in doubt, and the policy is to send again`);
    }
  }
};

const CLOCKS_MS = 200_000;
