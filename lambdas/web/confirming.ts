import type { Show } from '../episodes/show.ts';
import { type Confirmation, confirmSubscription } from '../subscribers/subscribing.ts';
import type { WebPorts } from './ports.ts';

/** Confirms, and greets a newcomer with the latest episode where the show wants that. */
export const confirmAndGreet = async (
  ports: WebPorts,
  show: Show,
  token: string,
  source: string,
): Promise<Confirmation> => {
  const result = await confirmSubscription(ports, show, token, source);
  if (result.kind === 'confirmed' && result.newly) await greet(ports, show, result.subscriber);
  return result;
};

/** Whatever goes wrong here, the person is subscribed, and that is what the answer says. */
const greet = async (
  ports: WebPorts,
  show: Show,
  person: Parameters<WebPorts['sendLatest']>[1],
): Promise<void> => {
  try {
    await ports.sendLatest(show, person);
  } catch (error) {
    ports.log('latest-episode.failed', { showId: show.showId, error: String(error) });
  }
};
