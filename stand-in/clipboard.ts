import type { Clipboard } from 'electron';

type Value = ConstructorParameters<typeof Electron.ClipboardItem>[0][string];

/** Types that come back under the name they were written with; `web …` ones as well, through one format of the system's. */
const standard = new Set(['text/plain', 'text/html', 'text/rtf', 'image/png', 'image/svg+xml', 'electron application/bookmark']);
/**
 * Under which name Electron 45 gives a type back: any other one is written as a raw format of the system's, and `read` and `has` know
 * it by that alone (electron_api_clipboard.cc).
 */
const nameOf = (type: string): string =>
  standard.has(type) || type.startsWith('web ') || type.startsWith('electron application/osclipboard;')
    ? type
    : `electron application/osclipboard;format="${type}"`;

export class ClipboardItem {
  readonly types: string[];
  readonly #data: Readonly<Record<string, Value>>;
  constructor(data: Readonly<Record<string, Value>>) {
    this.#data = data;
    this.types = Object.keys(data);
  }
  async getType(type: string): Promise<Blob> {
    const value = await this.#data[type];
    if (value === undefined) throw new DOMException(`The type '${type}' was not found`, 'NotFoundError');
    if (typeof value === 'string') return new Blob([value], { type });
    return value instanceof Blob ? value : new Blob([JSON.stringify(value)], { type });
  }
  /** What the system holds of it once it is written. */
  written(): ClipboardItem {
    return new ClipboardItem(Object.fromEntries(Object.entries(this.#data).map(([type, value]) => [nameOf(type), value])));
  }
}

/** The system's clipboard, in memory, behind Electron's API. */
export function memoryClipboard() {
  let held: readonly ClipboardItem[] = [];
  const items = (given: unknown): readonly ClipboardItem[] => given as ClipboardItem[];
  return {
    clear: (): void => {
      held = [];
    },
    /** Compared literally. */
    has: async (type: string): Promise<boolean> => held.some(({ types }) => types.includes(type)),
    read: async () => [...held] as unknown as Electron.ClipboardItem[],
    readText: async (): Promise<string> => {
      const item = held.find(({ types }) => types.includes('text/plain'));
      return item ? (await item.getType('text/plain')).text() : '';
    },
    write: async (given: Electron.ClipboardItem[]): Promise<void> => {
      held = items(given).map((item) => item.written());
    },
    writeText: async (text: string): Promise<void> => {
      held = [new ClipboardItem({ 'text/plain': text })];
    },
  } satisfies Omit<Clipboard, 'selection'>;
}
