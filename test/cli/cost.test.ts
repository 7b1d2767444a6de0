import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { costOf, IDLE, idleCost, SENDER_GIGABYTES } from '../../cli/cost-model.ts';
import { templateOf } from '../lib/environment.ts';
import { createConsole } from './console.ts';

const month = (subscribers: number, rate = 14) =>
  costOf({ subscribers, episodesPerMonth: 4, rate, senders: 2, newAccount: false });

const deploy = readFileSync(new URL('../../docs/deploy.md', import.meta.url), 'utf8');
/** Subscribers, and a rate that SES gives a sender of that size. */
const EXAMPLES = [
  [1_000, 14],
  [10_000, 14],
  [100_000, 50],
  [1_000_000, 200],
] as const;
const number = (value: number) => value.toLocaleString('en');
const dollars = (amount: number) =>
  amount.toLocaleString('en', { style: 'currency', currency: 'USD', minimumFractionDigits: 2 });

describe('the price of a month', () => {
  it('is under a dollar while nothing happens', () => {
    expect(idleCost().total).toBeLessThan(1);
  });

  it('is SES and less than two percent', () => {
    for (const [subscribers, rate] of EXAMPLES) expect(month(subscribers, rate).overhead).toBeLessThan(0.02);
  });

  it('grows with every message, and by nothing where there is none', () => {
    expect(month(0).total).toBe(idleCost().total);
    expect(month(2_000).ses).toBeCloseTo(2 * month(1_000).ses);
  });

  it.each(EXAMPLES)('for %d subscribers at %d a second is what docs/deploy.md says', (subscribers, rate) => {
    const { messages, ses, sending, total } = month(subscribers, rate);
    const cells = [number(subscribers), number(messages), rate, ...[ses, sending, total].map(dollars)];
    expect(deploy).toContain(`| ${cells.join(' | ')} |`);
  });

  it('while idle is the sum that docs/deploy.md shows, row by row', () => {
    const free = idleCost();
    const full = idleCost({ freeTier: false });
    for (const [row, part, used] of [
      ['secret', 'secret', '1'],
      ['SQS', 'sqs', number(IDLE.sqsRequests)],
      ['alarm metrics', 'alarms', number(IDLE.alarmMetrics)],
      [
        'Lambda',
        'lambda',
        `${number(IDLE.lambdaRequests)} calls, ${number(IDLE.lambdaGigabyteSeconds)} GB-s`,
      ],
      ['DynamoDB', 'dynamodb', number(IDLE.readUnits)],
    ] as const) {
      const line = deploy.split('\n').find((text) => text.startsWith(`| ${row}`)) ?? '';
      expect(line).toContain(used);
      expect(line).toMatch(new RegExp(`\\| \\${dollars(free[part])} \\| \\${dollars(full[part])} \\|$`));
    }
    expect(deploy).toContain(`**${dollars(free.total)}** | ${dollars(full.total)} |`);
  });
});

describe('what is counted', () => {
  const template = templateOf();
  const countOf = (type: string) => Object.keys(template.findResources(type)).length;

  it('is what the stack is made of', () => {
    const queues = Object.values(template.findResources('AWS::Lambda::EventSourceMapping')).filter(
      ({ Properties }) => !JSON.stringify(Properties.EventSourceArn).includes('Stream'),
    );
    expect(IDLE.sqsRequests).toBe(queues.length * 5 * 3 * 60 * 24 * 30);
    expect(IDLE.alarmMetrics).toBe(countOf('AWS::CloudWatch::Alarm'));
    expect(IDLE.lambdaRequests).toBe(countOf('AWS::Events::Rule') * 12 * 24 * 30);
    expect(countOf('AWS::SecretsManager::Secret')).toBe(1);
  });

  it('has nothing beside it that costs while it rests', () => {
    // Three dashboards, metric filters, rules and log groups are free; what is not listed here wants a look at its price.
    const types = Object.values(template.toJSON()['Resources']).map(
      (one) => z.object({ Type: z.string() }).parse(one).Type,
    );
    expect(types.filter((type) => type === 'AWS::CloudWatch::Dashboard').length).toBeLessThanOrEqual(3);
    expect(
      [...new Set(types)].filter((type) => /KMS|EC2|VPC|WAF|Provisioned|Alias|HealthCheck/.test(type)),
    ).toEqual([]);
  });

  it('is a sender’s memory as it is deployed', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      Description: 'Hands the members of a batch to SES',
      MemorySize: 1024 * SENDER_GIGABYTES,
    });
  });
});

describe('announcer cost', () => {
  it('needs no system to ask', async () => {
    const { exit, stdout } = await createConsole().run('cost --subscribers 100000 --episodes-per-month 4');
    expect(exit).toBe(0);
    expect(stdout).toMatch(/SES\s+\$40\.00/);
  });

  it.each([
    ['--subscribers=', 'subscribers: must be a number, e.g. 10000'],
    ['--subscribers=-5', 'subscribers: at least 0'],
    ['--subscribers=1.5', 'subscribers: must be a whole number'],
    ['--subscribers=999999999', 'subscribers: at most 100,000,000'],
    ['--subscribers=1 --senders=0', 'senders: at least 1'],
    ['--subscribers=1 --rate=0', 'rate: must be more than 0'],
    ['--subscribers=1 --rate=Infinity', 'rate: must be a number, e.g. 14'],
  ])('takes no %s', async (options, fault) => {
    const { exit, stderr } = await createConsole().run(`cost ${options}`);
    expect(exit).toBe(2);
    expect(stderr).toContain(fault);
  });

  it('says which number is none', async () => {
    const { exit, stderr } = await createConsole().run('cost --subscribers many');
    expect(exit).toBe(2);
    expect(stderr).toContain('--subscribers: must be a number, e.g. 10000');
  });
});
