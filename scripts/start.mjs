// Opens the window: in Electron, or, where its binary is missing and cannot be had, on an installed Chromium.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const main = join(root, 'out/main/index.js');
const args = process.argv.slice(2);

if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
  process.stderr.write(
    'There is no display here to open a window on. On a desktop: npm start. Over SSH: ssh -X. With xvfb installed: xvfb-run npm start. The command line needs none: npx keyrack --help\n',
  );
  process.exit(1);
}

if (!['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html'].every((path) => existsSync(join(root, path)))) {
  const { status } = spawnSync(process.execPath, [join(root, 'scripts/build.mjs')], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

const electron = electronBinary() ?? downloadElectron();
if (electron) open(electron, [root, ...args]);
else {
  process.stderr.write('Electron’s binary is not here and cannot be downloaded: opening the same app on Chromium, for a look only.\n');
  const { buildStandIn } = await import('../stand-in/build.mjs');
  await buildStandIn();
  const hooks = [
    '--import',
    new URL('../stand-in/register.mjs', import.meta.url).href,
    '--require',
    join(root, 'stand-in/require-hook.cjs'),
  ];
  open(process.execPath, [...hooks, main, ...args]);
}

/** Null when it was never downloaded. Asking `require('electron')` would try to. */
function electronBinary() {
  const folder = join(root, 'node_modules/electron');
  const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist');
  const name = existsSync(join(folder, 'path.txt')) ? readFileSync(join(folder, 'path.txt'), 'utf8').trim() : null;
  if (name === null && !process.env.ELECTRON_OVERRIDE_DIST_PATH) return null;
  const binary = join(dist, name ?? (process.platform === 'win32' ? 'electron.exe' : 'electron'));
  return existsSync(binary) ? binary : null;
}

/** Electron's own installer, checksums included; the one place that may ask it. */
function downloadElectron() {
  const install = join(root, 'node_modules/electron/install.js');
  if (!existsSync(install)) return null;
  process.stderr.write('Electron’s binary is not here yet; fetching it once.\n');
  spawnSync(process.execPath, [install], { stdio: 'ignore', timeout: 180_000 });
  return electronBinary();
}

function open(program, given) {
  const child = spawn(program, given, { stdio: 'inherit', env: process.env });
  child.on('error', (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}
