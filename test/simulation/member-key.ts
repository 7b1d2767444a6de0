import type { AnnouncementId } from '../../lambdas/ids.ts';

/** `<announcement>/<batch>/<member>`: one member of one audience, as the tags of a message name it. */
export type MemberKey = string;

export const memberKey = (announcement: AnnouncementId, batch: number, member: number): MemberKey =>
  `${announcement}/${batch}/${member}`;

export const memberKeyOf = (tags: Readonly<Record<string, string>>): MemberKey =>
  `${tags['announcement']}/${tags['batch']}/${tags['member']}`;

export const memberOf = (
  key: MemberKey,
): { readonly announcementId: AnnouncementId; readonly batch: number; readonly member: number } => {
  const [announcement, batch, member] = key.split('/');
  // Every key was made from an id that was parsed; parsing each again would be most of what a run does.
  return { announcementId: announcement as AnnouncementId, batch: Number(batch), member: Number(member) };
};
