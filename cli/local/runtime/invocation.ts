import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';

/** A Lambda function as the runtime calls it. */
export type LambdaFunction = {
  readonly name: string;
  readonly timeoutMs: number;
  readonly handler: (event: unknown, context: Context) => Promise<unknown>;
};

export class FunctionTimedOut extends Error {
  constructor(name: string, timeoutMs: number) {
    super(`${name} took more than ${timeoutMs / 1000} s`);
    this.name = 'FunctionTimedOut';
  }
}

/**
 * Invokes a function as Lambda does. Once `stopping` is aborted the function sees no time left, so that long work
 * leaves at its next safe place. At its time-out the invocation has failed; what still runs of it cannot be
 * stopped here as Lambda would, so it goes on unheard, which the sending protocol must bear anyway.
 */
export const invoke = async (
  { name, timeoutMs, handler }: LambdaFunction,
  event: unknown,
  stopping?: AbortSignal,
): Promise<unknown> => {
  const deadline = Date.now() + timeoutMs;
  const timeLeft = (): number => (stopping?.aborted === true ? 0 : Math.max(0, deadline - Date.now()));
  const timedOut = Promise.withResolvers<never>();
  const timer = setTimeout(() => timedOut.reject(new FunctionTimedOut(name, timeoutMs)), timeoutMs);
  try {
    return await Promise.race([handler(event, contextOf(name, timeLeft)), timedOut.promise]);
  } finally {
    clearTimeout(timer);
  }
};

/** https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
const contextOf = (name: string, timeLeft: () => number): Context => ({
  awsRequestId: randomUUID(),
  callbackWaitsForEmptyEventLoop: false,
  functionName: name,
  functionVersion: '$LATEST',
  invokedFunctionArn: `arn:aws:lambda:us-east-1:000000000000:function:${name}`,
  logGroupName: `/aws/lambda/${name}`,
  logStreamName: 'local',
  memoryLimitInMB: '512',
  getRemainingTimeInMillis: timeLeft,
  // Node 24 on Lambda has no callback handlers; the type still names their parts.
  done: () => {},
  fail: () => {},
  succeed: () => {},
});
