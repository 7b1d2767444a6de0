import { setTimeout as sleep } from 'node:timers/promises';
import { announcementIdOf } from '../../../lambdas/ids.ts';
import { publishEpisode } from '../../../lambdas/episodes/publish.ts';
import { links } from '../../../lambdas/links.ts';
import { type Examples, loadExamples, loadExampleShow, readExamples } from '../examples.ts';
import type { System } from '../system.ts';
import { atOnce } from './at-once.ts';
import { confirm, leave, readSignUpForm, signUp } from './browser.ts';
import { confirmLinkIn, mailsIn } from './inbox.ts';
import { countSpoilt } from './own-mail.ts';
import { type Person, people } from './people.ts';
import { countInbox, type Outcome } from './verdict.ts';

export type DemoRun = {
  readonly examples: Examples;
  readonly everybody: readonly Person[];
  readonly signUpMs: number;
  readonly confirmMs: number;
  readonly outcome: Outcome;
};

/**
 * The pages answer a sign-up after 0.6 s or a multiple of it, so most of these wait rather than work. If all of them
 * came at the same moment, each would take longer than one step for the others, and then all would wait for the next.
 */
const SIGN_UPS = { atOnce: 120, apartMs: 5 };
const CONFIRMATIONS_AT_ONCE = 20;

/** The main job over HTTP, from an empty system to a closed announcement. `say` takes lines for people. */
export const runDemo = async (
  system: System,
  subscribers: number,
  say: (line: string) => void,
): Promise<DemoRun> => {
  const examples = await readExamples();
  const everybody = people(subscribers);
  const url = links(system.addresses.pages).signUp(examples.show.showId);
  await loadExampleShow(system.catalog, examples.show);

  say(`${everybody.length} people sign up on ${url} ...`);
  const signUpMs = await timed(async () => {
    // A form has to lie open for some seconds. The back catalogue comes meanwhile.
    const [form] = await Promise.all([
      readSignUpForm(url),
      loadExamples(system.catalog, examples, Date.now()),
    ]);
    await atOnce(everybody, SIGN_UPS.atOnce, ({ address }) => signUp(url, form, address), SIGN_UPS.apartMs);
  });
  say('... and those who mean it press the button behind the link in their mail ...');
  const confirmMs = await timed(() => everybodyDecides(system, everybody));
  say(`... and “${examples.episode.title}” is published.`);
  const outcome = await publishAndWatch(system, examples, everybody);
  return { examples, everybody, signUpMs, confirmMs, outcome };
};

const timed = async (work: () => Promise<void>): Promise<number> => {
  const began = performance.now();
  await work();
  return performance.now() - began;
};

const everybodyDecides = async ({ inbox }: System, everybody: readonly Person[]): Promise<void> => {
  const { confirmations } = await mailsIn(inbox);
  const deciding = everybody.filter(({ does }) => does !== 'never confirms');
  await atOnce(deciding, CONFIRMATIONS_AT_ONCE, async ({ address, does }) => {
    const [mail, ...more] = confirmations.get(address) ?? [];
    if (mail === undefined) throw new Error(`no confirmation mail came for ${address}`);
    if (more.length > 0) throw new Error(`${address} got ${more.length + 1} confirmation mails`);
    const preferences = await confirm(await confirmLinkIn(inbox, mail.number));
    if (does === 'leaves again') await leave(preferences);
  });
};

const publishAndWatch = async (
  system: System,
  { episode }: Examples,
  everybody: readonly Person[],
): Promise<Outcome> => {
  const began = Date.now();
  await publishEpisode(system.catalog, episode, { now: began, approve: async () => {} });
  const { books, at } = await closing(system, episode, everybody.length);
  const { episodes } = await mailsIn(system.inbox);
  const first = Math.min(...[...episodes.values()].flat().map((mail) => mail.at));
  const { audience, accepted, excluded, rejected, unknown } = books;
  return {
    audience,
    accepted,
    excluded,
    rejected,
    unknown,
    ...countInbox(everybody, episodes),
    mailsSpoilt: await countSpoilt(system.inbox, episodes, episode.title),
    firstMailMs: first - began,
    totalMs: at - began,
  };
};

/** Longer than any run that goes well, also on a busy machine; then it is said what the announcement waits for. */
const patienceFor = (people: number): number => 60_000 + 30 * people;

const closing = async (
  { announcements }: System,
  { showId, episodeId }: Examples['episode'],
  people: number,
) => {
  const id = announcementIdOf(showId, episodeId);
  const until = Date.now() + patienceFor(people);
  for (;;) {
    const announcement = await announcements.read(id);
    if (announcement?.state.kind === 'closed') return announcement.state;
    if (announcement?.state.kind === 'paused' || Date.now() > until)
      throw new Error(`the announcement did not close: ${JSON.stringify(announcement ?? 'there is none')}`);
    await sleep(50);
  }
};
