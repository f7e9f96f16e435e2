import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { EventData } from '../shared/ipc/contract.js';

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
      label: 'File',
      submenu: [
        item('Import keys…', 'import', 'CmdOrCtrl+I'),
        item('Import a folder…', 'import-folder'),
        item('Import from the clipboard', 'paste'),
        item('Look where other tools keep keys…', 'import-elsewhere'),
        item('What is this file?', 'identify'),
        { type: 'separator' },
        item('New organization…', 'new-organization', 'CmdOrCtrl+N'),
        { type: 'separator' },
        item('Settings…', 'settings', 'CmdOrCtrl+,'),
        item('Lock', 'lock', 'CmdOrCtrl+L'),
        { type: 'separator' },
        { role: platform === 'darwin' ? 'close' : 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: 'Keys',
      submenu: [
        item('Command palette…', 'palette', 'CmdOrCtrl+K'),
        item('Find', 'find', 'CmdOrCtrl+F'),
        item('Test connection', 'test', 'CmdOrCtrl+T'),
        item('Bring back the last key trashed', 'undo'),
      ],
    },
    {
      label: 'View',
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
    { role: 'help', submenu: [item('Keyboard shortcuts', 'help')] },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
