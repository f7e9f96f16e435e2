// Sums what verify ran: one line a failure, and a last line `N passed, N failed`. Exit 1 when anything failed.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
let passed = 0;
let failed = 0;
const fail = (what) => {
  failed += 1;
  console.log(`failed: ${what}`);
};

for (const file of readdirSync(folder)) {
  const path = join(folder, file);
  if (file.endsWith('.step')) {
    if (readFileSync(path, 'utf8').trim() === 'pass') passed += 1;
    else fail(file.replace('.step', ''));
  }
  if (file.endsWith('.suite')) {
    const name = file.replace('.suite', '');
    const report = join(folder, `${name}.json`);
    // A suite that died before its report counts as a failure, never as nothing.
    if (!existsSync(report)) {
      fail(`${name} (no report)`);
      continue;
    }
    const { testResults, numPassedTests, numTotalTests, numPendingTests } = JSON.parse(readFileSync(report, 'utf8'));
    passed += numPassedTests;
    if (numTotalTests === 0) fail(`${name} (no tests)`);
    if (numPendingTests > 0) fail(`${name} (${numPendingTests} skipped)`);
    const before = failed;
    for (const { name: testFile, status, assertionResults } of testResults) {
      const bad = assertionResults.filter((one) => one.status === 'failed');
      for (const one of bad) fail(`${name}: ${one.fullName}`);
      if (status === 'failed' && bad.length === 0) fail(`${name}: ${testFile} (did not run)`);
    }
    // Every test passed and vitest still said no: an error that no test caught.
    if (failed === before && readFileSync(path, 'utf8').trim() !== '0') fail(`${name} (an error outside every test)`);
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
