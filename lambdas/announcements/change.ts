import type { AnnouncementId } from '../ids.ts';
import type { Announcement, Decision } from './announcement.ts';
import type { AnnouncementStore } from './ports.ts';

export type Changed =
  | { readonly kind: 'changed'; readonly announcement: Announcement }
  | { readonly kind: 'refused'; readonly why: string; readonly announcement: Announcement }
  | { readonly kind: 'no such announcement' };

/** Reads, decides and commits; somebody else's change in between means reading and deciding again. */
export const changeAnnouncement = async (
  announcements: Pick<AnnouncementStore, 'read' | 'change'>,
  id: AnnouncementId,
  decide: (announcement: Announcement) => Decision,
): Promise<Changed> => {
  for (;;) {
    const announcement = await announcements.read(id);
    if (announcement === undefined) return { kind: 'no such announcement' };
    const decision = decide(announcement);
    if (decision.kind === 'refused') return { ...decision, announcement };
    if ((await announcements.change(decision.announcement, announcement.revision)) === 'written')
      return decision;
  }
};
