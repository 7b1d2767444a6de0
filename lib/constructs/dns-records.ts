import { CfnOutput, Fn } from 'aws-cdk-lib';
import { CfnRecordSet } from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import type { HostedZoneChoice } from '../config-domains.ts';

export type DnsRecord = {
  readonly id: string;
  readonly type: 'CNAME' | 'MX' | 'TXT';
  /** Complete, without the dot at its end. */
  readonly name: string;
  /** As a zone file has it: an MX with its priority, a TXT without its quotes. */
  readonly value: string;
};

/**
 * Written to Route 53, or, where the DNS is elsewhere, given as outputs of the stack for a person to paste.
 * `announcer doctor` says which of them the DNS does not answer with yet.
 */
export class DnsRecords extends Construct {
  constructor(
    scope: Construct,
    /** Letters and digits: the outputs are named by it. */
    id: string,
    props: { readonly where: 'elsewhere' | HostedZoneChoice; readonly records: readonly DnsRecord[] },
  ) {
    super(scope, id);
    for (const record of props.records) {
      if (props.where === 'elsewhere') this.show(record);
      else this.write(record, props.where);
    }
  }

  private write(record: DnsRecord, zone: HostedZoneChoice): void {
    new CfnRecordSet(this, record.id, {
      hostedZoneId: zone.hostedZoneId,
      name: Fn.join('', [record.name, '.']),
      type: record.type,
      ttl: '1800',
      resourceRecords: [record.type === 'TXT' ? `"${record.value}"` : record.value],
    });
  }

  private show(record: DnsRecord): void {
    const output = new CfnOutput(this, record.id, {
      description: 'Put this record into your DNS',
      value: Fn.join(' ', [record.name, record.type, record.value]),
    });
    output.overrideLogicalId(`DnsRecord${this.node.id}${record.id}`);
  }
}
