import type { WrongProtocol } from './wrong-protocol.ts';

export const paceNotShared: WrongProtocol = {
  name: 'pace per sender, not shared',
  kind: 'every sender keeps to the whole quota by itself: together they pass it, and SES throttles them all',
  breaks: 'the pace stays below the quota',
  ports: (ports, _, { profile }) => ({
    ...ports,
    pace: {
      ...ports.pace,
      lanes: async () => [],
      claimLane: async () => true,
      quotaReading: async () => {
        const reading = await ports.pace.quotaReading();
        // Of its one lane in so many it makes the whole road.
        return reading && { ...reading, maxSendRate: reading.maxSendRate * profile.senders };
      },
    },
  }),
};
