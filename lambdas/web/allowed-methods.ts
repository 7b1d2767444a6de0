import type { Hono } from 'hono';
import type { Web } from './web.ts';

/** The methods under which this path would be answered, for `Allow` (RFC 9110, 10.2.1). */
export const allowedMethods = ({ routes }: Hono<Web>, path: string): readonly string[] => {
  const segments = segmentsOf(path);
  const methods = routes
    // Middleware is for all methods, and answers nothing by itself.
    .filter((route) => route.method !== 'ALL' && matches(segmentsOf(route.path), segments))
    .flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  return [...new Set(methods)].toSorted();
};

const segmentsOf = (path: string): readonly string[] => path.replace(/(?<=.)\/$/, '').split('/');

const matches = (pattern: readonly string[], segments: readonly string[]): boolean =>
  pattern.length === segments.length &&
  pattern.every((part, at) => (part.startsWith(':') ? segments[at] !== '' : part === segments[at]));
