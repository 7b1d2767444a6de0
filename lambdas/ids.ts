import { z } from 'zod';

const slug = (max: number) =>
  z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/, 'lower-case letters, digits and hyphens, e.g. "my-show"')
    .max(max);

export const ShowId = slug(60).brand<'ShowId'>();
export type ShowId = z.infer<typeof ShowId>;

export const EpisodeId = slug(100).brand<'EpisodeId'>();
export type EpisodeId = z.infer<typeof EpisodeId>;

/** 128 bits of an HMAC over show and normalised address, in 32 hex digits: it names a person and tells nothing. */
export const SubscriberId = z
  .string()
  .regex(/^[0-9a-f]{32}$/, '32 lower-case hex digits')
  .brand<'SubscriberId'>();
export type SubscriberId = z.infer<typeof SubscriberId>;

/**
 * `<showId>_<episodeId>`. Neither part can hold an underscore, so the pair is unambiguous; and every character
 * is allowed in an SES message tag (https://docs.aws.amazon.com/ses/latest/APIReference/API_MessageTag.html).
 */
export const AnnouncementId = z
  .string()
  .regex(/^[a-z0-9-]+_[a-z0-9-]+$/, '<showId>_<episodeId>')
  .brand<'AnnouncementId'>();
export type AnnouncementId = z.infer<typeof AnnouncementId>;

/** One episode, one announcement: the id is derived, so announcing twice finds the first one. */
export const announcementIdOf = (showId: ShowId, episodeId: EpisodeId): AnnouncementId =>
  AnnouncementId.parse(`${showId}_${episodeId}`);

export const partsOf = (id: AnnouncementId): { showId: ShowId; episodeId: EpisodeId } => {
  const [show, episode] = id.split('_');
  return { showId: ShowId.parse(show), episodeId: EpisodeId.parse(episode) };
};
