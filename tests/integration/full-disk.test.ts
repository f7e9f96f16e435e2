import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../support/home.js';
import { makeKey } from '../support/keys.js';

const child = resolve(import.meta.dirname, '../support/full-disk-child.ts');

test('R-30 a real tmpfs of 64 KiB, fuller page by page: what fits is saved, what does not is said, and the last committed revision stays', async () => {
  const folder = await temporaryFolder(onTestFinished);
  const source = join(folder, 'AuthKey_2X9R4HXF34.p8');
  const key = makeKey();
  await writeFile(source, key.applePem, { mode: 0o600 });
  await mkdir(join(folder, 'disk'));
  // A mount of its own namespace goes with its process; an ordinary user becomes root in a user namespace for it.
  const asRoot = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'];
  const script = 'mount -t tmpfs -o size=64k,mode=0700 tmpfs "$1" && exec "$2" --import tsx "$3" "$1" "$4"';
  const args = [...asRoot, '--mount', 'sh', '-c', script, 'sh', join(folder, 'disk'), process.execPath, child, source];
  const report = JSON.parse((await promisify(execFile)('unshare', args, { cwd: resolve(import.meta.dirname, '../..') })).stdout);
  const of = (name: string) => report.filter((one: object) => name in one);
  for (const { init } of of('init')) expect(init).toBe('E_DISK_FULL');
  const changes = of('saved') as { free: number; saved: string; expected: string[]; inMemory: string[]; onDisk: { names: string[] } }[];
  expect(changes.map(({ saved }) => saved)).toContain('saved');
  expect(changes.map(({ saved }) => saved)).toContain('E_DISK_FULL');
  for (const { free, expected, inMemory, onDisk } of changes) {
    expect(inMemory, `${free} pages free`).toEqual(expected);
    expect(onDisk, `${free} pages free`).toMatchObject({ names: expected, readOnly: null });
  }
  expect(of('imported')).toEqual([{ imported: 'E_DISK_FULL', keys: 0, temporary: [] }]);
  const last = changes.at(-1)?.expected ?? [];
  expect(of('afterwards')).toMatchObject([{ afterwards: 'saved', onDisk: { names: [...last, 'Afterwards'] }, source: key.applePem }]);
});
