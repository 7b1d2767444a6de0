import { describeFaults, type Fault } from './faults.ts';

/** Every error a person may meet: a stable code for programs, a text that says what, which value, what to do. */
export const ERROR_CODES = [
  'InvalidRecord',
  'ShowNotFound',
  'EpisodeNotFound',
  'AnnouncementNotFound',
  'SubscriberNotFound',
  'TransitionRefused',
  'PreflightRefused',
  'PreviewRefused',
  'ConfigurationInvalid',
  'Unreachable',
  'QuotaUnreadable',
  'TemplateInvalid',
  'FeedRefused',
  'ImportRefused',
  'Usage',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

export class AnnouncerError extends Error {
  readonly code: ErrorCode;
  readonly faults: readonly Fault[];

  constructor(
    code: ErrorCode,
    message: string,
    options: { faults?: readonly Fault[]; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AnnouncerError';
    this.code = code;
    this.faults = options.faults ?? [];
  }
}

export const invalidRecord = (what: string, faults: readonly Fault[]): AnnouncerError =>
  new AnnouncerError('InvalidRecord', describeFaults(what, faults), { faults });
