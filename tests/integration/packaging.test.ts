import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../support/home.js';
import { madeUpElectron, packageFor } from '../support/made-up-electron.js';

const root = resolve(import.meta.dirname, '../..');
const require = createRequire(import.meta.url);
const exec = promisify(execFile);
const toEnd: (() => Promise<void>)[] = [];
const atTheEnd = (work: () => Promise<void>) => void toEnd.push(work);
afterAll(async () => {
  for (const work of toEnd) await work();
});

/** Every file of an archive, by its path; `unpacked`: beside it. */
function listed(asar: string): readonly { path: string; unpacked: boolean }[] {
  const { listPackage, statFile } = require('@electron/asar');
  return listPackage(asar, { isPack: false }).flatMap((name: string) => {
    const path = name.replaceAll('\\', '/').slice(1);
    const found = statFile(asar, path);
    return 'files' in found ? [] : [{ path, unpacked: found.unpacked === true }];
  });
}

/** As electron-builder writes one. */
const macro = (name: string) => `$\{${name}}`.replace('\\', '');

const allowed = [
  /^package\.json$/,
  /^out\/main\/(index|keychain|strongroom)\.js$/,
  /^out\/main\/chunks\/[\w-]+\.js$/,
  /^out\/preload\/index\.cjs$/,
  /^out\/renderer\/index\.html$/,
  /^out\/renderer\/assets\/[\w-]+\.(js|css)$/,
  /^node_modules\/keytar\/(package\.json|LICENSE\.md|lib\/keytar\.js|build\/Release\/keytar\.node)$/,
];

