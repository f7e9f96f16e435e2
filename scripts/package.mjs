// npm run package -- [electron-builder's arguments]: everything a release is made of. `-- --dir` makes the app's folder alone, and needs
// nothing but an Electron distribution: its cache, ELECTRON_OVERRIDE_DIST_PATH, or `-c.electronDist=PATH`.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const require = createRequire(import.meta.url);

/** Where everything is put; another place for a test that runs beside another. electron-builder.yml reads it too, relative. */
const packed = resolve(process.env.KEYRACK_PACKED ?? join(root, 'dist'));

const run = (...args) => {
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, KEYRACK_PACKED: relative(root, packed) },
  });
  if (status !== 0) process.exit(status ?? 1);
};

/** electron-builder's own script, and ours after it: theirs set up the sandbox, ours the command line's name. Answers its path. */
function extended(name) {
  const templates = join(dirname(require.resolve('app-builder-lib/package.json')), 'templates/linux');
  const theirs = readFileSync(join(templates, `${name}.tpl`), 'utf8');
  const ours = readFileSync(join(root, `build/linux/${name}.sh`), 'utf8');
  const path = join(packed, 'scripts', `${name}.sh`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${theirs.trimEnd()}\n\n${ours}`);
  return path;
}

const given = process.argv.slice(2);
if (!given.includes('--no-build')) run('scripts/build.mjs');
run('scripts/pack-cli.mjs', packed);
const scripts = ['deb', 'rpm'].flatMap((kind) => [
  `-c.${kind}.afterInstall=${extended('after-install')}`,
  `-c.${kind}.afterRemove=${extended('after-remove')}`,
]);
// H-42: the flavour that tests may drive is the same code; one fuse differs (build/after-pack.mjs), a word in its package.json, its names.
const yml = readFileSync(join(root, 'electron-builder.yml'), 'utf8');
const nameOf = (system) => new RegExp(`^${system}:\\n(?: .*\\n)*? {2}artifactName: (.*)\\.`, 'm').exec(yml)[1];
const flavour =
  process.env.KEYRACK_FLAVOUR === 'e2e'
    ? ['-c.extraMetadata.flavour=e2e', ...['mac', 'win', 'linux'].map((one) => `-c.${one}.artifactName=${nameOf(one)}-e2e.\${ext}`)]
    : [];
const electron = process.env.ELECTRON_OVERRIDE_DIST_PATH;
run(
  require.resolve('electron-builder/cli.js'),
  `-c.directories.output=${packed}`,
  ...scripts,
  ...flavour,
  ...(electron ? [`-c.electronDist=${electron}`] : []),
  ...given.filter((one) => one !== '--no-build'),
);
