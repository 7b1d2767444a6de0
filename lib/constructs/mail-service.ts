import {
  ConfigurationSet,
  ConfigurationSetEventDestination,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Configuration } from '../config.ts';
import type { HandlerFunction } from './handler-function.ts';
import { SenderIdentity } from './sender-identity.ts';

/** SES as this deployment uses it: who may send, through which configuration set, and where evidence goes. */
export class MailService extends Construct {
  readonly configurationSet: ConfigurationSet;
  private readonly senders: readonly SenderIdentity[];
  private readonly identityArns: readonly string[];

  constructor(scope: Construct, id: string, configuration: Configuration, evidence: Topic) {
    super(scope, id);
    this.senders = configuration.senderDomains.map(
      (sender) => new SenderIdentity(this, `Sender-${sender.domain}`, sender),
    );
    const sandbox = configuration.sandboxRecipients.map(
      (address) =>
        new EmailIdentity(this, `SandboxRecipient-${address}`, { identity: Identity.email(address) }),
    );
    this.identityArns = [
      ...this.senders.map((sender) => sender.arn),
      // In the sandbox SES asks for permission on the recipient's identity too.
      ...sandbox.map((recipient) => recipient.emailIdentityArn),
    ];
    this.configurationSet = new ConfigurationSet(this, 'ConfigurationSet', {
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
      // SES then refuses an address that bounced or complained anywhere in the account, before it harms the account.
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    new ConfigurationSetEventDestination(this, 'Evidence', {
      configurationSet: this.configurationSet,
      destination: EventDestination.snsTopic(evidence),
      events: [
        EmailSendingEvent.DELIVERY,
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        EmailSendingEvent.REJECT,
      ],
    });
  }

  /** One call, from an address of ours, through our configuration set. */
  grantSend(fn: HandlerFunction): void {
    fn.setting('configurationSet', this.configurationSet.configurationSetName);
    fn.allow(['ses:SendRawEmail'], [...this.identityArns, this.configurationSetArn], {
      StringLike: { 'ses:FromAddress': this.senders.map((sender) => `*@${sender.domain}`) },
    });
  }

  grantReadQuota(fn: HandlerFunction): void {
    fn.allowEverywhere(
      'ses:GetSendQuota',
      'GetSendQuota takes no resource (Service Authorization Reference, SES); it reads three numbers.',
    );
  }

  private get configurationSetArn(): string {
    const { stack } = this.configurationSet;
    return stack.formatArn({
      service: 'ses',
      resource: 'configuration-set',
      resourceName: this.configurationSet.configurationSetName,
    });
  }
}