describe('packaged for Linux, of a made-up Electron', () => {
  let packed: Awaited<ReturnType<typeof packageFor>>;
  let app = '';
  let folder = '';
  const kept = (kind: string, path: string) => join(folder, `${kind}-${basename(path)}`);
  const arguments_ = new Map<string, readonly string[]>();
  beforeAll(async () => {
    folder = await temporaryFolder(atTheEnd);
    // An fpm that writes down what it was asked, and keeps the files it was shown.
    const fpm = join(folder, 'fpm');
    await writeFile(
      fpm,
      `#!/bin/sh
kind=; last=
for one; do [ "$last" = -t ] && kind=$one; [ "$last" = --package ] && : >"$one"; last=$one; done
for one; do
  printf '%s\\n' "$one" >>"${folder}/$kind.arguments"
  case $one in *-after-*.sh | *.desktop=*) cp "\${one%%=*}" "${folder}/$kind-$(basename "\${one%%=*}")" ;; esac
done
`,
    );
    await chmod(fpm, 0o755);
    packed = await packageFor(atTheEnd, ['dir', 'deb', 'rpm'], { electron: await madeUpElectron(atTheEnd), env: { CUSTOM_FPM_PATH: fpm } });
    expect(packed.code, packed.said).toBe(0);
    for (const kind of ['deb', 'rpm']) arguments_.set(kind, (await readFile(join(folder, `${kind}.arguments`), 'utf8')).split('\n'));
    app = join(packed.folder, 'linux-unpacked');
  });

  test('H-40 the program’s fuses are what they should be', async () => {
    const { version, ...wire } = await getCurrentFuseWire(join(app, 'keyrack-desktop'));
    const [off, on] = [48, 49];
    expect(version).toBe('1');
    // RunAsNode, CookieEncryption, NodeOptions, NodeCliInspect, AsarIntegrity (not on Linux), OnlyLoadAppFromAsar, snapshot, file privileges, WASM traps
    expect(Object.values(wire)).toEqual([off, off, off, off, off, on, off, off, on]);
  });

  test('H-44 the archive holds the bundles and keytar, nothing else, and only native code lies beside it', () => {
    const files = listed(join(app, 'resources/app.asar'));
    expect(files.filter(({ path }) => !allowed.some((one) => one.test(path)))).toEqual([]);
    for (const one of allowed)
      expect(
        files.some(({ path }) => one.test(path)),
        String(one),
      ).toBe(true);
    expect(files.filter(({ unpacked }) => unpacked).map(({ path }) => path)).toEqual(['node_modules/keytar/build/Release/keytar.node']);
  });

  test('the command line comes with it, with a Node of its own', async () => {
    const { stdout } = await exec(join(app, 'resources/cli/bin/keyrack'), ['--version'], { env: { PATH: '/nowhere' } });
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
    expect(stdout.trim()).toBe(version);
  });

  test.each(['deb', 'rpm'])('the %s asks for libsecret, and runs electron-builder’s own scripts and ours', async (kind) => {
    const given = arguments_.get(kind) ?? [];
    const following = (flag: string) => given.flatMap((one, n) => (one === flag ? [given[n + 1] ?? ''] : []));
    expect(following('--name')).toEqual(['keyrack-desktop']);
    expect(following('-d').some((one) => one.startsWith('libsecret'))).toBe(true);
    const templates = join(root, 'node_modules/app-builder-lib/templates/linux');
    for (const name of ['after-install', 'after-remove']) {
      const path = kept(kind, following(`--${name}`)[0] ?? '');
      const script = await readFile(path, 'utf8');
      const theirs = (await readFile(join(templates, `${name}.tpl`), 'utf8'))
        .replaceAll(macro('executable'), 'keyrack-desktop')
        .replaceAll(macro('sanitizedProductName'), 'Keyrack');
      expect(script.startsWith(theirs.trimEnd())).toBe(true);
      expect(script).toContain("'/opt/Keyrack/resources/cli/bin/keyrack'");
      await exec('sh', ['-n', path]);
    }
    // Where user namespaces are forbidden: the helper is root's and setuid, and AppArmor is told of the program (Ubuntu from 23.10 on).
    const installing = await readFile(kept(kind, following('--after-install')[0] ?? ''), 'utf8');
    expect(installing).toContain("chmod 4755 '/opt/Keyrack/chrome-sandbox'");
    expect(installing).toContain("APPARMOR_PROFILE_SOURCE='/opt/Keyrack/resources/apparmor-profile'");
    const profile = await readFile(join(app, 'resources/apparmor-profile'), 'utf8');
    expect(profile).toMatch(/"?\/opt\/Keyrack\/keyrack-desktop"? flags=\(unconfined\)[^}]*userns,/);
    expect(given.join('\n') + installing).not.toContain('no-sandbox');
    expect(given).toContain('resources/linux/dev.keyrack.desktop.metainfo.xml=/usr/share/metainfo/dev.keyrack.desktop.metainfo.xml');
  });

  test('the desktop entry and the AppStream data pass their own checkers', async () => {
    const entry = (arguments_.get('deb') ?? []).find((one) => one.includes('.desktop=')) ?? '';
    const [source = '', target = ''] = entry.split('=');
    expect(target).toBe('/usr/share/applications/keyrack-desktop.desktop');
    await exec('desktop-file-validate', [kept('deb', source)]);
    const text = await readFile(kept('deb', source), 'utf8');
    expect(text).toMatch(/^MimeType=application\/x-apple-p8;$/m);
    expect(text).toMatch(/^Exec=\/opt\/Keyrack\/keyrack-desktop %U$/m);
    await exec('appstreamcli', ['validate', '--no-net', join(root, 'resources/linux/dev.keyrack.desktop.metainfo.xml')]);
  });
});

test('H-40 a program whose fuses are not what they should be is not packaged, on whichever system', async () => {
  const { readBack } = (await import(pathToFileURL(join(root, 'build/after-pack.mjs')).href)) as {
    readBack(program: string, platform: string): Promise<void>;
  };
  // As Electron comes, of these made-up ones: every fuse on.
  const program = join(await madeUpElectron(onTestFinished), 'electron');
  for (const platform of ['linux', 'darwin', 'win32'])
    await expect(readBack(program, platform)).rejects.toThrow(/RunAsNode.*EnableNodeCliInspectArguments/);
  await expect(readBack(program, 'linux')).rejects.toThrow('EnableEmbeddedAsarIntegrityValidation');
  await expect(readBack(program, 'darwin')).rejects.not.toThrow('EnableEmbeddedAsarIntegrityValidation');
});

