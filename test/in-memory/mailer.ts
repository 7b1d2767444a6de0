import type { Mailer, OutgoingMessage, Quota, SendResult } from '../../lambdas/announcements/ports.ts';

export type InMemoryMailer = Mailer & {
  /** Messages that were accepted, in order. */
  readonly accepted: OutgoingMessage[];
  /** The answer to the next send, once each, in order; without one a message is accepted. */
  readonly answers: SendResult[];
  /** What SES would say before the accepted ones are counted. */
  readonly limits: { -readonly [K in keyof Quota]: Quota[K] };
};

export const createInMemoryMailer = (): InMemoryMailer => {
  const accepted: OutgoingMessage[] = [];
  const answers: SendResult[] = [];
  const limits: InMemoryMailer['limits'] = { max24Hours: 50_000, sentLast24Hours: 0, maxSendRate: 14 };
  return {
    accepted,
    answers,
    limits,
    send: async (message) => {
      const answer = answers.shift() ?? { kind: 'accepted', messageId: `message-${accepted.length}` };
      if (answer.kind === 'accepted') accepted.push(message);
      return answer;
    },
    quota: async () => ({ ...limits, sentLast24Hours: limits.sentLast24Hours + accepted.length }),
  };
};
