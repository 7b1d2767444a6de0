import type { Catalog } from '../episodes/ports.ts';
import type { Show } from '../episodes/show.ts';
import { announcementIdOf, type AnnouncementId, type ShowId, type SubscriberId } from '../ids.ts';
import type { EmailAddress } from '../subscribers/address.ts';
import type { Announcement } from './announcement.ts';
import { letterOf } from './answers.ts';
import type { AnnouncementStore, Clock, Latecomers, Log, Mailer } from './ports.ts';
import { patiently } from './patience.ts';
import type { SendDeps } from './sender.ts';

export type LatecomerDeps = {
  readonly catalog: Pick<Catalog, 'publishedBefore'>;
  readonly announcements: Pick<AnnouncementStore, 'read' | 'content' | 'batch'>;
  readonly latecomers: Latecomers;
  readonly mailer: Pick<Mailer, 'send'>;
  readonly personalise: SendDeps['personalise'];
  readonly clock: Clock;
  readonly log: Log;
};

export type LatestSent =
  | { readonly kind: 'sent'; readonly announcementId: AnnouncementId }
  | { readonly kind: 'not sent'; readonly why: string };

const DAY = 86_400_000;
/**
 * Batches and latecomers' records are kept at least this long (RETENTION_DAYS is never less than 30). Of an older
 * announcement nobody can tell any more who had it, and so nobody is sent it.
 */
export const KNOWN_FOR_DAYS = 30;
/** An episode this young without an announcement is about to be announced: to the newcomer as well. */
const ABOUT_TO_BE_ANNOUNCED = DAY;
/** Later than every episode. */
const END_OF_TIME = '9999-12-31T23:59:59.999Z';
/** Among this many newest episodes one has been announced, or none will do. */
const LOOKED_AT = 5;

const notSent = (why: string): LatestSent => ({ kind: 'not sent', why });

/**
 * Sends the latest announced episode to somebody who has just confirmed, if the show wants that. Once: whoever is
 * in the announcement's audience has it or will have it from there, and a latecomer is marked before the message
 * leaves. Where that cannot be known for sure (while an announcement is being planned), nothing is sent.
 */
export const sendLatest = async (
  deps: LatecomerDeps,
  show: Show,
  person: { readonly subscriberId: SubscriberId; readonly address: EmailAddress },
): Promise<LatestSent> => {
  if (!show.latestEpisodeOnConfirm) return notSent('the show does not want it');
  const announcement = await latestAnnouncement(deps, show.showId);
  if (announcement === undefined) return notSent('no episode was announced lately');
  const obstacle = obstacleIn(announcement, deps.clock.now());
  if (obstacle !== undefined) return notSent(obstacle);
  if (await isProvidedFor(deps, announcement, person.subscriberId))
    return notSent('the announcement has provided for them');
  const id = announcement.announcementId;
  const content = await deps.announcements.content(id);
  if (content === undefined) return notSent('its content is gone');
  if ((await deps.latecomers.mark(id, person.subscriberId, deps.clock.now())) === 'exists')
    return notSent('they were sent it before');
  const bytes = deps.personalise(content.message, show.showId, person.subscriberId, person.address);
  const { source } = content.message;
  // Evidence about it concerns the subscriber alone: no ledger waits for it.
  const tags = { kind: 'latest', show: show.showId, subscriber: person.subscriberId };
  const answer = await patiently(deps, () => deps.mailer.send({ source, to: person.address, bytes, tags }));
  const letter = letterOf(answer);
  // No sender comes back to a latecomer: what would wait in a ledger is excluded here.
  await deps.latecomers.settle(id, person.subscriberId, letter === '.' ? 'E' : letter);
  if (answer.kind === 'accepted') return { kind: 'sent', announcementId: id };
  deps.log('latest-episode.not-sent', { announcementId: id, result: answer.kind });
  return notSent(answer.kind);
};

const latestAnnouncement = async (deps: LatecomerDeps, showId: ShowId): Promise<Announcement | undefined> => {
  const episodes = await deps.catalog.publishedBefore(showId, END_OF_TIME, LOOKED_AT);
  for (const episode of episodes) {
    if (episode.announce === 'never') continue;
    const found = await deps.announcements.read(announcementIdOf(showId, episode.episodeId));
    if (found !== undefined) return found;
    const age = deps.clock.now() - Date.parse(episode.publishedAt ?? END_OF_TIME);
    if (age < ABOUT_TO_BE_ANNOUNCED) return undefined;
  }
  return undefined;
};

/** Why this announcement is not to be sent to anybody just now; undefined if nothing speaks against it. */
const obstacleIn = ({ plan, state, createdAt }: Announcement, now: number): string | undefined => {
  if (now - createdAt > KNOWN_FOR_DAYS * DAY) return 'it was announced too long ago';
  if (plan.kind === 'planning') return 'it is being planned: they may be in its audience yet';
  switch (state.kind) {
    case 'running':
      return undefined;
    case 'closed':
      return state.cancelled ? 'it was cancelled' : undefined;
    case 'paused':
    case 'parked':
    case 'cancelled':
      return `it is ${state.kind}`;
    default:
      return state satisfies never;
  }
};

/** The batches follow the order of ids, so one of them is found in a few reads. Excluded members got nothing. */
const isProvidedFor = async (
  { announcements }: LatecomerDeps,
  { announcementId, plan }: Announcement,
  member: SubscriberId,
): Promise<boolean> => {
  let low = 0;
  let high = plan.kind === 'planned' ? plan.batches : 0;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const batch = await announcements.batch(announcementId, middle);
    const [first, last] = [batch?.members[0], batch?.members.at(-1)];
    // A batch that is gone cannot say who was in it.
    if (batch === undefined || first === undefined || last === undefined) return true;
    if (member < first) high = middle;
    else if (member > last) low = middle + 1;
    else {
      const index = batch.members.indexOf(member);
      return index !== -1 && batch.ledger[index] !== 'E';
    }
  }
  return false;
};
