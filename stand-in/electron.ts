// The slice of Electron that Keyrack’s main process uses, over Chromium. It proves nothing of menus, trays or the OS clipboard.
import { isMainThread } from 'node:worker_threads';
import type * as Electron from 'electron';
import { app, becomeReady, life, openFile } from './app.js';
import { startChromium } from './chromium.js';
import { listenToDriver } from './control.js';
import { ClipboardItem, clipboard, dialog, nativeTheme, net, powerMonitor, screen, setSystemDark, shell, Tray } from './desktop.js';
import { ipcMain } from './ipc-main.js';
import { Menu, MenuItem } from './menu.js';
import { protocol, session } from './session.js';
import { BrowserWindow, closeStrays, followWindows } from './window.js';

if (!isMainThread) throw new Error("Cannot find module 'electron': it is not available in worker threads");

export {
  app,
  BrowserWindow,
  ClipboardItem,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  nativeTheme,
  net,
  powerMonitor,
  protocol,
  screen,
  session,
  shell,
  Tray,
};

// A name that is not Electron's does not compile; the members are held to electron.d.ts where they are written.
const electron = {
  app,
  BrowserWindow,
  ClipboardItem,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  nativeTheme,
  net,
  powerMonitor,
  protocol,
  screen,
  session,
  shell,
  Tray,
} satisfies Partial<Record<keyof typeof Electron, unknown>>;
const standIn = { setSystemDark, openFile };

followWindows();
// As Electron does when it is told to end: the first quits in order, and a second one kills (electron_browser_main_parts_posix.cc).
const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;
const told = () => {
  for (const signal of signals) process.off(signal, told);
  app.quit();
};
for (const signal of signals) process.on(signal, told);
listenToDriver(async () => {
  const win = BrowserWindow.getAllWindows()[0];
  const link = win?.standIn.link;
  return { electron, win, page: link?.page, cdp: link?.cdp, link, standIn };
});
// After the app's first turn, which registers its schemes and takes the instance lock.
setImmediate(async () => {
  // A second instance hands over and quits; it needs no browser.
  if (life.quitting) return;
  try {
    await startChromium(process.env.KEYRACK_STAND_IN_URL ?? 'app://bundle/index.html');
    closeStrays();
    becomeReady();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    app.exit(1);
  }
});
