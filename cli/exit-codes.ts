import type { ErrorCode } from '../lambdas/errors.ts';

/** What the command's exit status says. `announcer --help` lists them; they do not change. */
export const EXIT = {
  done: 0,
  /** Refused by a rule, or failed; nothing was changed unless the text says so. */
  refused: 1,
  usage: 2,
  notFound: 3,
  /** A file or record breaks a rule: every fault is listed. */
  invalid: 4,
  /** The system (local or AWS) does not answer, or its settings are wrong. */
  unreachable: 5,
  /** Done, and something needs a look: lines of an import left out, books with members in doubt. */
  partly: 6,
  /** Stopped by Ctrl-C; what was done stays done, and the same command goes on from there. */
  interrupted: 130,
} as const;
export type Exit = (typeof EXIT)[keyof typeof EXIT];

export const EXIT_HELP = `Exit status:
  0  done
  1  refused or failed
  2  the command line is wrong
  3  not found
  4  a file or record is invalid; every fault is listed
  5  the system does not answer, or its settings are wrong
  6  done, and something needs a look
  130  interrupted; the same command goes on from there`;

export const exitOf = (code: ErrorCode): Exit => {
  switch (code) {
    case 'Usage':
      return EXIT.usage;
    case 'ShowNotFound':
    case 'EpisodeNotFound':
    case 'AnnouncementNotFound':
    case 'SubscriberNotFound':
      return EXIT.notFound;
    case 'InvalidRecord':
    case 'TemplateInvalid':
      return EXIT.invalid;
    case 'ConfigurationInvalid':
    case 'Unreachable':
    case 'QuotaUnreadable':
      return EXIT.unreachable;
    case 'TransitionRefused':
    case 'PreflightRefused':
    case 'PreviewRefused':
    case 'FeedRefused':
    case 'ImportRefused':
      return EXIT.refused;
    default:
      return code satisfies never;
  }
};
