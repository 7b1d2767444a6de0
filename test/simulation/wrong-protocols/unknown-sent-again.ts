import type { WrongProtocol } from './wrong-protocol.ts';

export const unknownSentAgain: WrongProtocol = {
  name: 'unknown sent again',
  kind: 'any error is taken for a refusal and tried again, though SES may have taken the message',
  breaks: 'never twice',
  ports: (ports) => ({
    ...ports,
    mailer: {
      ...ports.mailer,
      send: async (message) => {
        const result = await ports.mailer.send(message);
        return result.kind === 'unknown' ? { kind: 'not sent', reason: result.reason } : result;
      },
    },
  }),
};
