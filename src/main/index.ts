import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { app, dialog, protocol } from 'electron';
import { homeFolder } from '../core/home.js';
import { keepInspectorShut, shutInspector } from '../strongroom/client/inspector.js';
import { isReleased, refusedSwitch } from './desktop/arguments.js';
import { secretsOf } from './desktop/handed-over.js';
import { argumentsOf, createOpenedFiles, type OpenedFiles } from './desktop/opened-files.js';
import { start } from './start.js';
import { appScheme } from './window/protocol.js';
import { cannotStart } from './words.js';

// What must be said before `ready`, in this order; the rest is in start.ts.

// A development build may be asked for its inspector; a released one refuses to start with it (H-05).
const started = [...process.execArgv, ...process.argv.slice(1)];
keepInspectorShut(started);

const refused = isReleased(app.isPackaged, import.meta.url)
  ? refusedSwitch(process.argv, (name) => app.commandLine.hasSwitch(name), process.platform)
  : null;
if (refused === null || isMadeForTests()) begin();
else {
  process.stderr.write(`Keyrack does not start with ${refused}: it would open the inside of the app to others.\n`);
  app.exit(2);
}

/**
 * H-42: a build that tests may drive says so in the package.json of its archive (scripts/package.mjs), and nowhere in its code. A release
 * is never such a one.
 */
function isMadeForTests(): boolean {
  const { flavour } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { flavour?: string };
  return flavour === 'e2e';
}

function begin(): void {
  // First: Chromium's processes inherit what the environment holds when they are started (H-73).
  const secrets = secretsOf(process.env);
  // What H-05 refuses as a switch Chromium takes from here as well: the keys of its TLS connections, which carry tokens, in a file.
  delete process.env.SSLKEYLOGFILE;
  const home = homeFolder(process.platform, process.env, homedir(), process.cwd());
  // Chromium's own files have a folder of their own, never beside the vault (design: "where things lie").
  const chromium = join(home, 'window');
  const crashes = join(chromium, 'crashes');
  try {
    mkdirSync(home, { recursive: true, mode: 0o700 });
    mkdirSync(chromium, { recursive: true, mode: 0o700 });
  } catch {
    endWith(cannotStart.home(home));
    return;
  }
  app.setName('Keyrack');
  app.setPath('userData', chromium);
  app.setPath('crashDumps', crashes);
  app.enableSandbox();
  leaveKeyringsAlone();
  protocol.registerSchemesAsPrivileged([{ scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } }]);

  const opened = openedAtStart();

  // H-62: before anything of ours is opened. The one that runs comes to the front; this one ends.
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  // H-63: a dump is a picture of memory.
  rmSync(crashes, { recursive: true, force: true });
  app
    .whenReady()
    .then(() => {
      shutInspector(started);
      return start(home, secrets, opened);
    })
    // Without a window nobody would ever hear of it, and the process would stay. What went wrong may name a path, never a secret.
    .catch(() => endWith(cannotStart.window));
}

/**
 * Chromium makes itself a key of the system's keyring as it starts, whether anything is encrypted with it or not, and a locked one asks
 * for its password (electron #51981). Nothing of the page is kept (H-06), so there is nothing to encrypt.
 */
function leaveKeyringsAlone(): void {
  if (process.platform === 'linux') app.commandLine.appendSwitch('password-store', 'basic');
  if (process.platform === 'darwin') app.commandLine.appendSwitch('disable-features', 'UseKeychainKeyProvider');
}

/** A function of its own: the listener stays, and would keep alive whatever it can see, the secrets too. */
function openedAtStart(): OpenedFiles {
  const opened = createOpenedFiles();
  opened.add(argumentsOf(process.argv), process.cwd());
  // macOS: the file that Keyrack was started with comes before `ready`.
  app.on('open-file', (event, path) => {
    event.preventDefault();
    opened.add([path], '/');
  });
  return opened;
}

function endWith({ title, words }: { readonly title: string; readonly words: string }): void {
  dialog.showErrorBox(title, words);
  app.exit(1);
}
