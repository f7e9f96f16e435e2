import { spawnSync } from 'node:child_process';
import { chmod, lchown, lstat, mkdir, open, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../tests/support/home.js';
import { folders, foldersOn } from './folders.js';

async function folderWith(text: string) {
  const folder = await temporaryFolder(onTestFinished);
  const inside = join(folder, 'client', 'ios');
  await mkdir(inside, { recursive: true });
  await writeFile(join(folder, 'client', '.keyrack'), text);
  return { inside, path: join(folder, 'client', '.keyrack') };
}

test.for([
  ['one line', 'Acme/CI\n'],
  ['one line as Windows writes it, and empty ones', '\r\n  Acme/CI \r\n\r\n'],
])('a .keyrack file of %s names the key for the folders below', async ([, text]) => {
  const { inside, path } = await folderWith(text as string);
  expect(await folders.nearestBinding(inside)).toEqual({ selector: 'Acme/CI', path });
});

test('a .keyrack file of two lines is refused, and says neither of them', async () => {
  const { inside } = await folderWith('Acme/CI\nBorealis\n');
  await expect(folders.nearestBinding(inside)).rejects.toMatchObject({
    code: 'E_USAGE',
    message: 'The .keyrack file in “client” holds more than one line.',
    hint: expect.stringContaining('one line'),
  });
});

describe('M-9 a .keyrack that cannot be used is an error that names it, though one above it would do:', () => {
  const asRoot = process.getuid?.() === 0;
  const stranger = 23_456;
  const made: readonly (readonly [string, (path: string) => Promise<unknown> | unknown, RegExp])[] = [
    ['a folder', (path) => mkdir(path), /no file/],
    ['a pipe, which is not waited for', (path) => spawnSync('mkfifo', [path]), /no file/],
    ['a link that leads nowhere', (path) => symlink('/nowhere/at/all', path), /leads nowhere/],
    ['a link to itself', (path) => symlink('.keyrack', path), /round in a circle/],
    ['a link to a folder', (path) => symlink('/', path), /no file/],
    ['an empty file, as a save that was cut short leaves it', (path) => writeFile(path, ''), /is empty/],
    ['a file of blanks and line ends', (path) => writeFile(path, ' \r\n\n'), /is empty/],
    ['a selector behind 4 KiB of blanks', (path) => writeFile(path, `${' '.repeat(4_096)}Acme/CI`), /larger than 4 KiB/],
    ['a file that every user may write', (path) => writeFile(path, 'Acme').then(() => chmod(path, 0o666)), /every user/],
  ];
  test.for(made)('%s', async ([, make, why]) => {
    const { inside } = await folderWith('Borealis');
    const path = join(inside, '.keyrack');
    await make(path);
    const refused = await folders.nearestBinding(inside).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'E_BINDING', message: expect.stringMatching(why), hint: expect.stringMatching(/./) });
    expect((refused as Error).message).toContain(path);
  });

  test.for([
    ['a file', (path: string) => writeFile(path, 'Acme').then(() => lchown(path, stranger, stranger))],
    ['a link of theirs to a file of ours', (path: string) => symlink('../.keyrack', path).then(() => lchown(path, stranger, stranger))],
    [
      'a link of ours to a file of theirs',
      async (path: string) => {
        await writeFile(`${path}.theirs`, 'Acme');
        await lchown(`${path}.theirs`, stranger, stranger);
        await symlink('.keyrack.theirs', path);
      },
    ],
  ] as const)('what another user left there: %s', { skip: !asRoot }, async ([, make]) => {
    const { inside } = await folderWith('Borealis');
    await make(join(inside, '.keyrack'));
    await expect(folders.nearestBinding(inside)).rejects.toMatchObject({
      code: 'E_BINDING',
      message: expect.stringContaining(`${join(inside, '.keyrack')} belongs to another user (${stranger})`),
    });
  });

  test.for(['EACCES', 'EPERM', 'EIO', 'EMFILE', 'ENFILE', 'ESTALE', 'ENOMEM'])('%s, at the look or at the opening', async (code) => {
    const { inside, path } = await folderWith('Borealis');
    const fails = async () => {
      throw Object.assign(new Error('injected'), { code });
    };
    for (const disk of [{ lstat: fails }, { open: fails }]) {
      const { nearestBinding } = foldersOn({ lstat, open, uid: process.getuid?.() ?? null, ...disk });
      const named = 'lstat' in disk ? join(inside, '.keyrack') : path;
      await expect(nearestBinding(inside)).rejects.toMatchObject({ code: 'E_BINDING', message: expect.stringContaining(named) });
    }
  });
});

test('what root left there is the machine’s own, and another’s file where there are no owners', async () => {
  const { inside, path } = await folderWith('Borealis');
  const owned = (uid: number) => async () => ({ ...(await lstat(path)), uid, isFile: () => true, isSymbolicLink: () => false });
  const by = (uid: number, own: number | null) => foldersOn({ lstat: owned(uid) as unknown as typeof lstat, open, uid: own });
  await expect(by(23_456, 0).nearestBinding(inside)).rejects.toMatchObject({ code: 'E_BINDING' });
  expect(await by(0, process.getuid?.() ?? 0).nearestBinding(join(inside, '..'))).toMatchObject({ selector: 'Borealis' });
  expect(await by(23_456, null).nearestBinding(join(inside, '..'))).toMatchObject({ selector: 'Borealis' });
});
