import type { Context } from 'hono';
import { type Person, personBehind } from '../../subscribers/preferences.ts';
import { type Voice, voiceOf } from '../pages/layout.ts';
import type { WebPorts } from '../ports.ts';
import type { Web } from '../web.ts';

/** Who came with this link, and the language they chose. */
export const personOf = async (
  c: Context<Web>,
  ports: WebPorts,
  token: string,
): Promise<{ readonly person: Person; readonly voice: Voice }> => {
  const { voice } = c.var;
  const person = await personBehind(ports, voice.show.showId, token);
  return {
    person,
    voice: person.kind === 'held' ? voiceOf(voice.show, person.language ?? voice.language) : voice,
  };
};
