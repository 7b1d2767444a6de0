import { setTimeout as sleep } from 'node:timers/promises';
import type { Show } from '../lambdas/episodes/show.ts';
import { type FeedLocation, written } from './feed-location.ts';
import { openPolling, readOrRefuse, resultOf, told } from './feed-polling.ts';
import { watchFiles } from './preview-watching.ts';
import type { Session } from './session.ts';

/** One reading, as the deployed poller would do it now. */
export const readOnce = async (session: Session, show: Show, location: FeedLocation): Promise<void> => {
  const polling = await openPolling(session, show, location, 'feed');
  const poll = readOrRefuse(await polling.poll(), written(location));
  session.output.result(resultOf(poll), () => told(poll));
};

/** Reads the feed again and again, and says what comes of it. A feed that cannot be read ends nothing. */
export const watchFeed = async (
  session: Session,
  show: Show,
  location: FeedLocation,
  everySeconds = 300,
): Promise<void> => {
  const polling = await openPolling(session, show, location, 'feed');
  const wants = show.feed?.newItems ?? 'draft';
  session.output.note(`Watching ${written(location)}; a new item becomes: ${wants}. Ctrl-C stops it.`);
  const once = async (): Promise<void> => {
    const poll = await polling.poll();
    if (poll.kind === 'read') session.output.result(resultOf(poll), () => told(poll));
    else if (poll.kind === 'failed')
      session.output.warn(`${written(location)} cannot be read as a feed: ${poll.why}`);
    else session.output.note(poll.kind);
  };
  await once();
  if (location.kind === 'file') await watchFiles([location.path], once, session.interrupted);
  else
    while (!session.interrupted.aborted) {
      await sleep(everySeconds * 1000, undefined, { signal: session.interrupted }).catch(() => undefined);
      if (!session.interrupted.aborted) await once();
    }
};
