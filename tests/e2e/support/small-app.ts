import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const main = String.raw`
import { app, BrowserWindow, ipcMain, Menu, protocol, session } from 'electron';
import { join } from 'node:path';

const say = (text) => process.stdout.write(text + '\n');
app.setPath('userData', join(process.env.KEYRACK_HOME, 'window'));
// Chromium asks no keyring of the system's for a key it does not need here.
if (process.platform === 'linux') app.commandLine.appendSwitch('password-store', 'basic');
protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
const policy = "default-src 'none'; script-src 'self'; frame-src 'self'";
const text = (body, type) => new Response(body, { headers: { 'content-type': type, 'content-security-policy': policy } });
const files = {
  '/index.html': () => text('<!doctype html><title>Small</title><h1>Small app</h1><div id="drop" style="height:200px">drop here</div>' +
    '<a id="away" href="other.html">away</a><a id="blank" href="https://example.com/" target="_blank">blank</a>' +
    '<p id="event">nothing</p><p id="dropped">nothing</p><p id="inline">kept</p><iframe src="frame.html"></iframe>' +
    '<script src="page.js"></script><script>document.getElementById("inline").textContent = "ran"</script>', 'text/html'),
  '/frame.html': () => text('<!doctype html><p>frame</p>', 'text/html'),
  "/other.html": () => text("<!doctype html><h1>Other page</h1>", "text/html"),
  '/page.js': () => text('small.onNews((news) => { document.getElementById("event").textContent = news.text });' +
    'addEventListener("dragover", (event) => event.preventDefault());' +
    'addEventListener("drop", (event) => { event.preventDefault();' +
    'document.getElementById("dropped").textContent = [...event.dataTransfer.files].map(small.pathOf).join("|") + " " + event.isTrusted });' +
    'addEventListener("keydown", (event) => { if (event.key === "f") event.preventDefault(); });' +
    'small.ready()', 'text/javascript'),
};
globalThis.pressed = [];
globalThis.seen = { navigated: [], opened: [], blocked: [] };
if (!app.requestSingleInstanceLock({ word: 'hello' })) app.quit();
else app.whenReady().then(() => {
  const ours = session.fromPartition('small', { cache: false });
  ours.protocol.handle('app', (request) => files[new URL(request.url).pathname]?.() ?? new Response(null, { status: 404 }));
  ours.webRequest.onBeforeRequest((details, answer) => {
    const ok = details.url.startsWith('app://bundle/');
    if (!ok) seen.blocked.push(details.url);
    answer({ cancel: !ok });
  });
  ipcMain.handle('echo', (event, value) => ({ value, from: event.senderFrame.url, ours: event.senderFrame === event.sender.mainFrame }));
  ipcMain.handle('fail', () => { throw new TypeError('no such key'); });
  ipcMain.handle('bad', () => ({ work() {} }));
  ipcMain.on('ready', (event) => event.sender.send('news', { text: 'good news' }));
  Menu.setApplicationMenu(Menu.buildFromTemplate([{ label: 'File', submenu: [
    { label: 'Lock', accelerator: 'CmdOrCtrl+L', click: () => pressed.push('lock') },
    { label: 'Find', accelerator: 'CmdOrCtrl+F', click: () => pressed.push('find') },
  ] }]));
  const win = new BrowserWindow({ width: 640, height: 480, show: false, webPreferences: { session: ours, preload: join(import.meta.dirname, 'preload.cjs') } });
  win.webContents.on('will-navigate', (event) => { seen.navigated.push(event.url); event.preventDefault(); });
  win.webContents.setWindowOpenHandler(({ url }) => { seen.opened.push(url); return { action: 'deny' }; });
  win.on('close', () => say('close'));
  win.on('closed', () => say('closed'));
  win.loadURL('app://bundle/index.html');
});
app.on('second-instance', (_event, argv, _cwd, data) => { globalThis.second = { last: argv.at(-1), data }; });
app.on('window-all-closed', () => { say('window-all-closed'); app.quit(); });
app.on('before-quit', () => say('before-quit'));
let held = true;
app.on('will-quit', (event) => {
  say('will-quit');
  if (held) { held = false; event.preventDefault(); setImmediate(() => app.exit(3)); }
});
`;

const preload = `
const { contextBridge, ipcRenderer, webUtils } = require('electron');
contextBridge.exposeInMainWorld('small', {
  echo: (value) => ipcRenderer.invoke('echo', value),
  fail: () => ipcRenderer.invoke('fail'),
  bad: () => ipcRenderer.invoke('bad'),
  nobody: () => ipcRenderer.invoke('nobody'),
  ready: () => ipcRenderer.send('ready'),
  onNews: (listen) => { ipcRenderer.on('news', (_event, news) => listen(news)); },
  pathOf: (file) => webUtils.getPathForFile(file),
  nested: { add: (a, b) => a + b, refuse: () => { throw new RangeError('too many'); }, late: async () => { throw new TypeError('late'); } },
});
`;

/** An Electron app of three files, written to a folder of its own; answers its main module and how to remove it. */
export async function writeSmallApp(): Promise<{ readonly main: string; readonly home: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'keyrack-small-app-'));
  const home = join(folder, 'home');
  await mkdir(home);
  await writeFile(join(folder, 'main.mjs'), main);
  await writeFile(join(folder, 'preload.cjs'), preload);
  return { main: join(folder, 'main.mjs'), home, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }) };
}
