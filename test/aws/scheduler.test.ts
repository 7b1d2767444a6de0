import { SchedulerClient } from '@aws-sdk/client-scheduler';
import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createSchedulerReminders } from '../../lambdas/aws/scheduler.ts';
import { Firing } from '../../lambdas/episodes/schedule.ts';
import { answering } from './endpoint-stub.ts';

const firing = Firing.parse({ showId: 'show', episodeId: 'one', publishAt: '2026-12-01T09:00:00Z' });

const remindersAt = (endpoint: string) =>
  createSchedulerReminders({
    client: new SchedulerClient({
      endpoint,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
    }),
    group: 'group',
    targetArn: 'arn:aws:lambda:eu-west-1:111122223333:function:publish',
    roleArn: 'arn:aws:iam::111122223333:role/schedule',
    failuresArn: 'arn:aws:sqs:eu-west-1:111122223333:failed',
  });

const fault = (response: ServerResponse, status: number, name: string): void =>
  void response
    .writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': name })
    .end(JSON.stringify({ Message: name }));
const fine = (response: ServerResponse): void =>
  void response
    .writeHead(200, { 'content-type': 'application/json' })
    .end(JSON.stringify({ ScheduleArn: 'arn:aws:scheduler:eu-west-1:111122223333:schedule/group/one' }));

describe('a reminder in EventBridge Scheduler', () => {
  it('fires once, at the instant in UTC, tells what it was made for, and deletes itself', async () => {
    const bodies: unknown[] = [];
    await using stub = await answering((body, response) => {
      bodies.push(JSON.parse(body));
      fine(response);
    });
    await remindersAt(stub.endpoint).set(firing);
    expect(bodies).toEqual([
      expect.objectContaining({
        GroupName: 'group',
        ScheduleExpression: 'at(2026-12-01T09:00:00)',
        ScheduleExpressionTimezone: 'UTC',
        FlexibleTimeWindow: { Mode: 'OFF' },
        ActionAfterCompletion: 'DELETE',
        Target: expect.objectContaining({
          Input: '{"showId":"show","episodeId":"one","publishAt":"2026-12-01T09:00:00.000Z"}',
          DeadLetterConfig: { Arn: 'arn:aws:sqs:eu-west-1:111122223333:failed' },
        }),
      }),
    ]);
  });

  it('is moved where there is one already', async () => {
    let calls = 0;
    await using stub = await answering((_, response) => {
      calls += 1;
      if (calls === 1) fault(response, 409, 'ConflictException');
      else fine(response);
    });
    await remindersAt(stub.endpoint).set(firing);
    expect(calls).toBe(2);
  });

  it('that is not there is cleared without a fault', async () => {
    await using stub = await answering((_, response) => fault(response, 404, 'ResourceNotFoundException'));
    await expect(remindersAt(stub.endpoint).clear(firing)).resolves.toBeUndefined();
  });

  it('that is refused says so', async () => {
    await using stub = await answering((_, response) => fault(response, 403, 'AccessDeniedException'));
    await expect(remindersAt(stub.endpoint).set(firing)).rejects.toThrow('AccessDenied');
  });
});
