import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { createEvidencePublisher } from '../../../../cli/local/ses/evidence.ts';
import { sendTo, startForTest } from './client.ts';

const Event = z.looseObject({
  eventType: z.string(),
  mail: z.looseObject({ tags: z.record(z.string(), z.array(z.string())), destination: z.array(z.string()) }),
});

let stop: () => Promise<void> = async () => {};
afterEach(() => stop());

const published = async (to: string, configurationSet?: string, lost = 0) => {
  const bodies: string[] = [];
  const evidence = createEvidencePublisher(
    async (more) => void bodies.push(...more),
    (error) => {
      throw error;
    },
  );
  const started = await startForTest({ evidence, conditions: { evidence: { delayMs: 60_000, lost } } });
  stop = started.stop;
  await started.client.send(
    sendTo(to, { ConfigurationSetName: configurationSet, Tags: [{ Name: 'batch', Value: '7' }] }),
  );
  expect(bodies).toEqual([]);
  // Stopping publishes what still waits.
  await started.stop();
  stop = async () => {};
  return bodies.map((body) => Event.parse(JSON.parse(body)));
};

test.each([
  ['ada@example.com', ['Delivery']],
  ['success@simulator.amazonses.com', ['Delivery']],
  ['bounce@simulator.amazonses.com', ['Bounce']],
  ['bounce+ada@simulator.amazonses.com', ['Bounce']],
  ['complaint+1@simulator.amazonses.com', ['Delivery', 'Complaint']],
  ['ooto@simulator.amazonses.com', ['Delivery']],
  ['suppressionlist@simulator.amazonses.com', ['Bounce']],
])('a message to %s is followed by %j', async (to, kinds) => {
  const events = await published(to, 'announcer');
  expect(events.map(({ eventType }) => eventType)).toEqual(kinds);
  for (const { mail } of events) {
    expect(mail.destination).toEqual([to]);
    expect(mail.tags).toMatchObject({ batch: ['7'], 'ses:configuration-set': ['announcer'] });
  }
});

test('a bounce at the simulator is permanent', async () => {
  expect(await published('bounce@simulator.amazonses.com', 'announcer')).toMatchObject([
    {
      bounce: {
        bounceType: 'Permanent',
        bouncedRecipients: [{ emailAddress: 'bounce@simulator.amazonses.com' }],
      },
    },
  ]);
});

test('evidence that is lost never comes', async () => {
  expect(await published('ada@example.com', 'announcer', 1)).toEqual([]);
});

test('without a configuration set nothing is published, as in SES', async () => {
  expect(await published('ada@example.com')).toEqual([]);
});
