import { lstat, mkdir, readFile, readlink, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../../tests/support/home.js';
import { type Installed, installCommandLine } from './command-line.js';

/** An installed Keyrack and a user's home. `path`: folders of the home that are on PATH. */
async function installed({ path = ['.local/bin'], ...more }: Partial<Installed> & { readonly path?: readonly string[] } = {}) {
  const folder = await temporaryFolder(onTestFinished);
  const [home, resources] = [join(folder, 'home'), join(folder, 'opt/Keyrack/resources')];
  await mkdir(home);
  const launcherIn = async (at: string) => {
    await mkdir(join(at, 'cli/bin'), { recursive: true });
    const names = ['keyrack', 'keyrack.cmd'].map((name) => join(at, 'cli/bin', name));
    for (const name of names) await writeFile(name, '#!/bin/sh\n', { mode: 0o755 });
    return names[0] ?? '';
  };
  const launcher = await launcherIn(resources);
  const env = { PATH: ['/nowhere', ...path.map((one) => join(home, one))].join(':') };
  const app: Installed = { platform: 'linux', isPackaged: true, resources, home, env, ...more };
  const file = async (at: string, text = 'mine') => {
    await mkdir(join(home, at, '..'), { recursive: true });
    await writeFile(join(home, at), text, { mode: 0o755 });
  };
  return { folder, home, launcher, launcherIn, app, file, install: () => installCommandLine(app) };
}
const refused = (why: RegExp) => ({ code: 'E_COMMAND_LINE', message: expect.stringMatching(why) });

describe.skipIf(process.platform === 'win32')('the command line tool', () => {
  test('is linked in ~/.local/bin, and only once', async () => {
    const { install, home, launcher } = await installed();
    const link = join(home, '.local/bin/keyrack');
    expect(await install()).toEqual({ is: 'linked', path: link, onPath: true, before: null });
    expect(await readlink(link)).toBe(launcher);
    expect(await install()).toEqual({ is: 'there', path: link, onPath: true, before: null });
  });

  test.each([
    ['the one that is on PATH', ['bin'], [], 'bin', true],
    ['the one that is there, where none is on PATH', [], ['bin'], 'bin', false],
    ['~/.local/bin, where none is there; and says that it is not on PATH', [], [], '.local/bin', false],
  ])('goes into %s', async (_, path, there, folder, onPath) => {
    const { install, home } = await installed({ path });
    for (const one of there) await mkdir(join(home, one));
    expect(await install()).toMatchObject({ is: 'linked', path: join(home, folder, 'keyrack'), onPath });
  });

  test('a file of that name, a folder, or a link to something else is left as it is', async () => {
    const { install, home, file, folder } = await installed();
    const link = join(home, '.local/bin/keyrack');
    await file('.local/bin/keyrack');
    await expect(install()).rejects.toMatchObject(refused(/no link of Keyrack’s\. It was left as it is/));
    expect(await readFile(link, 'utf8')).toBe('mine');
    const second = await installed();
    const to = join(folder, 'npm/lib/keyrack.js');
    await mkdir(join(second.home, '.local/bin'), { recursive: true });
    await symlink(to, join(second.home, '.local/bin/keyrack'));
    await expect(second.install()).rejects.toMatchObject(refused(/left as it is/));
    expect(await readlink(join(second.home, '.local/bin/keyrack'))).toBe(to);
    const third = await installed();
    await mkdir(join(third.home, '.local/bin/keyrack'), { recursive: true });
    await expect(third.install()).rejects.toMatchObject(refused(/left as it is/));
    expect((await lstat(join(third.home, '.local/bin/keyrack'))).isDirectory()).toBe(true);
  });

  test('a link to where Keyrack was before is made anew, whether that is still there or not', async () => {
    const { install, home, launcher, launcherIn, folder } = await installed();
    const link = join(home, '.local/bin/keyrack');
    await mkdir(join(home, '.local/bin'), { recursive: true });
    await symlink(await launcherIn(join(folder, 'Old.app/Contents/Resources')), link);
    expect(await install()).toMatchObject({ is: 'linked', before: null });
    expect(await readlink(link)).toBe(launcher);
    const second = await installed();
    await mkdir(join(second.home, '.local/bin'), { recursive: true });
    await symlink('/gone/resources/cli/bin/keyrack', join(second.home, '.local/bin/keyrack'));
    expect(await second.install()).toMatchObject({ is: 'linked' });
    expect(await readlink(join(second.home, '.local/bin/keyrack'))).toBe(second.launcher);
  });

  test('one that the package has linked already is found, and another program of this name is named', async () => {
    const { install, home, launcher, app } = await installed({ path: ['usr-bin', '.local/bin'] });
    await mkdir(join(home, 'usr-bin'));
    await symlink(launcher, join(home, 'usr-bin/keyrack'));
    expect(await install()).toEqual({ is: 'there', path: join(home, 'usr-bin/keyrack'), onPath: true, before: null });
    await expect(lstat(join(home, '.local'))).rejects.toMatchObject({ code: 'ENOENT' });
    const other = await installed({ path: ['first', '.local/bin'] });
    await other.file('first/keyrack');
    expect(await other.install()).toMatchObject({ is: 'linked', before: join(other.home, 'first/keyrack') });
    expect(app.isPackaged).toBe(true);
  });

  test.each<readonly [string, Partial<Installed>, RegExp]>([
    ['a Keyrack that was built here', { isPackaged: false }, /built here/],
    ['a disk image', { platform: 'darwin', resources: '/Volumes/Keyrack 0.1.0/Keyrack.app/Contents/Resources' }, /disk image/],
    [
      'a translocated app',
      { platform: 'darwin', resources: '/private/var/folders/x/AppTranslocation/1/d/Keyrack.app/Contents/Resources' },
      /passing/,
    ],
    ['an AppImage', { resources: '/tmp/.mount_KeyracAbCdEf/resources' }, /AppImage/],
    ['an AppImage that was unpacked elsewhere', { env: { APPIMAGE: '/home/ann/Keyrack.AppImage', PATH: '' } }, /AppImage/],
    ['an app without its command line', { resources: '/nowhere/resources' }, /without its command line/],
  ])('is not linked from %s, and says why', async (_, more, why) => {
    const { install, home } = await installed(more);
    await expect(install()).rejects.toMatchObject(refused(why));
    await expect(lstat(join(home, '.local'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('a folder that cannot be made is named, with what the system said', async () => {
    const { install, file } = await installed();
    await file('.local');
    await expect(install()).rejects.toMatchObject(refused(/\.local\/bin gave an error \((EEXIST|ENOTDIR)\)/));
  });

  test('on Windows the folder for PATH is said, and nothing is made', async () => {
    const { install, home, app } = await installed({ platform: 'win32', path: [] });
    expect(await install()).toEqual({ is: 'by-hand', path: join(app.resources, 'cli/bin'), onPath: false, before: null });
    await expect(lstat(join(home, '.local'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
