// Prints "passed failed skipped" of a vitest JSON report, then a line for each failure.
// Exits 1 when there is no report to read.
import { readFileSync } from 'node:fs';

const report = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const { numPassedTests, numFailedTests, numPendingTests, numTodoTests = 0, testResults } = report;
const failedIn = ({ assertionResults }) => assertionResults.filter(({ status }) => status === 'failed');
// A file that could not be loaded has no failed test in it, and is a failure all the same.
const brokenFiles = testResults.filter((file) => file.status === 'failed' && failedIn(file).length === 0);
const firstLine = (text = '') => text.split('\n', 1)[0];

console.log(numPassedTests, numFailedTests + brokenFiles.length, numPendingTests + numTodoTests);
for (const { name, message } of brokenFiles) console.log(`${name}: ${firstLine(message)}`);
for (const file of testResults)
  for (const { fullName, failureMessages } of failedIn(file))
    console.log(`${file.name}: ${fullName}: ${firstLine(failureMessages[0])}`);
