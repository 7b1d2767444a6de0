import { Logger } from '@aws-lambda-powertools/logger';
import type { Log } from '../announcements/ports.ts';

/** JSON lines for CloudWatch. An `ERROR` there raises an alarm, so only what needs somebody is one. */
export const createLog = (): Log => {
  const logger = new Logger();
  return (event, fields) => logger[levelOf(event)](event, { ...fields });
};

const levelOf = (event: string): 'error' | 'warn' | 'info' => {
  if (/\.(failed|unreadable)$/.test(event)) return 'error';
  return /\.(invalid|unmatched|fenced|paused|parked|not-sent)$/.test(event) ? 'warn' : 'info';
};
