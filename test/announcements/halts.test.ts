import { expect, test } from 'vitest';
import { haltAfter, newRecord, noted } from '../../lambdas/announcements/halts.ts';
import type { SendResult } from '../../lambdas/announcements/ports.ts';

const THROTTLED: SendResult = { kind: 'throttled' };
const ACCEPTED: SendResult = { kind: 'accepted', messageId: 'm' };

test('a sender that is throttled rests, twice as long each time, and leaves after half a minute in vain', () => {
  let record = newRecord();
  let rested = 0;
  for (let rest = 250; rest <= 16_000; rest *= 2) {
    record = noted(record, THROTTLED, false);
    expect(haltAfter(record, THROTTLED)).toEqual({ kind: 'rest', forMs: rest });
    rested += rest;
  }
  expect(rested).toBe(31_750);
  record = noted(record, THROTTLED, false);
  expect(haltAfter(record, THROTTLED)).toMatchObject({ kind: 'leave' });
  record = noted(record, ACCEPTED, false);
  expect(haltAfter(noted(record, THROTTLED, false), THROTTLED)).toEqual({ kind: 'rest', forMs: 250 });
});

test('a window of messages throttled together is one rest, not many', () => {
  let record = noted(newRecord(), THROTTLED, false);
  for (let more = 0; more < 24; more += 1) record = noted(record, THROTTLED, true);
  expect(haltAfter(noted(record, THROTTLED, false), THROTTLED)).toEqual({ kind: 'rest', forMs: 500 });
});

test('a window of messages in doubt together counts as many: SES is in trouble', () => {
  const unknown: SendResult = { kind: 'unknown', cause: 'server-error', reason: '500' };
  let record = noted(newRecord(), unknown, false);
  expect(haltAfter(record, unknown)).toEqual({ kind: 'rest', forMs: 1000 });
  for (let more = 0; more < 2; more += 1) record = noted(record, unknown, true);
  expect(haltAfter(record, unknown)).toMatchObject({ kind: 'park', reason: expect.stringContaining('500') });
});

test('a rejection ends a row of doubts: SES knows what it does', () => {
  const unknown: SendResult = { kind: 'unknown', cause: 'connection', reason: 'time-out' };
  const rejected: SendResult = { kind: 'rejected', reason: 'Address blacklisted.' };
  let record = newRecord();
  for (const answer of [unknown, unknown, rejected, unknown]) record = noted(record, answer, false);
  expect(haltAfter(record, unknown)).toMatchObject({ kind: 'rest' });
});
