import type { Construct } from 'constructs';
import { tableDefinitions } from '../../lambdas/aws/table-definitions.ts';
import type { HandlerFunction } from './handler-function.ts';
import { RecordTable } from './record-table.ts';

/** The one place where addresses stand. */
export class SubscribersTable extends RecordTable {
  constructor(scope: Construct, id: string) {
    super(scope, id, tableDefinitions.subscribers);
  }

  /** Walks the confirmed subscribers: ids alone leave the planner. */
  grantWalk(fn: HandlerFunction): void {
    fn.setting('subscribersTable', this.tableName);
    this.permit(fn, ['Query']);
  }

  /** Looks addresses up at the moment of sending. */
  grantLookUp(fn: HandlerFunction): void {
    fn.setting('subscribersTable', this.tableName);
    this.permit(fn, ['BatchGetItem']);
  }

  /** Puts a bounce or a complaint into force. */
  grantSuppress(fn: HandlerFunction): void {
    fn.setting('subscribersTable', this.tableName);
    this.permit(fn, ['GetItem', 'PutItem']);
  }

  /** Sign-up, confirmation, leaving, choices, erasure (a tombstone over the row), and the counters that limit them. */
  grantManage(fn: HandlerFunction): void {
    fn.setting('subscribersTable', this.tableName);
    this.permit(fn, ['GetItem', 'PutItem', 'UpdateItem']);
  }
}
