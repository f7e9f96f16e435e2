import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { EventData } from '../shared/ipc/contract.js';
import { menu as words } from './words.js';

type Command = EventData<'command'>['name'];

/** The menu bar: standard roles, and what the page can do by itself. Undo of text stays the system's; the page's own undo has its place in it. */
export function installMenu(platform: NodeJS.Platform, packaged: boolean, send: (command: Command) => void): void {
  const item = (label: string, command: Command, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    click: () => send(command),
    ...(accelerator === undefined ? {} : { accelerator }),
  });
  const template: MenuItemConstructorOptions[] = [
    ...(platform === 'darwin' ? [{ role: 'appMenu' as const }] : []),
    {
      label: words.file,
      submenu: [
        item(words.importKeys, 'import', 'CmdOrCtrl+I'),
        item(words.importFolder, 'import-folder'),
        item(words.importFromClipboard, 'paste'),
        item(words.lookElsewhere, 'import-elsewhere'),
        item(words.identify, 'identify'),
        { type: 'separator' },
        item(words.newOrganization, 'new-organization', 'CmdOrCtrl+N'),
        { type: 'separator' },
        item(words.settings, 'settings', 'CmdOrCtrl+,'),
        item(words.lock, 'lock', 'CmdOrCtrl+L'),
        { type: 'separator' },
        { role: platform === 'darwin' ? 'close' : 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: words.keys,
      submenu: [
        item(words.palette, 'palette', 'CmdOrCtrl+K'),
        item(words.find, 'find', 'CmdOrCtrl+F'),
        item(words.test, 'test', 'CmdOrCtrl+T'),
        item(words.undo, 'undo'),
      ],
    },
    {
      label: words.view,
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        ...(packaged ? [] : [{ role: 'toggleDevTools' as const }]),
      ],
    },
    { role: 'windowMenu' },
    { role: 'help', submenu: [item(words.help, 'help')] },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
