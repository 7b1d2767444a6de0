import { expect, test } from 'vitest';
import { holdsOn } from './backend.ts';
import { dynamoDbLocalBackend, isJavaPresent } from './stand-ins.ts';
import { tableContracts } from './suites.ts';

if (await isJavaPresent()) holdsOn('DynamoDB Local', dynamoDbLocalBackend, tableContracts);
else
  test('the contracts hold on DynamoDB Local', (context) => {
    expect(process.env['CI'], 'CI must have Java 17: apt-get install openjdk-17-jre-headless').not.toBe(
      'true',
    );
    context.skip('there is no Java on the PATH; install Java 17 or newer to run them');
  });
