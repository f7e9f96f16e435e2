// Opens the window: in Electron, or, where its binary is missing and cannot be had, on an installed Chromium.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { sandboxAdvice } from './sandbox.mjs';

// Until it ends this process holds what it was given: Node's inspector stays shut (src/strongroom/client/inspector.ts).
process.on('SIGUSR1', () => undefined);

// Before anything is started: no build, no installer and no process of Chromium's inherits what opens a vault (H-73).
const secrets = takeSecrets();
// Inherited (from an editor's terminal, say), it would start a plain Node in place of the window.
delete process.env.ELECTRON_RUN_AS_NODE;

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
  process.stderr.write(
    'Electron’s binary is not here and cannot be downloaded: opening the same app on Chromium, for a look only. It has no file dialogs and a clipboard of its own. To import, drop a file on the window, or, while it is open: npm start -- AuthKey_….p8\n',
  );
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
  // Chromium's first processes may begin before the app's first line: secrets go beside the environment (src/main/desktop/handed-over.ts).
  // On Windows a child's descriptors are not to be relied on; nothing there begins before that line, and it takes them out itself.
  const beside = Object.keys(secrets).length > 0 && process.platform !== 'win32';
  const env = { ...process.env, ...(beside ? { KEYRACK_SECRETS_FD: '3' } : secrets) };
  const child = spawn(program, given, { stdio: ['inherit', 'inherit', 'inherit', beside ? 'pipe' : 'ignore'], env });
  // A program that went away without reading them has said so itself.
  child.stdio[3]?.on('error', () => undefined).end(JSON.stringify(secrets));
  child.on('error', (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  });
  // Ctrl+C and a terminal that is closed reach the whole group by themselves, and Electron takes the second of them for the end: it would
  // be gone before the clipboard is cleared. What is sent to this process alone is passed on.
  for (const signal of ['SIGINT', 'SIGHUP']) process.on(signal, () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code, signal) => {
    const advice = code === 0 || program === process.execPath ? null : sandboxAdvice(program);
    if (advice !== null) process.stderr.write(`${advice}\n`);
    process.exit(signal ? 1 : (code ?? 1));
  });
}

/** As `secretVariables` of src/shared/environment.ts: this runs before anything is built. */
function takeSecrets() {
  const names = ['PASSPHRASE', 'NEW_PASSPHRASE', 'BACKUP_PASSPHRASE', 'IDENTITY', 'IDENTITY_FILE'].map((name) => `KEYRACK_${name}`);
  const given = Object.fromEntries(names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));
  for (const name of [...names, 'KEYRACK_SECRETS_FD']) delete process.env[name];
  return given;
}
