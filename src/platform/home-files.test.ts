import { execFileSync } from 'node:child_process';
import { constants } from 'node:fs';
import { chown, link, open, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../tests/support/home.js';
import { homeFilesIn } from './home-files.js';

async function withPipe(name: 'state.json' | 'activity.jsonl') {
  const folder = await temporaryFolder(onTestFinished);
  execFileSync('mkfifo', [join(folder, name)]);
  return { folder, path: join(folder, name), files: homeFilesIn(folder) };
}

test('R-124 a pipe in the place of our files is refused, never waited for', async () => {
  const activity = await withPipe('activity.jsonl');
  await expect(activity.files.append('activity.jsonl', 'a line')).rejects.toThrow();
  await expect(activity.files.read('activity.jsonl')).rejects.toThrow();
  const reader = await open(activity.path, constants.O_RDONLY | constants.O_NONBLOCK);
  onTestFinished(() => reader.close());
  await expect(activity.files.append('activity.jsonl', 'for nobody else to read')).rejects.toThrow('not a file');
});

test('R-124 state.json takes the place of a pipe', async () => {
  const { path, files } = await withPipe('state.json');
  await files.replace('state.json', '{}');
  expect([await readFile(path, 'utf8'), await files.read('state.json')]).toEqual(['{}', '{}']);
});

const nobody = 65_534;
const isRoot = process.getuid?.() === 0;

test.skipIf(!isRoot)('M-19 what root writes into another user’s folder is that user’s (needs root)', async () => {
  const folder = await temporaryFolder(onTestFinished);
  await chown(folder, nobody, nobody);
  const files = homeFilesIn(folder);
  await files.replace('state.json', '{}');
  await files.append('activity.jsonl', 'a line');
  const owners = await Promise.all(['state.json', 'activity.jsonl'].map(async (name) => (await stat(join(folder, name))).uid));
  expect(owners).toEqual([nobody, nobody]);
});

test.skipIf(!isRoot)(
  'a file that was there before is added to and not given away: it may be a link to one of root’s own (needs root)',
  async () => {
    const folder = await temporaryFolder(onTestFinished);
    const elsewhere = join(await temporaryFolder(onTestFinished), 'of root');
    await writeFile(elsewhere, '');
    await link(elsewhere, join(folder, 'activity.jsonl'));
    await chown(folder, nobody, nobody);
    await homeFilesIn(folder).append('activity.jsonl', 'a line');
    expect((await stat(elsewhere)).uid).toBe(0);
  },
);

test.skipIf(!isRoot)('M-19 a log that root took before is that user’s again, and what is no log of ours is not (needs root)', async () => {
  const line = '{"at":"2026-01-01T00:00:00.000Z","keyId":null,"what":"repair","outcome":"ok","from":"cli"}\n';
  for (const [text, owner] of [
    [line, nobody],
    ['', nobody],
    ['a secret of root’s\n', 0],
    [`${line}a secret of root’s\n`, 0],
  ] as const) {
    const folder = await temporaryFolder(onTestFinished);
    await chown(folder, nobody, nobody);
    for (const name of ['activity.jsonl', 'activity.jsonl.1']) await writeFile(join(folder, name), text);
    await homeFilesIn(folder).append('activity.jsonl', 'a line');
    const owners = await Promise.all(['activity.jsonl', 'activity.jsonl.1'].map(async (name) => (await stat(join(folder, name))).uid));
    expect([text, ...owners]).toEqual([text, owner, owner]);
  }
});
