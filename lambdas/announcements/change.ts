import type { AnnouncementId } from '../ids.ts';
import type { Announcement, Decision } from './announcement.ts';
import type { AnnouncementStore } from './ports.ts';

export type Changed =
  | { readonly kind: 'changed'; readonly announcement: Announcement }
  | { readonly kind: 'refused'; readonly why: string; readonly announcement: Announcement }
  | { readonly kind: 'no such announcement' };

/**
 * Reads, decides and commits; somebody else's change in between means reading and deciding again. `before` is
 * done before each commit, for what must be there should this process end right after it.
 */
export const changeAnnouncement = async (
  announcements: Pick<AnnouncementStore, 'read' | 'change'>,
  id: AnnouncementId,
  decide: (announcement: Announcement) => Decision,
  before: (next: Announcement) => Promise<void> = async () => {},
): Promise<Changed> => {
  for (;;) {
    const announcement = await announcements.read(id);
    if (announcement === undefined) return { kind: 'no such announcement' };
    const decision = decide(announcement);
    if (decision.kind === 'refused') return { ...decision, announcement };
    await before(decision.announcement);
    if ((await announcements.change(decision.announcement, announcement.revision)) === 'written')
      return decision;
  }
};
