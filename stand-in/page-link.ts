import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import type { Pressed } from './menu.js';

/** From the preload's world. Only `files` is ours; the rest is what Electron's own process would be told. */
export type FromPage =
  | { readonly kind: 'send'; readonly channel: string; readonly input: string }
  | { readonly kind: 'invoke'; readonly id: number; readonly channel: string; readonly input: string }
  | { readonly kind: 'open'; readonly url: string; readonly frameName: string }
  | { readonly kind: 'close' }
  | { readonly kind: 'screen' }
  | { readonly kind: 'key'; readonly pressed: Pressed }
  | { readonly kind: 'files'; readonly count: number };

const world = 'stand-in preload';
const script = (name: string): string => readFileSync(join(import.meta.dirname, name), 'utf8');
// Frames inside the page get no preload and no bridge.
const onlyOnTop = (source: string): string => `(() => { if (window !== window.top) return;\n${source}\n})()`;

/** As in Electron, a preload that is not there is complained of, and the page goes without. */
function readPreload(path: string | undefined): string {
  if (path === undefined) return '';
  try {
    return readFileSync(path, 'utf8');
  } catch {
    process.stderr.write(`Unable to load preload script: ${path}\n`);
    return '';
  }
}

/** What a sandboxed preload sees as `process`. */
const processInfo = (chrome: string) => ({
  platform: process.platform,
  arch: process.arch,
  type: 'renderer',
  sandboxed: true,
  contextIsolated: true,
  versions: { electron: 'stand-in', chrome },
  env: {},
});

export interface PageLink {
  readonly page: Page;
  readonly cdp: CDPSession;
  /** To the preload's world as it is now; dropped when the page is between two documents. */
  deliver(message: object): Promise<void>;
  /** Real files, as from a file manager, dropped at a place of the page (CSS pixels). */
  drop(paths: readonly string[], x: number, y: number): Promise<void>;
}

/** Puts the two worlds' scripts before the page's own. `received` hears the preload of the current document and nobody else. */
export async function linkPage(
  page: Page,
  preload: string | undefined,
  received: (message: FromPage, answer: (message: object) => Promise<void>) => void,
): Promise<PageLink> {
  const cdp = await page.context().newCDPSession(page);
  const secret = randomUUID();
  let current: number | null = null;
  const call = async (id: number | null, name: string, argument: unknown): Promise<void> => {
    if (id === null) return;
    // A document that is gone takes its world with it: nobody is left to hear this.
    await cdp.send('Runtime.evaluate', { expression: `${name}(${JSON.stringify(argument)})`, contextId: id }).catch(() => {});
  };
  const deliverTo = (id: number | null, message: object) => call(id, 'standInReceive', JSON.stringify(message));

  const tellPaths = async (id: number, count: number): Promise<void> => {
    const paths: string[] = [];
    for (let i = 0; i < count; i += 1) {
      const { result } = await cdp.send('Runtime.evaluate', { expression: `standInFile(${i})`, contextId: id });
      paths.push(result.objectId ? (await cdp.send('DOM.getFileInfo', { objectId: result.objectId })).path : '');
    }
    await deliverTo(id, { kind: 'paths', paths });
  };

  cdp.on('Page.windowOpen', ({ url, windowName }) => received({ kind: 'open', url, frameName: windowName }, async () => {}));
  cdp.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
    if (executionContextId === current) current = null;
  });
  cdp.on('Runtime.bindingCalled', ({ name, payload, executionContextId: id }) => {
    if (name !== 'standInPost' || id !== current) return;
    const message = JSON.parse(payload) as FromPage;
    if (message.kind === 'files') void tellPaths(id, message.count).catch(() => {});
    else received(message, (back) => deliverTo(id, back));
  });
  const { frameTree } = await cdp.send('Page.getFrameTree');
  cdp.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.name === world && context.auxData?.frameId === frameTree.frame.id) current = context.id;
  });

  const info = JSON.stringify(processInfo(page.context().browser()?.version() ?? ''));
  const source = readPreload(preload);
  const wrapped = `function (require, process, module, exports) {\n${source}\n}`;
  await cdp.send('Page.enable');
  await cdp.send('Runtime.enable');
  await cdp.send('Runtime.addBinding', { name: 'standInPost', executionContextName: world });
  await cdp.send('Page.addScriptToEvaluateOnNewDocument', {
    source: onlyOnTop(`${script('main-world.js')}\nstandIn.start(${JSON.stringify(secret)});`),
  });
  await cdp.send('Page.addScriptToEvaluateOnNewDocument', {
    worldName: world,
    source: onlyOnTop(`${script('preload-world.js')}\nstandIn.start(${JSON.stringify(secret)}, ${info}, ${wrapped});`),
  });

  return {
    page,
    cdp,
    deliver: (message) => deliverTo(current, message),
    async drop(paths, x, y) {
      // The preload's world is told the paths first, so that the event the page gets is the trusted one.
      await call(current, 'standInPrime', paths);
      const data = { items: [], files: [...paths], dragOperationsMask: 1 };
      for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await cdp.send('Input.dispatchDragEvent', { type, x, y, data });
    },
  };
}
