import { CfnEventSourceMapping, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { EPISODE_PREFIX, QUIET_STATUSES, tableDefinitions } from '../../lambdas/aws/table-definitions.ts';
import type { FailedEvents } from './failed-events.ts';
import type { HandlerFunction } from './handler-function.ts';
import { RecordTable } from './record-table.ts';

/** Shows and episodes. Its stream is what starts an announcement. */
export class CatalogTable extends RecordTable {
  constructor(scope: Construct, id: string) {
    super(scope, id, tableDefinitions.catalog);
  }

  /** A show, an episode, and what was published before or since. */
  grantRead(fn: HandlerFunction): void {
    fn.setting('catalogTable', this.tableName);
    this.permit(fn, ['GetItem'], ['byPublishedAt']);
  }

  /** Every show there is. */
  grantListShows(fn: HandlerFunction): void {
    this.permit(fn, ['Query']);
  }

  /** Turns a scheduled episode into a published one. */
  grantPublish(fn: HandlerFunction): void {
    fn.setting('catalogTable', this.tableName);
    this.permit(fn, ['GetItem', 'PutItem']);
  }

  /** Makes drafts, schedules and episodes of what a feed holds, and keeps how far it was read. */
  grantImport(fn: HandlerFunction): void {
    fn.setting('catalogTable', this.tableName);
    this.permit(fn, ['GetItem', 'PutItem']);
  }

  /** Finds the schedules that are due. */
  grantReadSchedule(fn: HandlerFunction): void {
    fn.setting('catalogTable', this.tableName);
    this.permit(fn, ['Query'], ['byPublishAt']);
  }

  /**
   * Gives the function every change of an episode. A record that cannot be handled is isolated by halving, tried
   * three times, and its position kept; whatever is lost here the sweep finds in the table itself.
   */
  feeds(fn: HandlerFunction, failures: FailedEvents): void {
    const stream = this.tableStreamArn;
    if (stream === undefined) throw new Error('the catalog table has no stream');
    fn.allow(['dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:DescribeStream'], [stream]);
    fn.allowEverywhere(
      'dynamodb:ListStreams',
      'ListStreams takes no resource, and Lambda refuses a stream mapping without it; it tells names only.',
    );
    failures.grantSend(fn);
    const mapping = new CfnEventSourceMapping(fn, 'CatalogStream', {
      functionName: fn.functionArn,
      eventSourceArn: stream,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 10,
      bisectBatchOnFunctionError: true,
      maximumRetryAttempts: 3,
      // Announcing an hour late is the sweep's work, and it looks at the table, not at old images of it.
      maximumRecordAgeInSeconds: 3600,
      functionResponseTypes: ['ReportBatchItemFailures'],
      destinationConfig: { onFailure: { destination: failures.queue.queueArn } },
      filterCriteria: { filters: [{ pattern: JSON.stringify(NO_DRAFTS) }] },
    });
    if (fn.role !== undefined) mapping.node.addDependency(fn.role);
  }
}

/**
 * What can start an announcement: published episodes, and those whose status is none, which are reported. The handler
 * checks all of it again; this only spares calls that do nothing.
 */
const NO_DRAFTS = {
  eventName: ['INSERT', 'MODIFY'],
  dynamodb: {
    Keys: { record: { S: [{ prefix: EPISODE_PREFIX }] } },
    NewImage: { status: { S: [{ 'anything-but': QUIET_STATUSES }, { exists: false }] } },
  },
};
