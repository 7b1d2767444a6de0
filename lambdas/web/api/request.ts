import type { Context } from 'hono';
import type * as z from 'zod';
import { parse } from '../../faults.ts';
import { MAX_BODY_BYTES } from '../body.ts';
import { problem, type Problem, type ProblemName } from '../problem.ts';
import type { Web } from '../web.ts';

/** The API answers problem details, whatever was asked for. */
export const refuse = (c: Context<Web>, name: ProblemName, more: Pick<Problem, 'detail' | 'faults'> = {}) => {
  const details = problem(name, more);
  return c.json(details, details.status, { 'content-type': 'application/problem+json' });
};

export type JsonBody<T> =
  | { readonly kind: 'read'; readonly value: T }
  | { readonly kind: 'refused'; readonly response: Response };

/** The body as the schema wants it, or the answer that says why not. Values are not repeated: they are personal. */
export const readJson = async <S extends z.ZodType>(
  c: Context<Web>,
  schema: S,
): Promise<JsonBody<z.output<S>>> => {
  const bytes = await c.req.arrayBuffer();
  if (bytes.byteLength > MAX_BODY_BYTES) return { kind: 'refused', response: refuse(c, 'body-too-large') };
  if (!/^application\/json\b/i.test(c.req.header('content-type') ?? ''))
    return { kind: 'refused', response: refuse(c, 'unsupported-body') };
  const json = jsonIn(bytes);
  if (json.kind === 'no json') return { kind: 'refused', response: refuse(c, 'malformed-request') };
  const parsed = parse(schema, json.value);
  if (parsed.ok) return { kind: 'read', value: parsed.value };
  const faults = parsed.faults.map(({ field, rule }) => ({ field, rule }));
  return { kind: 'refused', response: refuse(c, 'invalid-fields', { faults }) };
};

const jsonIn = (bytes: ArrayBuffer): { kind: 'json'; value: unknown } | { kind: 'no json' } => {
  try {
    return { kind: 'json', value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) };
  } catch {
    return { kind: 'no json' };
  }
};

/** The token of `Authorization: Bearer …`; an empty one is as bad as a forged one. */
export const bearer = (c: Context<Web>): string =>
  /^Bearer ([A-Za-z0-9_-]{1,200})$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? '';
