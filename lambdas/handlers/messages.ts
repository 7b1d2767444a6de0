import { z } from 'zod';
import { AnnouncementId } from '../ids.ts';

/** Bodies of the queue messages: ids only; the receiver reads the rest. */
export const PlanMessage = z.strictObject({ announcementId: AnnouncementId });
export const SendMessage = z.strictObject({ announcementId: AnnouncementId, batch: z.int().min(0) });
