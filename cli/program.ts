import { existsSync, statSync } from 'node:fs';
import { Command } from 'commander';
import { registerAnnouncementEstimate } from './announcement-estimate.ts';
import {
  registerAnnouncementCancel,
  registerAnnouncementPause,
  registerAnnouncementResume,
} from './announcement-operate.ts';
import { registerAnnouncementResolve } from './announcement-resolve.ts';
import { registerAnnouncementStatus } from './announcement-status.ts';
import { registerAnnouncementWho } from './announcement-who.ts';
import { registerCost } from './cost.ts';
import { registerDoctor } from './doctor.ts';
import { registerEpisodeDraft } from './episode-draft.ts';
import { registerEpisodeList } from './episode-list.ts';
import { registerEpisodePreview } from './episode-preview.ts';
import { registerEpisodePublish } from './episode-publish.ts';
import { registerEpisodePut } from './episode-put.ts';
import { registerEpisodeSchedule } from './episode-schedule.ts';
import { registerEpisodeShow } from './episode-show.ts';
import { registerEpisodeUnschedule } from './episode-unschedule.ts';
import { EXIT, EXIT_HELP, type Exit } from './exit-codes.ts';
import { registerKeysAdd, registerKeysList, registerKeysUse } from './keys.ts';
import { registerFeedCheck } from './feed-check.ts';
import { registerFeedImport } from './feed-import.ts';
import { registerFeedWatch } from './feed-watch.ts';
import { LOCAL_FOLDER } from './local-system.ts';
import { reportFailure } from './failure.ts';
import { createCli, type Surroundings } from './session.ts';
import { registerShowGet } from './show-get.ts';
import { registerShowList } from './show-list.ts';
import { registerShowPut } from './show-put.ts';
import { registerSubscribersErase } from './subscribers-erase.ts';
import { registerSubscribersExport } from './subscribers-export.ts';
import { registerSubscribersFind } from './subscribers-find.ts';
import { registerSubscribersImport } from './subscribers-import.ts';
import { registerSubscribersStats } from './subscribers-stats.ts';

/** Runs one command line (without node and script) and gives its exit status. */
export const runProgram = async (argv: readonly string[], surroundings: Surroundings): Promise<Exit> => {
  let exit: Exit = EXIT.done;
  const program = createProgram(surroundings, (told) => {
    exit = told;
  });
  const words = withLocalFolder(argv);
  try {
    await program.parseAsync([...words], { from: 'user' });
    return surroundings.interrupted.aborted && exit === EXIT.done ? EXIT.interrupted : exit;
  } catch (error) {
    return reportFailure(error, surroundings, words.includes('--json'));
  }
};

const createProgram = (surroundings: Surroundings, setExit: (exit: Exit) => void): Command => {
  const program = new Command('announcer')
    .description('Announces published episodes to confirmed subscribers by email, once each.')
    // Set before the first subcommand, which inherits them.
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void surroundings.stdout.write(text),
      writeErr: (text) => void surroundings.stderr.write(text),
      outputError: (text, write) => write(text.replace(/^error: /, 'announcer: ')),
    })
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('Run the same command with --help to see what it takes.')
    .option('--local [folder]', 'the system on this machine (npm start); its data folder if not .announcer')
    .option('--stack <name>', 'the deployed CloudFormation stack (default: EpisodeAnnouncer)')
    .option('--show <id>', 'the show; not needed while there is only one')
    .option('--json', 'the result as JSON, for programs; a failure is {"error": ...} in its place')
    .addHelpText('after', `\n${EXIT_HELP}`);

  const cli = createCli(surroundings, setExit);

  const show = program.command('show').description('write and read shows');
  registerShowPut(show, cli);
  registerShowGet(show, cli);
  registerShowList(show, cli);

  const episode = program.command('episode').description('write, list and publish episodes');
  registerEpisodePut(episode, cli);
  registerEpisodeDraft(episode, cli);
  registerEpisodeList(episode, cli);
  registerEpisodeShow(episode, cli);
  registerEpisodePreview(episode, cli);
  registerEpisodePublish(episode, cli);
  registerEpisodeSchedule(episode, cli);
  registerEpisodeUnschedule(episode, cli);

  const feed = program.command('feed').description('announce from a podcast feed');
  registerFeedCheck(feed, cli);
  registerFeedImport(feed, cli);
  registerFeedWatch(feed, cli);

  const announcement = program.command('announcement').description('follow and steer announcements');
  registerAnnouncementEstimate(announcement, cli);
  registerAnnouncementStatus(announcement, cli);
  registerAnnouncementPause(announcement, cli);
  registerAnnouncementResume(announcement, cli);
  registerAnnouncementCancel(announcement, cli);
  registerAnnouncementWho(announcement, cli);
  registerAnnouncementResolve(announcement, cli);

  const subscribers = program
    .command('subscribers')
    .description('import, export, find and erase subscribers');
  registerSubscribersImport(subscribers, cli);
  registerSubscribersExport(subscribers, cli);
  registerSubscribersFind(subscribers, cli);
  registerSubscribersErase(subscribers, cli);
  registerSubscribersStats(subscribers, cli);

  const keys = program.command('keys').description('rotate the keys that sign the links in emails');
  registerKeysList(keys, cli);
  registerKeysAdd(keys, cli);
  registerKeysUse(keys, cli);

  registerCost(program, cli);
  registerDoctor(program, cli);

  return program;
};

/**
 * `--local episode list` must not take "episode" for a folder. A folder is what follows `=`, or a word that
 * begins like a path and is a folder; before the command also one that is not there, so that it is missed by name.
 */
const withLocalFolder = (argv: readonly string[]): readonly string[] => {
  const words: string[] = [];
  for (let at = 0; at < argv.length; at += 1) {
    const word = argv[at] ?? '';
    const next = argv[at + 1] ?? '';
    if (word === '--') return [...words, ...argv.slice(at)];
    if (word !== '--local') words.push(word);
    else if (
      /^[./]|^[A-Za-z]:\\/.test(next) &&
      (isFolder(next) || (!existsSync(next) && words.every((before) => before.startsWith('-'))))
    ) {
      words.push(`--local=${next}`);
      at += 1;
    } else words.push(`--local=${LOCAL_FOLDER}`);
  }
  return words;
};

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();
