import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../support/home.js';

const script = resolve(import.meta.dirname, '../../scripts/test.mjs');

/** A repository of two files and three tests, all committed, and what `npm test` would run in it. */
async function repository() {
  const folder = await temporaryFolder(onTestFinished);
  const git = (...words: readonly string[]) =>
    spawnSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.com', ...words], { cwd: folder, encoding: 'utf8' });
  const write = (name: string, text: string) => writeFile(join(folder, name), text);
  await mkdir(join(folder, 'src/room'), { recursive: true });
  await write('src/key.ts', 'export const key = 1;\n');
  await write('src/lock.ts', 'export const lock = 1;\n');
  await write('src/key.test.ts', '');
  await write('src/lock.test.ts', '');
  await write('src/room/door.test.ts', "import { key } from '../key.js';\n");
  git('init', '--quiet', '--initial-branch=main');
  git('add', '-A');
  git('commit', '--quiet', '-m', 'all');
  const { GIT_DIR: _, ...env } = process.env;
  const listed = () => spawnSync(process.execPath, [script, '--list'], { cwd: folder, encoding: 'utf8', env });
  return { git, write, listed };
}

test('npm test runs the test beside a changed file, those that import it, and a test that changed; no other', async () => {
  const { git, write, listed } = await repository();
  await write('src/key.ts', 'export const key = 2;\n');
  expect(listed()).toMatchObject({ status: 0, stdout: 'src/key.test.ts\nsrc/room/door.test.ts\n' });
  // What a branch has committed counts as well, and a file that git does not know yet.
  git('switch', '--quiet', '-c', 'work');
  git('commit', '--quiet', '-am', 'key');
  await write('src/new.test.ts', '');
  expect(listed().stdout).toBe('src/key.test.ts\nsrc/new.test.ts\nsrc/room/door.test.ts\n');
});

test('npm test with nothing changed says so and is content', async () => {
  const { listed } = await repository();
  expect(listed()).toMatchObject({ status: 0, stdout: expect.stringMatching(/^Nothing has changed since [0-9a-f]{9}: nothing to run/) });
});
