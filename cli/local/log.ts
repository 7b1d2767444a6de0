import type { Log } from '../../lambdas/announcements/ports.ts';

/** One line for people: time, event, fields. */
export const createLineLog =
  (write: (line: string) => void): Log =>
  (event, fields) => {
    const time = new Date().toLocaleTimeString('en-GB');
    const shown = Object.entries(fields).map(([name, value]) => `${name}=${shownValue(value)}`);
    write(`${time}  ${event.padEnd(24)}  ${shown.join(' ')}`.trimEnd());
  };

const shownValue = (value: unknown): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return /\s/.test(text ?? '') ? JSON.stringify(value) : (text ?? '');
};
