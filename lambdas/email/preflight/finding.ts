import { AnnouncerError } from '../../errors.ts';

/**
 * What the preflight found. An `error` refuses publishing unless it is forced; a `warning` is for a person to
 * judge. The codes are stable; the text says what, and what to do about it.
 */
export type Finding = {
  readonly severity: 'error' | 'warning';
  readonly code: FindingCode;
  readonly message: string;
};

export type FindingCode =
  | 'artwork-format'
  | 'artwork-too-large'
  | 'audio-unreachable'
  | 'capitals'
  | 'date-future'
  | 'date-old'
  | 'doubled-text'
  | 'hidden-text'
  | 'html-shortened'
  | 'html-too-large'
  | 'image-alt'
  | 'image-insecure'
  | 'invisible-characters'
  | 'link-dead'
  | 'link-insecure'
  | 'link-unclear'
  | 'links-differ'
  | 'nothing-to-listen-to'
  | 'nothing-to-read'
  | 'postal-address'
  | 'preheader-long'
  | 'schedule-past'
  | 'subject-long';

export const error = (code: FindingCode, message: string): Finding => ({ severity: 'error', code, message });
export const warning = (code: FindingCode, message: string): Finding => ({
  severity: 'warning',
  code,
  message,
});

/** Errors first, each kind in the order in which it was found. */
export const bySeverity = (findings: readonly Finding[]): readonly Finding[] => [
  ...findings.filter(({ severity }) => severity === 'error'),
  ...findings.filter(({ severity }) => severity === 'warning'),
];

export const findingLine = ({ severity, message }: Finding): string =>
  `${severity === 'error' ? 'Error' : 'Warning'}: ${message}`;

/** @throws AnnouncerError `PreflightRefused` with every error, if there is one. */
export const refuseErrors = (episodeId: string, findings: readonly Finding[]): void => {
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return;
  throw new AnnouncerError(
    'PreflightRefused',
    [
      `episode ${episodeId} stays as it is: the preflight found ${errors.length === 1 ? 'an error' : `${errors.length} errors`}`,
      ...errors.map(({ message }) => `  ${message}`),
    ].join('\n'),
    { faults: errors.map(({ code, message }) => ({ field: code, value: '', rule: message })) },
  );
};
