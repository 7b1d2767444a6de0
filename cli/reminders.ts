import { readEnvironment, SETTINGS } from '../lambdas/aws/environment.ts';
import type { Reminders } from '../lambdas/episodes/schedule.ts';
import type { Connection } from './connection.ts';

const { publishFunctionArn, publishScheduleGroup, publishScheduleRoleArn, failedEventsArn } = SETTINGS;
const shape = { publishFunctionArn, publishScheduleGroup, publishScheduleRoleArn, failedEventsArn };

/** The stack's scheduler. The local system has none: there the sweep publishes what is due. */
export const remindersOf = async (connection: Connection): Promise<Reminders | undefined> => {
  const settings = readEnvironment(shape, connection.environment);
  const {
    publishScheduleGroup: group,
    publishFunctionArn: targetArn,
    publishScheduleRoleArn: roleArn,
  } = settings;
  if (group === undefined || targetArn === undefined || roleArn === undefined) return undefined;
  const { SchedulerClient } = await import('@aws-sdk/client-scheduler');
  const { createSchedulerReminders } = await import('../lambdas/aws/scheduler.ts');
  const client = new SchedulerClient({});
  return createSchedulerReminders({
    client,
    group,
    targetArn,
    roleArn,
    failuresArn: settings.failedEventsArn,
  });
};

/**
 * The episode's record is written by now, and it decides. Whatever goes wrong with the scheduler costs minutes: the
 * sweep publishes what is due. So a person is told, and nothing is undone.
 */
export const remind = async (
  connection: Connection,
  act: (reminders: Reminders) => Promise<void>,
): Promise<string | undefined> => {
  const reminders = await remindersOf(connection);
  if (reminders === undefined) return undefined;
  try {
    await act(reminders);
    return undefined;
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
};
