import type * as z from 'zod';
import type { ProblemName } from '../problem.ts';
import {
  Accepted,
  ChallengeView,
  Choices,
  Confirmed,
  EpisodesView,
  FormView,
  HeldDataView,
  Leaving,
  Left,
  PreferencesView,
  ShowView,
  SignUp,
  Token,
} from './schemas.ts';

export type Operation = {
  readonly method: 'get' | 'post' | 'patch' | 'delete';
  /** Behind /api/shows/{show}. */
  readonly path: string;
  readonly summary: string;
  readonly takes?: z.ZodType;
  readonly query?: Readonly<Record<string, string>>;
  /** By the preferences token, as `Authorization: Bearer …`. */
  readonly byToken?: true;
  readonly gives: { readonly status: 200 | 202 | 204; readonly body?: z.ZodType };
  readonly problems: readonly ProblemName[];
};

const BODY = ['malformed-request', 'body-too-large', 'unsupported-body', 'invalid-fields'] as const;

/** Every operation of the API: the routes take their methods and paths from here, and so does the document. */
export const OPERATIONS = {
  show: {
    method: 'get',
    path: '',
    summary: 'The show',
    gives: { status: 200, body: ShowView },
    problems: [],
  },
  episodes: {
    method: 'get',
    path: '/episodes',
    summary: 'Announced episodes, newest first',
    query: { before: 'An instant: episodes published before it.' },
    gives: { status: 200, body: EpisodesView },
    problems: [],
  },
  form: {
    method: 'get',
    path: '/form',
    summary: 'What a sign-up must carry: a signed time, and work to prove where the show asks for it',
    gives: { status: 200, body: FormView },
    problems: [],
  },
  challenge: {
    method: 'get',
    path: '/challenge',
    summary: "ALTCHA's challenge by itself, for its own widget",
    gives: { status: 200, body: ChallengeView },
    problems: [],
  },
  signUp: {
    method: 'post',
    path: '/sign-ups',
    summary: 'Ask to be subscribed. A confirmation mail follows; the answer is the same for everybody',
    takes: SignUp,
    gives: { status: 202, body: Accepted },
    problems: [...BODY, 'form-expired', 'too-many-requests'],
  },
  confirm: {
    method: 'post',
    path: '/confirmations',
    summary: 'Confirm with the token from the confirmation mail',
    takes: Token,
    gives: { status: 200, body: Confirmed },
    problems: [...BODY, 'invalid-link', 'expired-token', 'nothing-to-confirm'],
  },
  renew: {
    method: 'post',
    path: '/renewals',
    summary: 'Ask for a new confirmation mail with an expired confirmation token',
    takes: Token,
    gives: { status: 202, body: Accepted },
    problems: [...BODY, 'invalid-link', 'nothing-to-confirm', 'too-many-requests'],
  },
  leave: {
    method: 'post',
    path: '/leavings',
    summary: 'Unsubscribe with the token from any email. As often as you like',
    takes: Leaving,
    gives: { status: 200, body: Left },
    problems: [...BODY, 'invalid-link'],
  },
  preferences: {
    method: 'get',
    path: '/preferences',
    summary: 'What a person gets from every show of this deployment',
    byToken: true,
    gives: { status: 200, body: PreferencesView },
    problems: ['invalid-token', 'not-held'],
  },
  choose: {
    method: 'patch',
    path: '/preferences',
    summary: 'Resume, pause or end subscriptions; choose the language',
    takes: Choices,
    byToken: true,
    gives: { status: 200, body: PreferencesView },
    problems: [...BODY, 'invalid-token', 'not-held'],
  },
  heldData: {
    method: 'get',
    path: '/held-data',
    summary: 'Everything that is held about a person',
    byToken: true,
    gives: { status: 200, body: HeldDataView },
    problems: ['invalid-token'],
  },
  erase: {
    method: 'delete',
    path: '/held-data',
    summary: 'Erase all of it, at every show of this deployment',
    byToken: true,
    gives: { status: 204 },
    problems: ['invalid-token'],
  },
} as const satisfies Record<string, Operation>;
export type OperationName = keyof typeof OPERATIONS;
