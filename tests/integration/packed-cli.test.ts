import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rename } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { firstFiveMinutes } from '../support/first-five-minutes.js';
import { temporaryFolder } from '../support/home.js';

const root = resolve(import.meta.dirname, '../..');
const exec = promisify(execFile);

/** Copies a program into the root `to`, with the libraries it is linked to, each under its own path. */
async function transplant(program: string, to: string, as = program): Promise<void> {
  const { stdout } = await exec('ldd', [program]);
  const libraries = [...stdout.matchAll(/(\/\S+) \(0x/g)].map(([, path]) => path ?? '');
  for (const [from, path] of [[program, as] as const, ...libraries.map((one) => [one, one] as const)]) {
    await mkdir(dirname(join(to, path)), { recursive: true });
    await cp(from, join(to, path), { dereference: true });
  }
}

test('the packed command line does the README’s first five minutes on a system without Node', async () => {
  const bare = await temporaryFolder(onTestFinished);
  const packed = await temporaryFolder(onTestFinished);
  await exec(process.execPath, ['scripts/pack-cli.mjs', packed], { cwd: root });
  const [folder = ''] = await readdir(packed);
  await mkdir(join(bare, 'opt'));
  await rename(join(packed, folder), join(bare, 'opt/keyrack'));
  await transplant('/bin/sh', bare);
  await transplant('/usr/bin/readlink', bare);
  // Its libraries alone: this Node is no part of what was packed.
  await transplant(process.execPath, bare, '/opt/keyrack/node/node');
  for (const one of ['home', 'tmp', 'usr/local/bin']) await mkdir(join(bare, one), { recursive: true });
  const asRoot =
    process.getuid?.() === 0 ? ['/usr/sbin/chroot', bare] : ['/usr/bin/unshare', '--user', '--map-root-user', '/usr/sbin/chroot', bare];
  const [program = '', ...before] = asRoot;
  await exec(program, [...before, '/bin/sh', '-c', 'command -v node && exit 1; exit 0']);
  await firstFiveMinutes(onTestFinished, {
    home: join(bare, 'home'),
    homeInside: '/home',
    path: '/opt/keyrack/bin',
    command: [program, ...before, '/bin/sh'],
  });
});

test('npm’s package, installed into an empty prefix, does the README’s first five minutes', async () => {
  const folder = await temporaryFolder(onTestFinished);
  const { stdout } = await exec('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], { cwd: root });
  const [{ filename, files }] = JSON.parse(stdout) as [{ filename: string; files: { path: string }[] }];
  const { files: allowed } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { files: string[] };
  // npm takes what `main` names, asked or not.
  const beside = (path: string) =>
    ['package.json', 'out/main/index.js', ...allowed].some((one) => path === one || path.startsWith(`${one}/`));
  expect(files.map(({ path }) => path).filter((path) => !beside(path))).toEqual([]);
  const prefix = join(folder, 'prefix');
  // keytar is optional, and would be built: here is no keychain to use it with.
  const install = [
    'install',
    '--global',
    '--prefix',
    prefix,
    '--offline',
    '--omit=optional',
    '--ignore-scripts',
    join(folder, basename(filename)),
  ];
  await exec('npm', install, { cwd: folder });
  await mkdir(join(folder, 'home'));
  await firstFiveMinutes(onTestFinished, {
    home: join(folder, 'home'),
    path: `${join(prefix, 'bin')}:${dirname(process.execPath)}:/usr/bin:/bin`,
    command: ['sh'],
  });
});
