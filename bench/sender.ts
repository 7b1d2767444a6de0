// One sender of bench/pace.ts: works on the batches named, one after another, as the queue would give them to it.
import { wireSend } from '../lambdas/functions/send.ts';
import { context, sqsEvent, surroundingsOf } from './world.ts';

const [announcementId, ...numbers] = process.argv.slice(2);
const send = await wireSend(surroundingsOf(process.env));
for (const number of numbers) await send(sqsEvent({ announcementId, batch: Number(number) }), context);
