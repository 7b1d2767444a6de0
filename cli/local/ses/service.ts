import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { decodeWords } from 'postal-mime';
import { readBody } from '../http/read-body.ts';
import type { AcceptanceRecord } from './acceptance.ts';
import { type Account, CALLS_EXCEEDED, INTERNAL_FAILURE } from './account.ts';
import type { Conditions } from './conditions.ts';
import type { EvidencePublisher } from './evidence.ts';
import type { Mailbox } from './mailbox.ts';
import {
  QueryFault,
  type QueryRequest,
  readQuery,
  type Refusal,
  refusalXml,
  resultXml,
} from './query-protocol.ts';
import { stamped, valueOf } from './raw-message.ts';
import { readSending, type Sending } from './send-raw-email.ts';

type Answer = { readonly status: number; readonly body: string } | 'reset';

export type SesParts = {
  readonly account: Account;
  readonly mailbox: Mailbox;
  readonly record: AcceptanceRecord;
  readonly evidence: EvidencePublisher | undefined;
  readonly conditions: () => Conditions;
  /** Numbers from 0 up to, not including, 1. */
  readonly chance: () => number;
};

/** SES v1's API, as much of it as a sender meets. */
export class SesService {
  readonly #parts: SesParts;

  constructor(parts: SesParts) {
    this.#parts = parts;
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const answer = await this.#answerTo(body.toString('latin1'));
    if (answer === 'reset') request.socket.resetAndDestroy();
    else response.writeHead(answer.status, { 'Content-Type': 'text/xml' }).end(answer.body);
  }

  async #answerTo(body: string): Promise<Answer> {
    await this.#wait();
    try {
      const request = readQuery(body);
      switch (request.action) {
        case 'SendRawEmail':
          return this.#sendRawEmail(request);
        case 'GetSendQuota':
          return this.#getSendQuota();
        default:
          return refusal({
            status: 400,
            code: 'InvalidAction',
            message: `The local SES endpoint does not know the action '${request.action}'.`,
          });
      }
    } catch (error) {
      if (error instanceof QueryFault) return refusal(error.refusal);
      throw error;
    }
  }

  async #wait(): Promise<void> {
    const { from, to } = this.#parts.conditions().latencyMs;
    if (to > 0) await sleep(from + Math.random() * (to - from));
  }

  #getSendQuota(): Answer {
    const conditions = this.#parts.conditions();
    const now = Date.now();
    if (!this.#parts.account.mayAskQuota(conditions, now)) return refusal(CALLS_EXCEEDED);
    return {
      status: 200,
      body: resultXml('GetSendQuota', {
        Max24HourSend: String(conditions.max24HourSend),
        MaxSendRate: String(conditions.maxSendRate),
        SentLast24Hours: String(this.#parts.account.sentLast24Hours(conditions, now)),
      }),
    };
  }

  #sendRawEmail(request: QueryRequest): Answer {
    const { account, record } = this.#parts;
    const sending = readSending(request);
    if ('code' in sending) return this.#refuse(sending);
    const now = Date.now();
    const verdict = account.judge(this.#parts.conditions(), sending.recipients, now);
    switch (verdict.kind) {
      case 'refused':
        return this.#refuse(verdict.refusal);
      case 'reset':
        record.refuse('reset');
        return 'reset';
      case 'accepted': {
        const messageId = this.#accept(sending, now, verdict.answer === 'sent' ? 'sent' : 'lost');
        if (verdict.answer === 'reset') return 'reset';
        if (verdict.answer === 'error') return refusal(INTERNAL_FAILURE);
        return { status: 200, body: resultXml('SendRawEmail', { MessageId: messageId }) };
      }
      default:
        return verdict satisfies never;
    }
  }

  #refuse(why: Refusal): Answer {
    this.#parts.record.refuse(why.code);
    return refusal(why);
  }

  #accept(sending: Sending, at: number, answer: 'sent' | 'lost'): string {
    const { mailbox, record, evidence } = this.#parts;
    const { keep, evidence: published } = this.#parts.conditions();
    const messageId = `0100${randomUUID()}-000000`;
    const { headers, recipients: to, source, tags, configurationSet } = sending;
    record.accept({ at, messageId, to, tags, answer });
    if (keep > 0) {
      const raw = stamped(sending.raw, messageId, new Date(at));
      const subject = decodeWords(valueOf(headers, 'subject') ?? '(no subject)');
      mailbox.add({ messageId, at, source, to, subject, bytes: raw.length, tags }, raw);
      mailbox.trim(keep);
    }
    // As in SES, no configuration set means no events.
    if (published === false || configurationSet === undefined) return messageId;
    if (published.lost === 0 || this.#parts.chance() >= published.lost)
      evidence?.announce({ messageId, at, source, to, headers, tags, configurationSet }, published.delayMs);
    return messageId;
  }
}

const refusal = (why: Refusal): Answer => ({ status: why.status, body: refusalXml(why) });
