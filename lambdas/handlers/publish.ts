import { type DuePublication, type PublishDueDeps, publishDueEpisode } from '../episodes/publish-due.ts';
import { Firing } from '../episodes/schedule.ts';
import { describeFaults, parse } from '../faults.ts';

/** A schedule that fired. It only reminds: the episode is read, and its own record says whether its time has come. */
export const createPublishHandler =
  (deps: PublishDueDeps) =>
  async (event: unknown): Promise<DuePublication> => {
    const firing = parse(Firing, event);
    if (!firing.ok) throw new Error(describeFaults('schedule', firing.faults));
    const { publishAt, ...name } = firing.value;
    const publication = await publishDueEpisode(deps, name, publishAt);
    if (publication.kind !== 'published')
      deps.log('schedule.passed-over', {
        ...name,
        publishAt,
        why: publication.kind === 'not due' ? publication.why : publication.kind,
      });
    return publication;
  };
