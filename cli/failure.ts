import { CommanderError } from 'commander';
import { AnnouncerError } from '../lambdas/errors.ts';
import { EXIT, type Exit, exitOf } from './exit-codes.ts';
import { fileFailure } from './file-failure.ts';
import type { TextStream } from './text-stream.ts';

/** What went wrong, as a person or a program reads it. */
type Failure = {
  readonly exit: Exit;
  readonly code: string;
  readonly message: string;
  readonly faults?: readonly unknown[];
  /** Only for what nobody expected: the way to report it. */
  readonly trace?: string;
};

/**
 * Says on stderr what failed and gives the exit status for it. With `--json` stdout is JSON whatever happens: the
 * failure stands there in place of the result.
 */
export const reportFailure = (
  error: unknown,
  { stdout, stderr }: { readonly stdout: TextStream; readonly stderr: TextStream },
  json: boolean,
): Exit => {
  // Help is no failure.
  if (error instanceof CommanderError && error.exitCode === 0) return EXIT.done;
  const { exit, trace, ...told } = failureOf(error);
  if (json) stdout.write(`${JSON.stringify({ error: told })}\n`);
  // Commander has written its own text already.
  if (!(error instanceof CommanderError)) stderr.write(`announcer: ${told.message}\n`);
  if (trace !== undefined)
    stderr.write(`This is a defect of announcer. Please report it with these lines:\n${trace}\n`);
  return exit;
};

/** What went wrong in a sentence, and after a colon what to do about it. */
export const messageOf = (error: unknown): string => failureOf(error).message;

const failureOf = (error: unknown): Failure => {
  if (error instanceof CommanderError) {
    const message = error.code === 'commander.help' ? 'a command is missing' : error.message;
    return { exit: EXIT.usage, code: 'Usage', message: message.replace(/^error: /, '') };
  }
  if (error instanceof AnnouncerError)
    return {
      exit: exitOf(error.code),
      code: error.code,
      message: error.message,
      ...(error.faults.length > 0 && { faults: error.faults }),
    };
  if (!(error instanceof Error))
    return { exit: EXIT.refused, code: 'Defect', message: String(error), trace: String(error) };
  const outside = outsideFailure(error);
  if (outside !== undefined) return outside;
  return {
    exit: EXIT.refused,
    code: 'Defect',
    message: error.message,
    trace: error.stack ?? error.message,
  };
};

const unreachable = (message: string): Failure => ({ exit: EXIT.unreachable, code: 'Unreachable', message });

/** Failures of the network, the account and the disk: expected, and nobody's defect. */
const outsideFailure = (error: Error): Failure | undefined => {
  const code = codeOf(error);
  if (CONNECTION_CODES.has(code)) {
    const local = /127\.0\.0\.1|localhost/.test(error.message);
    return unreachable(
      local
        ? 'the local system is not running any more: start it with "npm start" in another terminal; ' +
            'where AWS_ENDPOINT_URL names an emulator on this machine, that one'
        : `no connection (${error.message || code}): check the network and AWS_REGION`,
    );
  }
  if (CREDENTIAL_NAMES.has(error.name))
    return unreachable(
      `AWS takes no credentials from here (${firstLine(error.message)}): log in (e.g. "aws sso login"), ` +
        'set AWS_PROFILE, or add --local for the system on this machine',
    );
  if (/^AccessDenied|NotAuthorized/.test(error.name))
    return unreachable(`AWS denies it: ${firstLine(error.message)}`);
  if (error.name === 'ResourceNotFoundException')
    return unreachable(
      `${firstLine(error.message)}: is the stack of this version deployed? Run "npm run deploy"`,
    );
  const file = fileFailure(error);
  return file === undefined ? undefined : { exit: EXIT.refused, code: 'File', message: file };
};

const codeOf = (error: Error): string => {
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.cause instanceof Error ? codeOf(error.cause) : '';
};

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? text;

const CONNECTION_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);
const CREDENTIAL_NAMES = new Set([
  'CredentialsProviderError',
  'TokenProviderError',
  'ExpiredTokenException',
  'ExpiredToken',
  'UnrecognizedClientException',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
]);