test('H-42 the flavour that tests may drive says so in every file’s name, and differs in one fuse and a word of its package.json', async () => {
  const { extractFile } = require('@electron/asar');
  const electron = await madeUpElectron(onTestFinished);
  const fpm = join(await temporaryFolder(onTestFinished), 'fpm');
  await writeFile(fpm, '#!/bin/sh\nlast=\nfor one; do [ "$last" = --package ] && : >"$one"; last=$one; done\n', { mode: 0o755 });
  const flavours = await Promise.all(
    ['', 'e2e'].map((flavour) =>
      packageFor(onTestFinished, ['deb'], { electron, env: { CUSTOM_FPM_PATH: fpm, KEYRACK_FLAVOUR: flavour } }),
    ),
  );
  for (const { code, said } of flavours) expect(code, said).toBe(0);
  const [released, driven] = await Promise.all(
    flavours.map(async ({ folder }) => {
      const asar = join(folder, 'linux-unpacked/resources/app.asar');
      const texts = listed(asar).flatMap(({ path, unpacked }) => (unpacked ? [] : [[path, String(extractFile(asar, path))] as const]));
      return {
        names: (await readdir(folder)).filter((name) => name.endsWith('.deb')),
        texts: new Map(texts),
        wire: await getCurrentFuseWire(join(folder, 'linux-unpacked/keyrack-desktop')),
      };
    }),
  );
  expect(released?.names).toEqual([expect.not.stringContaining('e2e')]);
  expect(driven?.names).toEqual([expect.stringMatching(/-e2e\.deb$/)]);
  expect(driven?.wire).toEqual({ ...released?.wire, [FuseV1Options.EnableNodeCliInspectArguments]: 49 });
  const description = (texts = new Map<string, string>()) => JSON.parse(texts.get('package.json') ?? '{}');
  expect(description(driven?.texts)).toEqual({ ...description(released?.texts), flavour: 'e2e' });
  expect(description(released?.texts)).not.toHaveProperty('flavour');
  for (const one of [released, driven]) one?.texts.delete('package.json');
  expect(driven?.texts).toEqual(released?.texts);
});

test('H-41 an Electron with a fuse that nobody has decided about is not packaged', async () => {
  const electron = await madeUpElectron(onTestFinished, { fuses: 10 });
  const { code, said } = await packageFor(onTestFinished, ['dir'], { electron });
  expect(code).not.toBe(0);
  expect(said).toContain('10 fuses');
});

describe('what only a release run can build', () => {
  let config: Record<string, Record<string, unknown>>;
  beforeAll(async () => {
    config = require('js-yaml').load(await readFile(join(root, 'electron-builder.yml'), 'utf8'));
  });

  test('the whole configuration is electron-builder’s', async () => {
    const { validateConfiguration } = require('app-builder-lib/out/util/config/config');
    await expect(validateConfiguration(config, { isEnabled: false, add: () => undefined })).resolves.toBeUndefined();
  });

  test('macOS: hardened, notarized, for both architectures, with one entitlement', async () => {
    expect(config.mac).toMatchObject({ hardenedRuntime: true, notarize: true });
    expect(config.mac?.target).toEqual(['dmg', 'zip'].map((target) => ({ target, arch: ['x64', 'arm64'] })));
    for (const path of [config.mac?.entitlements, config.mac?.entitlementsInherit]) {
      const keys = (await readFile(join(root, String(path)), 'utf8')).match(/<key>.*<\/key>/g);
      expect(keys).toEqual(['<key>com.apple.security.cs.allow-jit</key>']);
    }
  });

  test('Windows: an installer for one user, that leaves the vault', () => {
    expect(config.win?.target).toEqual([{ target: 'nsis', arch: ['x64', 'arm64'] }]);
    expect(config.nsis).toMatchObject({ perMachine: false, deleteAppDataOnUninstall: false });
  });

  test('nothing is told where to look for updates', () => {
    expect(config.publish).toBeNull();
    expect(existsSync(join(root, 'app-update.yml'))).toBe(false);
  });

  test('every icon is there in its sizes', async () => {
    for (const size of [16, 24, 32, 48, 64, 128, 256, 512]) {
      const png = await readFile(join(root, `build/icons/${size}x${size}.png`));
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
    }
    for (const name of ['icon', 'key-file']) {
      expect((await readFile(join(root, `build/${name}.icns`))).subarray(0, 4).toString()).toBe('icns');
      expect((await readFile(join(root, `build/${name}.ico`))).readUInt16LE(4)).toBe(7);
    }
  });
});
