import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  type DomainName,
  HttpApi,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Configuration } from '../config.ts';
import type { HandlerFunction } from './handler-function.ts';
import { PagesDomain } from './pages-domain.ts';

/** Where readers subscribe, confirm, leave and read: one function behind the address that links point to. */
export class WebApi extends Construct {
  readonly api: HttpApi;
  /** The origin of every link, without a slash at its end. */
  readonly publicUrl: string;

  constructor(
    scope: Construct,
    id: string,
    props: {
      readonly pages: Configuration['pages'];
      readonly logRetention: RetentionDays;
      /** Every path and method goes to this function. */
      readonly answeredBy: HandlerFunction;
    },
  ) {
    super(scope, id);
    const own = props.pages === 'api-address' ? undefined : new PagesDomain(this, 'Domain', props.pages);
    this.api = new HttpApi(this, 'Api', {
      createDefaultStage: false,
      // One address: links, cookies and HSTS belong to the team's domain alone.
      disableExecuteApiEndpoint: own !== undefined,
    });
    this.publicUrl = props.pages === 'api-address' ? this.api.apiEndpoint : `https://${props.pages.domain}`;
    this.route(props.answeredBy);
    this.stage(props.logRetention, own?.domainName);
  }

  /** Links in emails and pages begin with this address. */
  tell(fn: HandlerFunction): void {
    fn.setting('publicUrl', this.publicUrl);
  }

  private route(fn: HandlerFunction): void {
    const route = new HttpRoute(this, 'Route', {
      httpApi: this.api,
      routeKey: HttpRouteKey.DEFAULT,
      integration: new HttpLambdaIntegration('Web', fn),
    });
    Validations.of(route).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason:
        'The pages are public by purpose: readers have no account. What acts for somebody asks for that person’s signed token.',
    });
  }

  private stage(logRetention: RetentionDays, domainName: DomainName | undefined): void {
    const logs = new LogGroup(this, 'AccessLogs', {
      retention: logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      // Well above what a large mailing brings back, and a bound on what a flood can cost.
      throttle: { rateLimit: 200, burstLimit: 500 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(logs),
        // No path and no source address: paths hold tokens, and both would name a person.
        format: AccessLogFormat.custom(
          JSON.stringify({
            requestId: '$context.requestId',
            requestTime: '$context.requestTime',
            method: '$context.httpMethod',
            status: '$context.status',
            bytes: '$context.responseLength',
            milliseconds: '$context.responseLatency',
            integrationError: '$context.integrationErrorMessage',
          }),
        ),
      },
      ...(domainName === undefined ? {} : { domainMapping: { domainName } }),
    });
  }
}
