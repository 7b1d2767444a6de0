import type { Construct } from 'constructs';
import { tableDefinitions } from '../../lambdas/aws/table-definitions.ts';
import type { HandlerFunction } from './handler-function.ts';
import { RecordTable } from './record-table.ts';

/** Announcements, their batches with the ledgers, and what concurrent senders share. */
export class AnnouncementsTable extends RecordTable {
  constructor(scope: Construct, id: string) {
    super(scope, id, tableDefinitions.announcements);
  }

  /** Reads what was announced: the page of an episode in the browser. */
  grantRead(fn: HandlerFunction): void {
    fn.setting('announcementsTable', this.tableName);
    this.permit(fn, ['GetItem']);
  }

  /** Notes who was sent an episode after its audience was frozen. */
  grantMarkLatecomers(fn: HandlerFunction): void {
    this.permit(fn, ['PutItem', 'UpdateItem']);
  }

  /** Makes an announcement that is not there yet. */
  grantCreate(fn: HandlerFunction): void {
    fn.setting('announcementsTable', this.tableName);
    this.permit(fn, ['GetItem', 'PutItem']);
  }

  /** Plans, sends, notes evidence: rows are read, put under a condition and changed under a condition. */
  grantWork(fn: HandlerFunction): void {
    fn.setting('announcementsTable', this.tableName);
    this.permit(fn, ['GetItem', 'Query', 'PutItem', 'UpdateItem']);
  }

  /** Takes a row out again: an entry of the list of open announcements, a lane of the pace. */
  grantRelease(fn: HandlerFunction): void {
    this.permit(fn, ['DeleteItem']);
  }
}
