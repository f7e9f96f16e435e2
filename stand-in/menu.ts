import { EventEmitter } from 'node:events';
import type { MenuItemConstructorOptions } from 'electron';
import { app } from './app.js';

/** A key the page was given and did not take. */
export interface Pressed {
  readonly key: string;
  readonly ctrl: boolean;
  readonly meta: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
}

export class MenuItem {
  readonly label: string;
  readonly role: MenuItemConstructorOptions['role'];
  readonly accelerator: string | undefined;
  readonly submenu: Menu | undefined;
  readonly click: (event?: unknown, window?: unknown) => void;
  enabled: boolean;
  visible: boolean;
  checked: boolean;
  constructor(options: MenuItemConstructorOptions) {
    this.label = options.label ?? '';
    this.role = options.role;
    this.accelerator = options.accelerator;
    this.enabled = options.enabled ?? true;
    this.visible = options.visible ?? true;
    this.checked = options.checked ?? false;
    const { submenu } = options;
    this.submenu = Array.isArray(submenu) ? Menu.buildFromTemplate(submenu) : (submenu as unknown as Menu | undefined);
    // Of the roles, the one that ends the app; the rest are the system's.
    this.click = (event, window) => {
      if (options.role === 'quit') app.quit();
      options.click?.(this as never, window as never, event as never);
    };
  }
}

export class Menu extends EventEmitter {
  static #application: Menu | null = null;
  readonly items: MenuItem[] = [];
  static buildFromTemplate = (template: readonly (MenuItemConstructorOptions | Electron.MenuItem)[]): Menu => {
    const menu = new Menu();
    for (const one of template) menu.append(new MenuItem(one as MenuItemConstructorOptions));
    return menu;
  };
  static setApplicationMenu = (menu: Menu | null): void => {
    Menu.#application = menu;
  };
  static getApplicationMenu = (): Menu | null => Menu.#application;
  append(item: MenuItem): void {
    this.items.push(item);
  }
  popup(): void {}
  closePopup(): void {}
}

const everyItem = (menu: Menu): MenuItem[] => menu.items.flatMap((item) => [item, ...(item.submenu ? everyItem(item.submenu) : [])]);
const mac = process.platform === 'darwin';

function matches(accelerator: string, pressed: Pressed): boolean {
  const parts = accelerator.toLowerCase().split('+');
  const key = parts.pop() ?? '';
  const either = parts.some((part) => part === 'cmdorctrl' || part === 'commandorcontrol');
  const has = (...names: readonly string[]) => parts.some((part) => names.includes(part));
  return (
    key === pressed.key.toLowerCase() &&
    pressed.ctrl === (has('ctrl', 'control') || (either && !mac)) &&
    pressed.meta === (has('cmd', 'command', 'super', 'meta') || (either && mac)) &&
    pressed.alt === has('alt', 'option') &&
    pressed.shift === has('shift')
  );
}

/** The menu bar takes what the page left. */
export function pressInMenu(pressed: Pressed, window: unknown): void {
  const bar = Menu.getApplicationMenu();
  const item = bar && everyItem(bar).find((one) => one.enabled && one.accelerator && matches(one.accelerator, pressed));
  item?.click({ triggeredByAccelerator: true }, window);
}
