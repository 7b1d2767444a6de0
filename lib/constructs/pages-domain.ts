import { DomainName, SecurityPolicy } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import { CfnRecordSet, HostedZone } from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import type { OwnDomain } from '../config-domains.ts';
import { DnsRecords } from './dns-records.ts';

/** The team's own domain in front of the pages, with a certificate that renews itself. */
export class PagesDomain extends Construct {
  readonly domainName: DomainName;

  constructor(scope: Construct, id: string, own: OwnDomain) {
    super(scope, id);
    this.domainName = new DomainName(this, 'Name', {
      domainName: own.domain,
      certificate: this.certificate(own),
      securityPolicy: SecurityPolicy.TLS_1_2,
    });
    if (own.dns === 'elsewhere') {
      new DnsRecords(this, 'Pages', {
        where: own.dns,
        records: [
          { id: 'Address', type: 'CNAME', name: own.domain, value: this.domainName.regionalDomainName },
        ],
      });
      return;
    }
    new CfnRecordSet(this, 'Address', {
      hostedZoneId: own.dns.hostedZoneId,
      name: `${own.domain}.`,
      type: 'A',
      aliasTarget: {
        dnsName: this.domainName.regionalDomainName,
        hostedZoneId: this.domainName.regionalHostedZoneId,
      },
    });
  }

  private certificate(own: OwnDomain) {
    if (own.certificateArn !== undefined)
      return Certificate.fromCertificateArn(this, 'Certificate', own.certificateArn);
    if (own.dns === 'elsewhere')
      throw new Error('the configuration lets DNS elsewhere through without a certificate');
    const zone = HostedZone.fromHostedZoneAttributes(this, 'Zone', own.dns);
    return new Certificate(this, 'Certificate', {
      domainName: own.domain,
      validation: CertificateValidation.fromDns(zone),
    });
  }
}
