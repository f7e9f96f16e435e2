import { EventEmitter } from 'node:events';
import type { Clipboard, Dialog, Display, MenuItemConstructorOptions, NativeTheme, Screen, Shell } from 'electron';

// In memory; tests read and set them.

export class ClipboardItem {
  readonly types: string[];
  readonly #data: ConstructorParameters<typeof Electron.ClipboardItem>[0];
  constructor(data: ConstructorParameters<typeof Electron.ClipboardItem>[0]) {
    this.#data = data;
    this.types = Object.keys(data);
  }
  async getType(type: string): Promise<Blob> {
    const value = await this.#data[type];
    if (value === undefined) throw new DOMException(`The type '${type}' was not found`, 'NotFoundError');
    if (typeof value === 'string') return new Blob([value], { type });
    return value instanceof Blob ? value : new Blob([JSON.stringify(value)], { type });
  }
}

let copied: readonly ClipboardItem[] = [];
export const clipboard = {
  clear: (): void => {
    copied = [];
  },
  has: async (type: string): Promise<boolean> => copied.some((item) => item.types.includes(type)),
  read: async () => [...copied] as unknown as Electron.ClipboardItem[],
  readText: async (): Promise<string> => {
    const item = copied.find(({ types }) => types.includes('text/plain'));
    return item ? (await item.getType('text/plain')).text() : '';
  },
  write: async (items: Electron.ClipboardItem[]): Promise<void> => {
    copied = [...(items as unknown as ClipboardItem[])];
  },
  writeText: async (text: string): Promise<void> => {
    copied = [new ClipboardItem({ 'text/plain': text })];
  },
} satisfies Omit<Clipboard, 'selection'>;

/** What the next dialogs answer, first come first served; `asked` keeps what each was given. An unanswered dialog is cancelled. */
export const dialogScript: { answers: unknown[]; asked: unknown[] } = { answers: [], asked: [] };
const answer = <T>(given: readonly unknown[], otherwise: T): T => {
  dialogScript.asked.push(given.at(-1));
  return (dialogScript.answers.shift() as T | undefined) ?? otherwise;
};
export const dialog = {
  showOpenDialog: async (...given: unknown[]) => answer(given, { canceled: true, filePaths: [] as string[] }),
  showSaveDialog: async (...given: unknown[]) => answer(given, { canceled: true, filePath: '' }),
  showMessageBox: async (...given: unknown[]) => answer(given, { response: 0, checkboxChecked: false }),
  showErrorBox: (title: string, content: string): void => {
    dialogScript.asked.push({ title, content });
    process.stderr.write(`${title}\n${content}\n`);
  },
} satisfies Partial<Dialog>;

/** Every address and path the app asked the system to open. */
export const openedOutside: string[] = [];
export const shell = {
  openExternal: async (url: string): Promise<void> => void openedOutside.push(url),
  openPath: async (path: string): Promise<string> => {
    openedOutside.push(path);
    return '';
  },
  showItemInFolder: (path: string): void => void openedOutside.push(path),
  beep: (): void => {},
} satisfies Partial<Shell>;
