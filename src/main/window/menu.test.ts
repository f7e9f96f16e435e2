import type { MenuItemConstructorOptions } from 'electron';
import { expect, test, vi } from 'vitest';
import { installMenu } from './menu.js';

const installed: MenuItemConstructorOptions[][] = [];
vi.mock('electron', () => ({
  Menu: {
    buildFromTemplate: (template: MenuItemConstructorOptions[]) => template,
    setApplicationMenu: (template: MenuItemConstructorOptions[]) => installed.push(template),
  },
}));

function menuOf(platform: NodeJS.Platform, packaged = true) {
  const sent: string[] = [];
  installMenu(platform, packaged, (command) => sent.push(command));
  const template = installed.at(-1) ?? [];
  const itemsOf = (label: string) =>
    (template.find((one) => one.label === label || one.role === label)?.submenu ?? []) as MenuItemConstructorOptions[];
  const said = (label: string) =>
    itemsOf(label).map((one) => one.role ?? (one.type === 'separator' ? '—' : `${one.label} ${one.accelerator ?? ''}`.trim()));
  return { template, itemsOf, said, sent };
}

test('the menu bar holds every command once, in its menu, with its letter, and lines where a group ends', () => {
  const { template, said } = menuOf('linux');
  expect(template.map(({ role, label }) => role ?? label)).toEqual(['File', 'editMenu', 'Keys', 'View', 'windowMenu', 'help']);
  expect(said('File')).toEqual([
    'Import keys… CmdOrCtrl+I',
    'Import a folder…',
    'Import from the clipboard',
    'Look where other tools keep keys…',
    'What is this file?',
    '—',
    'New organization… CmdOrCtrl+N',
    '—',
    'Settings… CmdOrCtrl+,',
    'Lock CmdOrCtrl+L',
    '—',
    'quit',
  ]);
  expect(said('Keys')).toEqual([
    'Command palette… CmdOrCtrl+K',
    'Find CmdOrCtrl+F',
    'Test connection CmdOrCtrl+T',
    'Test every key',
    'Compact list CmdOrCtrl+D',
    'Bring back the last key trashed',
  ]);
  expect(said('help')).toEqual(['Install the command line tool', 'Keyboard shortcuts']);
});

test('on a Mac the first menu is the app’s own, and File ends with closing the window, not with quitting', () => {
  const { template, said } = menuOf('darwin');
  expect(template[0]?.role).toBe('appMenu');
  expect(said('File').at(-1)).toBe('close');
});

test('choosing an entry tells the page which command it was', () => {
  const { itemsOf, sent } = menuOf('linux');
  for (const label of ['Import keys…', 'Find', 'Keyboard shortcuts'])
    for (const one of ['File', 'Keys', 'help'].flatMap(itemsOf))
      if (one.label === label) one.click?.(undefined as never, undefined, undefined as never);
  expect(sent).toEqual(['import', 'find', 'help']);
});

test('H-15 the page can be made larger and smaller; DevTools are in the menu only of what was not packaged', () => {
  const usual = ['resetZoom', 'zoomIn', 'zoomOut', '—', 'togglefullscreen'];
  expect(menuOf('linux').said('View')).toEqual(usual);
  expect(menuOf('linux', false).said('View')).toEqual([...usual, 'toggleDevTools']);
});
