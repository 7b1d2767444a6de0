import type { Command } from 'commander';
import { z } from 'zod';
import type { Clock } from '../lambdas/announcements/ports.ts';
import { AnnouncerError } from '../lambdas/errors.ts';
import { describeFaults, parse } from '../lambdas/faults.ts';
import { commandFor, type Connection, type Target } from './connection.ts';
import type { Exit } from './exit-codes.ts';
import { createOutput, type Output } from './output.ts';
import type { TextStream } from './text-stream.ts';
import { DEFAULT_STACK } from './stack.ts';

/** What the command stands in: a process in earnest, a test's own in tests. */
export type Surroundings = {
  readonly stdout: TextStream;
  readonly stderr: TextStream;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** Aborted by Ctrl-C: long work stops at the next safe place and says how to go on. */
  readonly interrupted: AbortSignal;
  open(target: Target): Promise<Connection>;
};

/** What a verb works with while it runs. */
export type Session = {
  readonly output: Output;
  readonly clock: Clock;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly interrupted: AbortSignal;
  /** `--show`, unparsed: show-of.ts and episode-of.ts read it. */
  readonly show: string | undefined;
  readonly target: Target;
  /** `words` as a command line for the same system. */
  command(words: string): string;
  /** Opened on the first call. */
  connection(): Promise<Connection>;
  setExit(exit: Exit): void;
};

/**
 * Every verb stands in a file of its own and exports a function that registers it under its parent command:
 *
 *     export const registerEpisodePreview = (episode: Command, cli: Cli): Command =>
 *       cli.verb(
 *         episode.command('preview').argument('<episode>', '...').option('--to <address...>', '...'),
 *         { args: z.tuple([z.string()]), options: z.object({ to: z.array(EmailAddress) }) },
 *         async (session, [id], { to }) => { ... session.output.result(value, () => 'for people'); },
 *       );
 *
 * and program.ts calls it. What is refused or missing is thrown as an AnnouncerError: its code decides the exit
 * status (exit-codes.ts). Heavy imports (MJML, SDK clients) belong inside the function, so that --help is quick.
 */
export type Cli = {
  /**
   * Gives a command its action: arguments and options are parsed by their schemas first, and every fault of the
   * command line is reported together. An optional argument that is missing is undefined.
   */
  verb<A extends z.ZodType, O extends z.ZodType>(
    command: Command,
    given: { readonly args: A; readonly options: O },
    run: (session: Session, args: z.output<A>, options: z.output<O>) => Promise<void>,
  ): Command;
};

/** For verbs without arguments or without options of their own. */
export const NO_ARGUMENTS = z.tuple([]);
export const NO_OPTIONS = z.object({});

const GlobalOptions = z.object({
  local: z.string().min(1, 'must name a folder').optional(),
  stack: z.string().min(1).optional(),
  json: z.boolean().default(false),
  show: z.string().optional(),
});

export const createCli = (surroundings: Surroundings, setExit: (exit: Exit) => void): Cli => ({
  verb: (command, given, run) =>
    command.action(async () => {
      const all = readOptions(GlobalOptions, command.optsWithGlobals());
      const args = readArguments(given.args, command);
      const options = readOptions(given.options, command.opts());
      const target = targetOf(all, surroundings.environment);
      let opened: Promise<Connection> | undefined;
      await run(
        {
          output: createOutput(surroundings, { json: all.json }),
          clock: surroundings.clock,
          stdin: surroundings.stdin,
          environment: surroundings.environment,
          interrupted: surroundings.interrupted,
          show: all.show,
          target,
          command: (words) => `${commandFor(target)} ${words}`,
          connection: () => (opened ??= surroundings.open(target)),
          setExit,
        },
        args,
        options,
      );
    }),
});

const targetOf = (
  options: z.infer<typeof GlobalOptions>,
  environment: Readonly<Record<string, string | undefined>>,
): Target => {
  if (options.local !== undefined && options.stack !== undefined)
    throw new AnnouncerError('Usage', '--local and --stack exclude each other: give one of them');
  if (options.local !== undefined) return { kind: 'local', folder: options.local };
  return { kind: 'stack', name: options.stack ?? environment['ANNOUNCER_STACK'] ?? DEFAULT_STACK };
};

const readOptions = <S extends z.ZodType>(schema: S, options: unknown): z.output<S> => {
  const read = parse(schema, options);
  if (read.ok) return read.value;
  const faults = read.faults.map((fault) => ({ ...fault, field: flag(fault.field) }));
  throw new AnnouncerError('Usage', describeFaults('command line', faults), { faults });
};

const readArguments = <S extends z.ZodType>(schema: S, command: Command): z.output<S> => {
  const read = parse(schema, command.processedArgs);
  if (read.ok) return read.value;
  const names = command.registeredArguments.map((argument) => argument.name().toUpperCase());
  const faults = read.faults.map((fault) => ({
    ...fault,
    field: fault.field.replace(/^\[(\d+)\]/, (whole, index: string) => names[Number(index)] ?? whole),
  }));
  throw new AnnouncerError('Usage', describeFaults('command line', faults), { faults });
};

/** `atOnce` is written `--at-once`. */
const flag = (field: string): string =>
  `--${field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
