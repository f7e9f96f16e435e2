import { connect } from './bridge.js';
import { followFiles } from './files.js';
import { createIpcRenderer, type FromMain } from './ipc-renderer.js';

type Preload = (require: (name: string) => unknown, process: object, module: { exports: object }, exports: object) => void;
type FromNode = FromMain | { readonly kind: 'paths'; readonly paths: readonly string[] };

/** Node reaches into this world by these names; the page's world has none of them. */
interface World {
  standInPost?: (text: string) => void;
  standInReceive?: (text: string) => void;
  standInFile?: (index: number) => File | undefined;
  standInPrime?: (paths: readonly string[]) => void;
}

/** The preload's isolated world. `info` becomes its `process`. */
export function start(secret: string, info: object, preload: Preload): void {
  const world = globalThis as unknown as World;
  const raw = world.standInPost;
  delete world.standInPost;
  const post = (message: object): void => raw?.(JSON.stringify(message));

  const channel = new MessageChannel().port1;
  dispatchEvent(new MessageEvent(secret, { ports: [channel] }));
  const bridge = connect(channel, 'preload', (name, value) => {
    const [url = '', frameName = ''] = Array.isArray(value) ? value.map(String) : [];
    if (name === 'open' || name === 'close' || name === 'screen') post({ kind: name, url, frameName });
  });
  const taken = new Set<string>();
  const contextBridge = {
    exposeInMainWorld(key: string, api: unknown): void {
      if (taken.has(key)) throw new Error('Cannot bind an API on top of an existing property on the window object');
      taken.add(key);
      bridge.expose(key, api);
    },
  } satisfies Pick<Electron.ContextBridge, 'exposeInMainWorld'>;

  const { ipcRenderer, receive } = createIpcRenderer(post);
  const files = followFiles(post);
  const webUtils = { getPathForFile: (file: File) => files.pathOf(file) } satisfies Pick<Electron.WebUtils, 'getPathForFile'>;

  const modified = (event: KeyboardEvent) => event.ctrlKey || event.metaKey || event.altKey || /^F\d+$/.test(event.key);
  const onKey = (event: KeyboardEvent): void => {
    if (!event.isTrusted || !modified(event)) return;
    const { key, ctrlKey: ctrl, metaKey: meta, altKey: alt, shiftKey: shift } = event;
    // After the page's own listeners: a key it prevented is not the menu's.
    setTimeout(() => {
      if (!event.defaultPrevented) post({ kind: 'key', pressed: { key, ctrl, meta, alt, shift } });
    });
  };
  addEventListener('keydown', onKey, true);

  world.standInFile = files.heldFile;
  world.standInPrime = files.prime;
  world.standInReceive = (text) => {
    const message = JSON.parse(text) as FromNode;
    if (message.kind === 'paths') files.found(message.paths);
    else receive(message);
  };

  const electron = { contextBridge, ipcRenderer, webUtils, webFrame: {} };
  const require = (name: string): unknown => {
    if (name === 'electron' || name === 'electron/renderer') return electron;
    throw new Error(`module not found: ${name}`);
  };
  const module = { exports: {} };
  preload(require, Object.freeze(info), module, module.exports);
}
