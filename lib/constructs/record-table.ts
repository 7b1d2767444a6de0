import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import type { TableDefinition } from '../../lambdas/aws/table-definitions.ts';
import type { HandlerFunction } from './handler-function.ts';

type Action =
  | 'GetItem'
  | 'BatchGetItem'
  | 'Query'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'BatchWriteItem';

/** A table that outlives the stack: retained, protected from deletion, restorable to any second of 35 days. */
export abstract class RecordTable extends Table {
  constructor(scope: Construct, id: string, definition: TableDefinition) {
    super(scope, id, {
      partitionKey: { name: definition.partitionKey, type: AttributeType.STRING },
      sortKey: { name: definition.sortKey, type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.DEFAULT,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: RemovalPolicy.RETAIN,
      deletionProtection: true,
      ...(definition.expiry === undefined ? {} : { timeToLiveAttribute: definition.expiry }),
      ...(definition.stream === undefined ? {} : { stream: StreamViewType.NEW_AND_OLD_IMAGES }),
    });
    for (const index of definition.localIndexes)
      this.addLocalSecondaryIndex({
        indexName: index.name,
        sortKey: { name: index.sortKey, type: AttributeType.STRING },
        projectionType: ProjectionType.INCLUDE,
        nonKeyAttributes: [...index.projected],
      });
  }

  /** Exactly these actions: on the table, and `Query` on the indexes named. */
  protected permit(fn: HandlerFunction, actions: readonly Action[], indexes: readonly string[] = []): void {
    fn.allow(
      actions.map((action) => `dynamodb:${action}`),
      [this.tableArn],
    );
    if (indexes.length > 0)
      fn.allow(
        ['dynamodb:Query'],
        indexes.map((index) => `${this.tableArn}/index/${index}`),
      );
  }
}
