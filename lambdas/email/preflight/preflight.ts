import type { Episode, Show } from '../../episodes/ports.ts';
import type { Rendering } from '../rendering.ts';
import { bySeverity, type Finding } from './finding.ts';
import { htmlChecks } from './html-checks.ts';
import { recordChecks } from './record-checks.ts';

/**
 * Everything that can be said about an email without asking the network, before a preview and before publishing.
 * `rendering` is the email as it will go out, without the remarks of a preview. `now` in milliseconds since 1970.
 */
export const preflight = (
  show: Show,
  episode: Episode,
  rendering: Rendering,
  now: number,
): readonly Finding[] => bySeverity([...recordChecks(show, episode, now), ...htmlChecks(rendering)]);
