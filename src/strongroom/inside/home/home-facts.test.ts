import { chmod, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder, testPorts } from '../../../../tests/support/home.js';
import { tighten } from './home-facts.js';

test('R-34 a folder that is everybody’s is not shut for a vault that was put there by a slip; the vault’s files are', async () => {
  const folder = await temporaryFolder(onTestFinished);
  await writeFile(join(folder, 'keyrack.json'), '{}', { mode: 0o644 });
  await chmod(folder, 0o1777);
  await tighten(testPorts(folder));
  const modes = await Promise.all([folder, join(folder, 'keyrack.json')].map(async (path) => (await stat(path)).mode & 0o7777));
  expect(modes).toEqual([0o1777, 0o600]);
});

test('R-34 the root of a file system is left as it is', async () => {
  const ports = testPorts('/');
  const shut: unknown[] = [];
  const disk = {
    ...ports.disk,
    lstat: ports.disk.lstat,
    readdir: async () => [],
    chmod: async (...given: unknown[]) => void shut.push(given),
  };
  await tighten({ ...ports, disk: disk as unknown as typeof ports.disk });
  expect(shut).toEqual([]);
});
