import { Match } from 'aws-cdk-lib/assertions';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { templateOf } from './environment.ts';

const template = templateOf();
const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(
  ({ Properties }) => Properties,
);
const runbook = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
const headings = [...runbook.matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
  title?.toLowerCase().replaceAll(' ', '-'),
);

const linkOf = (alarm: Record<string, unknown>): string =>
  /docs\/operations\.md#([a-z-]+)$/.exec(String(alarm['AlarmDescription']))?.[1] ?? 'no link';

describe('every alarm', () => {
  it('links to its heading in docs/operations.md', () => {
    expect(alarms.length).toBeGreaterThan(8);
    for (const alarm of alarms) expect(headings).toContain(linkOf(alarm));
  });

  it('has a heading that says what it means, what to look at and what to do', () => {
    for (const alarm of alarms) {
      const [, section = ''] = runbook.split(new RegExp(`^## ${linkOf(alarm).replaceAll('-', ' ')}$`, 'im'));
      const [text = ''] = section.split(/^## /m);
      for (const part of ['**What it means.**', '**What to look at.**', '**What to do.**'])
        expect(text, `${linkOf(alarm)}: ${part}`).toContain(part);
    }
  });

  it('tells the alarm address, and tells it again when it is over', () => {
    const [topic] = Object.entries(template.findResources('AWS::SNS::Topic')).find(([id]) =>
      id.startsWith('Watch'),
    ) ?? [''];
    for (const alarm of alarms) {
      expect(alarm['AlarmActions']).toEqual([{ Ref: topic }]);
      expect(alarm['OKActions']).toEqual([{ Ref: topic }]);
    }
    template.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'operators@example.com',
    });
  });
});

describe('the topic of the alarms', () => {
  // Its policy demands TLS, and a policy that allows nobody shuts CloudWatch out: alarms would ring unheard.
  it('lets CloudWatch publish, for the alarms of this account alone', () => {
    const [topic = ''] = Object.keys(template.findResources('AWS::SNS::Topic')).filter((id) =>
      id.startsWith('Watch'),
    );
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      Topics: [{ Ref: topic }],
      PolicyDocument: {
        Statement: Match.arrayWith([
          {
            Sid: Match.anyValue(),
            Effect: 'Allow',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Action: 'sns:Publish',
            Resource: { Ref: topic },
            Condition: {
              ArnLike: {
                'aws:SourceArn': {
                  'Fn::Join': ['', ['arn:aws:cloudwatch:eu-west-1:', { Ref: 'AWS::AccountId' }, ':alarm:*']],
                },
              },
            },
          },
        ]),
      },
    });
  });
});

describe('silence', () => {
  it('changes nothing about a reputation: no mail goes out, and no rate falls', () => {
    const kept = alarms.filter((alarm) => alarm['TreatMissingData'] === 'ignore');
    expect(kept.map(linkOf).sort()).toEqual(['bounce-rate', 'complaint-rate']);
  });

  it('is an alarm where the sweep is concerned, and peace everywhere else', () => {
    const breaching = alarms.filter((alarm) => alarm['TreatMissingData'] === 'breaching');
    expect(breaching.map(linkOf)).toEqual(['sweep-absent']);
    expect(breaching[0]).toMatchObject({ MetricName: 'Invocations', EvaluationPeriods: 3, Period: 300 });
  });
});

describe('the price of watching', () => {
  // Ten alarm metrics are free, each further one costs $0.10 a month; docs/deploy.md shows the sum.
  it('is at most one alarm metric beyond the free ones', () => {
    const metrics = alarms.flatMap((alarm) => alarm['Metrics'] ?? [alarm]);
    expect(metrics).toHaveLength(11);
  });
});
