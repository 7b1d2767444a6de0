import type { Announcement } from '../../../lambdas/announcements/announcement.ts';
import type { Batch } from '../../../lambdas/announcements/batch.ts';
import type { SubscriberId } from '../../../lambdas/ids.ts';
import { memberKey } from '../member-key.ts';
import type { World } from '../world.ts';

/** Who was confirmed from the beginning until its planning had ended is in it, once, with an outcome. */
export const checkAudience = (world: World, announcement: Announcement, batches: readonly Batch[]): void => {
  const { showId, announcementId } = announcement;
  const plannedAt = world.witness.plannedAt(announcementId);
  const places = new Map<SubscriberId, number>();
  for (const { members } of batches) for (const id of members) places.set(id, (places.get(id) ?? 0) + 1);

  for (const [id, count] of places)
    if (count > 1)
      world.violations.add('nobody is forgotten', `${id} is ${count} times in ${announcementId}`);

  if (plannedAt === undefined) return;
  const cancelled =
    announcement.state.kind === 'cancelled' ||
    (announcement.state.kind === 'closed' && announcement.state.cancelled);
  if (!cancelled)
    for (const id of world.people.of.get(showId) ?? [])
      if (world.people.mailableThroughout(id, world.start, plannedAt) && !places.has(id))
        world.violations.add('nobody is forgotten', `${id} was confirmed and is not in ${announcementId}`);

  if (cancelled) return;
  for (const batch of batches)
    for (const [member, id] of batch.members.entries())
      if (batch.ledger[member] === 'E' && world.people.mailableThroughout(id, world.start, world.time.now()))
        world.violations.add(
          'nobody is forgotten',
          `${memberKey(announcementId, batch.number, member)} (${id}) is excluded and was confirmed throughout`,
        );
};
