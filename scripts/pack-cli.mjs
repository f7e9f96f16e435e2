// node scripts/pack-cli.mjs [FOLDER]: the command line for a machine without Node. cli-OS-ARCH in FOLDER (dist) holds Node itself, a launcher, the bundles and keytar.
// Node is the one that runs this script; a release runs it with the newest LTS.
import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const isWindows = process.platform === 'win32';
const system = { darwin: 'mac', win32: 'win' }[process.platform] ?? process.platform;
const out = join(process.argv[2] ?? join(root, 'dist'), `cli-${system}-${process.arch}`);

rmSync(out, { recursive: true, force: true });
for (const folder of ['bin', 'lib', 'node']) mkdirSync(join(out, folder), { recursive: true });

const node = join(out, 'node', isWindows ? 'node.exe' : 'node');
copyFileSync(process.execPath, node);
chmodSync(node, 0o755);
const license = [join(dirname(process.execPath), 'LICENSE'), resolve(process.execPath, '../../LICENSE')].find(existsSync);
if (license) copyFileSync(license, join(out, 'node', 'LICENSE'));

cpSync(join(root, 'out/cli'), join(out, 'lib'), { recursive: true });
const keytar = join(root, 'node_modules/keytar');
for (const part of ['package.json', 'LICENSE.md', 'lib/keytar.js', 'build/Release/keytar.node']) {
  const to = join(out, 'lib/node_modules/keytar', part);
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(join(keytar, part), to);
}
copyFileSync(join(root, 'LICENSE'), join(out, 'LICENSE'));

const launcher = isWindows ? 'keyrack.cmd' : 'keyrack';
copyFileSync(join(root, 'resources/cli', launcher), join(out, 'bin', launcher));
chmodSync(join(out, 'bin', launcher), 0o755);

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
console.log(
  `cli-${system}-${process.arch}: Keyrack ${version} on Node ${process.versions.node}, ${readdirSync(join(out, 'lib')).length} files and folders.`,
);
