import {
  ConflictException,
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  DeleteScheduleCommand,
  ResourceNotFoundException,
  type SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { createHash } from 'node:crypto';
import type { Firing, Reminders } from '../episodes/schedule.ts';

export type SchedulerOptions = {
  readonly client: SchedulerClient;
  readonly group: string;
  /** What is called, with which role, and where a call ends that could not be made. */
  readonly targetArn: string;
  readonly roleArn: string;
  readonly failuresArn: string | undefined;
};

/** One-time schedules of EventBridge Scheduler, which delete themselves when they have fired. */
export const createSchedulerReminders = (options: SchedulerOptions): Reminders => {
  const { client, group } = options;
  return {
    set: async (firing) => {
      const schedule = scheduleOf(options, firing);
      try {
        await client.send(new CreateScheduleCommand(schedule));
      } catch (error) {
        if (!(error instanceof ConflictException)) throw error;
        await client.send(new UpdateScheduleCommand(schedule));
      }
    },
    clear: async (episode) => {
      try {
        await client.send(new DeleteScheduleCommand({ GroupName: group, Name: scheduleNameOf(episode) }));
      } catch (error) {
        if (!(error instanceof ResourceNotFoundException)) throw error;
      }
    },
  };
};

const scheduleOf = (options: SchedulerOptions, firing: Firing): CreateScheduleCommandInput => ({
  GroupName: options.group,
  Name: scheduleNameOf(firing),
  Description: `Publishes ${firing.showId}/${firing.episodeId}`,
  // The instant in UTC: the zone and its clock changes were settled when a person chose the time.
  ScheduleExpression: `at(${firing.publishAt.slice(0, 19)})`,
  ScheduleExpressionTimezone: 'UTC',
  FlexibleTimeWindow: { Mode: 'OFF' },
  ActionAfterCompletion: 'DELETE',
  Target: {
    Arn: options.targetArn,
    RoleArn: options.roleArn,
    Input: JSON.stringify(firing),
    // After an hour the sweep has long published it.
    RetryPolicy: { MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 10 },
    ...(options.failuresArn === undefined ? {} : { DeadLetterConfig: { Arn: options.failuresArn } }),
  },
});

/** At most 64 of `[0-9a-zA-Z-_.]` (CreateSchedule, API reference): the episode for people, a hash for uniqueness. */
const scheduleNameOf = ({ showId, episodeId }: Pick<Firing, 'showId' | 'episodeId'>): string => {
  const hash = createHash('sha256').update(`${showId}/${episodeId}`).digest('hex').slice(0, 16);
  return `${episodeId.slice(0, 47)}.${hash}`;
};
