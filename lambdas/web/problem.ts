/** Problem details (RFC 9457): what programs get instead of an error page. */
export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 410 | 413 | 415 | 422 | 429 | 500 | 503;
  readonly detail?: string;
  readonly faults?: readonly { readonly field: string; readonly rule: string }[];
};

/** Stable names; the title says the same in words. A relative type is resolved against the request (RFC 9457, 3.1.1). */
const TITLES = {
  'not-found': [404, 'There is nothing under this address.'],
  'method-not-allowed': [
    405,
    'This address does not answer that method. The header Allow names those it does.',
  ],
  'invalid-link': [404, 'This token or link is not valid. Nothing has been changed.'],
  'body-too-large': [413, 'The body is larger than 16 KB.'],
  'unsupported-body': [415, 'The body is not of a type that this address takes.'],
  'malformed-request': [400, 'The request cannot be read.'],
  'invalid-fields': [422, 'Some fields break a rule.'],
  'too-many-requests': [429, 'Too many sign-ups came from this network. Try again in an hour.'],
  'form-expired': [409, 'The form is too old, too young or not ours. Ask for a new one and send it again.'],
  'invalid-token': [401, 'The token is missing or not valid. Send it as "Authorization: Bearer …".'],
  'not-held': [404, 'Nothing is held about this person.'],
  'expired-token': [410, 'This token has expired. Ask for a new one.'],
  'nothing-to-confirm': [409, 'There is no subscription to confirm. Sign up again.'],
  'internal-error': [500, 'Something broke on our side. Try again in a few minutes.'],
} as const satisfies Record<string, readonly [Problem['status'], string]>;
export type ProblemName = keyof typeof TITLES;

export const isProblemName = (name: string): name is ProblemName => Object.hasOwn(TITLES, name);

export const problem = (name: ProblemName, more: Pick<Problem, 'detail' | 'faults'> = {}): Problem => {
  const [status, title] = TITLES[name];
  return { type: `/problems/${name}`, title, status, ...more };
};
