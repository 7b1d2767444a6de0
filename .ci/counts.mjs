// Prints "passed failed skipped" of a vitest JSON report. Exits 1 when there is no report to read.
import { readFileSync } from 'node:fs';

const report = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const { numPassedTests, numFailedTests, numPendingTests, numTodoTests = 0, testResults } = report;
// A file that could not be loaded has no failed test in it, and is a failure all the same.
const brokenFiles = testResults.filter(
  ({ status, assertionResults }) => status === 'failed' && !assertionResults.some(({ status }) => status === 'failed'),
).length;
console.log(numPassedTests, numFailedTests + brokenFiles, numPendingTests + numTodoTests);
