import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../support/home.js';

const root = resolve(import.meta.dirname, '../..');
const all = Object.keys(JSON.parse(readFileSync(join(root, 'tests/codes.json'), 'utf8')));
const rest = (...without: readonly string[]) => all.filter((code) => !without.includes(code)).map((code) => `${code} does what it should`);

/** The audit over a report in which these tests passed, and these failed. */
async function audit(passed: readonly string[], failed: readonly string[] = []) {
  const folder = await temporaryFolder(onTestFinished);
  const rows = (titles: readonly string[], status: string) => titles.map((title) => ({ ancestorTitles: ['a group'], title, status }));
  const report = { testResults: [{ assertionResults: [...rows(passed, 'passed'), ...rows(failed, 'failed')] }] };
  await writeFile(join(folder, 'unit.json'), JSON.stringify(report));
  const { status, stdout } = spawnSync(process.execPath, [join(root, 'scripts/codes.mjs'), folder], { encoding: 'utf8' });
  return { status, stdout };
}

test('a code that no passing test’s title starts with, and that no known issue names, fails the audit', async () => {
  expect(await audit(rest())).toMatchObject({ status: 0 });
  for (const [passed, failed] of [
    [rest('S-01'), []],
    [[...rest('S-01'), 'the vault opens (S-01)'], []],
    [rest('S-01'), ['S-01 an identity opens the vault']],
  ] as const) {
    const { status, stdout } = await audit(passed, failed);
    expect([status, stdout]).toEqual([1, expect.stringContaining('not explained: S-01')]);
  }
});

test('a title may start with several codes, or with all between two', async () => {
  expect(await audit([...rest('S-01', 'S-02', 'B-01', 'B-02', 'B-03'), 'S-01, S-02 both', 'B-01…B-03 all three'])).toMatchObject({
    status: 0,
  });
});

test('a title with a code that does not exist fails the audit', async () => {
  expect(await audit([...rest(), 'S-77 is no promise'])).toMatchObject({ status: 1, stdout: expect.stringContaining('S-77') });
});
