import type { Clock } from '../../announcements/ports.ts';
import type { Episode, Show } from '../../episodes/ports.ts';
import { bySeverity, error, type Finding, warning } from './finding.ts';

/** What asking for an address gave. `unclear`: refused to a machine, too slow, or a passing trouble. */
export type Reached =
  | { readonly kind: 'there'; readonly bytes?: number }
  | { readonly kind: 'dead'; readonly why: string }
  | { readonly kind: 'unclear'; readonly why: string };

export type LinkProbe = {
  /** HEAD, then GET where HEAD says nothing; with a time-out. Never throws. */
  reach(url: string): Promise<Reached>;
};

/** What an inbox on a phone network loads before it gives up. */
const ARTWORK_BYTES = 1_000_000;
/** Polite to the many links that are of one host. */
const AT_ONCE = 6;

/** A preview function has a minute, and an email to send in it. */
const PATIENCE_MILLISECONDS = 30_000;

/** Asks for every address of the show and the episode. Only when somebody asks for it: it is slow and goes out. */
export const checkLinks = async (
  show: Show,
  episode: Episode,
  probe: LinkProbe,
  clock: Pick<Clock, 'now'>,
): Promise<readonly Finding[]> => {
  const until = clock.now() + PATIENCE_MILLISECONDS;
  const waiting = [...addressesOf(show, episode)];
  const findings: (readonly Finding[])[] = [];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      findings.push(judge(next[0], next[1], clock.now() < until ? await probe.reach(next[0]) : NOT_ASKED));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return bySeverity(findings.flat());
};

const NOT_ASKED: Reached = {
  kind: 'unclear',
  why: 'there was no time left for it, after others that were slow',
};

type Role = 'audio' | 'artwork' | 'link';

/** Each address once. What an audio or artwork address is asked for counts before its other uses. */
const addressesOf = (show: Show, episode: Episode): ReadonlyMap<string, Role> => {
  const links = [
    show.website,
    ...show.whereToListen.map(({ url }) => url),
    ...episode.links.map(({ url }) => url),
    ...episode.guests.map(({ url }) => url),
    episode.pageUrl,
    episode.transcriptUrl,
  ];
  return new Map<string, Role>([
    ...links.flatMap((url): [string, Role][] => (url === undefined ? [] : [[url, 'link']])),
    ...[show.brand.logo?.url, episode.artwork?.url].flatMap((url): [string, Role][] =>
      url === undefined ? [] : [[url, 'artwork']],
    ),
    ...(episode.audioUrl === undefined ? [] : [[episode.audioUrl, 'audio'] satisfies [string, Role]]),
  ]);
};

const judge = (url: string, role: Role, reached: Reached): readonly Finding[] => {
  switch (reached.kind) {
    case 'there':
      return role === 'artwork' && reached.bytes !== undefined && reached.bytes > ARTWORK_BYTES
        ? [
            warning(
              'artwork-too-large',
              `the image ${url} has ${(reached.bytes / 1_000_000).toFixed(1)} MB: under 1 MB it shows at once`,
            ),
          ]
        : [];
    case 'dead':
      return role === 'audio'
        ? [error('audio-unreachable', `the audio ${url} cannot be reached: ${reached.why}`)]
        : [error('link-dead', `the ${role === 'artwork' ? 'image' : 'link'} ${url} is dead: ${reached.why}`)];
    case 'unclear':
      return [warning('link-unclear', `${url} could not be checked: ${reached.why}`)];
    default:
      return reached satisfies never;
  }
};
