import type { Context } from 'hono';
import { sourceHash } from '../subscribers/keyed-hashes.ts';
import type { WebPorts } from './ports.ts';
import type { Web } from './web.ts';

/** A keyed hash of where the request came from: the source itself is neither stored nor logged. */
export const sourceOf = (c: Context<Web>, ports: WebPorts): string =>
  sourceHash(ports.keys, c.env.requestContext?.http?.sourceIp ?? 'unknown');
