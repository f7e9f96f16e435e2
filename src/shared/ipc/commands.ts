/** A command of the menu bar and the keyboard: where it stands, in which order, and its letter. */
export interface CommandRow {
  readonly menu: 'file' | 'keys' | 'help';
  /** What the menu says. */
  readonly label: string;
  /** With Ctrl or ⌘. */
  readonly key: string | null;
  /** A line below it in the menu. */
  readonly ends?: true;
}

/** What the menu bar asks the page to do. Each row must be answered in the page's `deeds` (`features/home/commands.ts`), or it does not compile. */
export const commands = {
  import: { menu: 'file', label: 'Import keys…', key: 'i' },
  'import-folder': { menu: 'file', label: 'Import a folder…', key: null },
  paste: { menu: 'file', label: 'Import from the clipboard', key: null },
  'import-elsewhere': { menu: 'file', label: 'Look where other tools keep keys…', key: null },
  identify: { menu: 'file', label: 'What is this file?', key: null, ends: true },
  'new-organization': { menu: 'file', label: 'New organization…', key: 'n', ends: true },
  settings: { menu: 'file', label: 'Settings…', key: ',' },
  lock: { menu: 'file', label: 'Lock', key: 'l', ends: true },
  palette: { menu: 'keys', label: 'Command palette…', key: 'k' },
  find: { menu: 'keys', label: 'Find', key: 'f' },
  test: { menu: 'keys', label: 'Test connection', key: 't' },
  'test-every': { menu: 'keys', label: 'Test every key', key: null },
  density: { menu: 'keys', label: 'Compact list', key: 'd' },
  undo: { menu: 'keys', label: 'Bring back the last key trashed', key: null },
  'command-line': { menu: 'help', label: 'Install the command line tool', key: null },
  help: { menu: 'help', label: 'Keyboard shortcuts', key: null },
} as const satisfies Readonly<Record<string, CommandRow>>;

export type Command = keyof typeof commands;

export const commandNames = Object.keys(commands) as [Command, ...Command[]];

/** Each with its row, whose optional fields can be asked for. */
export const commandRows = Object.entries(commands) as readonly (readonly [Command, CommandRow])[];
