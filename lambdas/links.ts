import type { EpisodeId, ShowId } from './ids.ts';

/**
 * Every address of the web function, in one place: pages answer under them, emails point to them.
 * `base` is the public origin, without a slash at its end.
 */
export const links = (base: string) => ({
  show: (show: ShowId) => `${base}/s/${show}`,
  signUp: (show: ShowId) => `${base}/s/${show}/subscribe`,
  confirm: (show: ShowId, token: string) => `${base}/s/${show}/confirm/${token}`,
  unsubscribe: (show: ShowId, token: string) => `${base}/s/${show}/unsubscribe/${token}`,
  preferences: (show: ShowId, token: string) => `${base}/s/${show}/preferences/${token}`,
  heldData: (show: ShowId, token: string) => `${base}/s/${show}/data/${token}`,
  episode: (show: ShowId, episode: EpisodeId) => `${base}/s/${show}/episodes/${episode}`,
});
