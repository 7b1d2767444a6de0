import { type PlanDeps, plan } from '../announcements/plan.ts';
import { PlanMessage } from './messages.ts';
import { type BatchResponse, type Context, eachMessage } from './sqs.ts';

export const createPlanHandler =
  (deps: PlanDeps) =>
  (event: unknown, context: Context): Promise<BatchResponse> =>
    eachMessage(event, PlanMessage, deps.log, async ({ announcementId }) => {
      await plan(deps, announcementId, () => context.getRemainingTimeInMillis());
    });
