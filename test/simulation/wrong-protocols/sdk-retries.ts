import type { WrongProtocol } from './wrong-protocol.ts';

export const sdkRetries: WrongProtocol = {
  name: 'SDK retries left on',
  kind: 'the AWS SDK by default sends a request again that was reset or answered with 500, and SES has no idempotency token',
  breaks: 'never twice',
  ports: (ports) => ({
    ...ports,
    mailer: {
      ...ports.mailer,
      send: async (message) => {
        let result = await ports.mailer.send(message);
        for (let again = 0; again < 2 && result.kind === 'unknown'; again += 1)
          result = await ports.mailer.send(message);
        return result;
      },
    },
  }),
};
