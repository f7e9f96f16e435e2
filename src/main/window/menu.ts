import { Menu, type MenuItemConstructorOptions } from 'electron';
import { type Command, type CommandRow, commandRows } from '../../shared/ipc/commands.js';
import { menu as words } from '../words.js';

/** The menu bar: standard roles, and what the page can do by itself. Undo of text stays the system's; the page's own undo has its place in it. */
export function installMenu(platform: NodeJS.Platform, packaged: boolean, send: (command: Command) => void): void {
  const commandsOf = (menu: CommandRow['menu']): MenuItemConstructorOptions[] =>
    commandRows.flatMap(([name, row]) => (row.menu === menu ? item(row, () => send(name)) : []));
  const template: MenuItemConstructorOptions[] = [
    ...(platform === 'darwin' ? [{ role: 'appMenu' as const }] : []),
    { label: words.file, submenu: [...commandsOf('file'), { role: platform === 'darwin' ? 'close' : 'quit' }] },
    { role: 'editMenu' },
    { label: words.keys, submenu: commandsOf('keys') },
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
    { role: 'help', submenu: commandsOf('help') },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

const item = ({ label, key, ends }: CommandRow, click: () => void): MenuItemConstructorOptions[] => [
  { label, click, ...(key === null ? {} : { accelerator: `CmdOrCtrl+${key.toUpperCase()}` }) },
  ...(ends ? [{ type: 'separator' as const }] : []),
];
