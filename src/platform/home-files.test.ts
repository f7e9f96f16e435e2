import { execFileSync } from 'node:child_process';
import { constants } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
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
