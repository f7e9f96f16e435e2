import { EventEmitter } from 'node:events';
import type { IpcMainInvokeEvent, WebContents } from 'electron';
import type { Page } from 'playwright-core';
import { pack, unpack } from './codec.js';
import { eventWith } from './event.js';
import { callHandler, ipcMain } from './ipc-main.js';
import { pressInMenu } from './menu.js';
import type { FromPage, PageLink } from './page-link.js';
import { toApp } from './scheme.js';
import type { RequestDetails, StandInSession } from './session.js';

type OpenHandler = Parameters<WebContents['setWindowOpenHandler']>[0];

/** The window's side of its contents. */
export interface Holder {
  readonly id: number;
  readonly session: StandInSession;
  link(): PageLink | null;
  isGone(): boolean;
  isLoading(): boolean;
  close(): void;
  window(): unknown;
  load(url: string): Promise<void>;
}

/** Kept, to be asked for: Chromium takes one for all its pages, and is started with the strictest (chromium.ts). */
function webRtcPolicy() {
  let now = 'default';
  return {
    setWebRTCIPHandlingPolicy: (policy: string): void => {
      now = policy;
    },
    getWebRTCIPHandlingPolicy: (): string => now,
  };
}

export function createContents(holder: Holder) {
  let openHandler: OpenHandler | null = null;
  let tools = false;
  const page = (): Page | undefined => holder.link()?.page;
  const emitter = new EventEmitter();

  // One object for the window's life, its address read from Chromium: never what the page says of itself.
  const mainFrame = {
    get url(): string {
      return toApp(page()?.mainFrame().url() ?? '');
    },
    get origin(): string {
      return mainFrame.url.split('/').slice(0, 3).join('/');
    },
    parent: null,
    routingId: 1,
    processId: 1,
    name: '',
    isDestroyed: holder.isGone,
  };

  const members = {
    id: holder.id,
    session: holder.session,
    mainFrame: mainFrame as unknown as WebContents['mainFrame'],
    send: (channel: string, ...input: unknown[]): void => {
      const packed = pack(input);
      void holder.link()?.deliver({ kind: 'event', channel, input: packed });
    },
    getURL: (): string => mainFrame.url,
    isLoading: (): boolean => holder.isLoading(),
    isDestroyed: holder.isGone,
    isCrashed: (): boolean => false,
    setWindowOpenHandler: (handler: OpenHandler): void => {
      openHandler = handler;
    },
    // Chromium answers nothing more once the page's process is gone.
    forcefullyCrashRenderer: (): void =>
      void holder
        .link()
        ?.cdp.send('Page.crash')
        .catch(() => {}),
    executeJavaScript: async (code: string): Promise<unknown> => page()?.evaluate(code),
    reload: (): void => void holder.load(mainFrame.url),
    loadURL: (url: string): Promise<void> => holder.load(url),
    focus: (): void => {},
    // Their page is loaded through the session of the page they look at, and can be cancelled there.
    openDevTools: (): void => {
      const details = {
        url: 'devtools://devtools/bundled/devtools_app.html',
        method: 'GET',
        resourceType: 'mainFrame',
        id: 0,
        timestamp: 0,
      };
      void holder.session.cancels(details as RequestDetails).then((cancelled) => {
        tools = !cancelled;
        if (tools) emitter.emit('devtools-opened');
      });
    },
    closeDevTools: (): void => {
      tools = false;
    },
    isDevToolsOpened: (): boolean => tools,
    setZoomFactor: (): void => {},
    setZoomLevel: (): void => {},
    getZoomLevel: (): number => 0,
    setVisualZoomLevelLimits: async (): Promise<void> => {},
    ...webRtcPolicy(),
  } satisfies Partial<Record<keyof WebContents, unknown>>;
  const contents = Object.assign(emitter, members);

  const opened = (url: string, frameName: string): void => {
    const referrer = { url: '', policy: 'default' } as const;
    const answer = openHandler?.({ url: toApp(url), frameName, features: '', disposition: 'foreground-tab', referrer });
    if (answer?.action !== 'deny') process.emitWarning('The stand-in opens no second window from a page.');
  };

  /** `answer` reaches the world that asked. */
  async function received(message: FromPage, answer: (back: object) => Promise<void>): Promise<void> {
    if (message.kind === 'open') return opened(message.url, message.frameName);
    if (message.kind === 'close') return holder.close();
    if (message.kind === 'screen') return holder.session.asksForScreen();
    if (message.kind === 'key') return pressInMenu(message.pressed, holder.window());
    if (message.kind === 'files') return;
    const { channel } = message;
    const input = unpack(message.input) as unknown[];
    const event = eventWith({ sender: contents, senderFrame: mainFrame, frameId: 1, processId: 1, type: 'frame' });
    if (message.kind === 'send') {
      emitter.emit('ipc-message', event, channel, ...input);
      ipcMain.emit(channel, event, ...input);
      return;
    }
    const { id } = message;
    try {
      const value = pack(await callHandler(channel, event as unknown as IpcMainInvokeEvent, input));
      await answer({ kind: 'answer', id, ok: true, value });
    } catch (error) {
      await answer({ kind: 'answer', id, ok: false, value: `Error invoking remote method '${channel}': ${String(error)}` });
    }
  }
  return { contents, received };
}
export type StandInContents = ReturnType<typeof createContents>['contents'];
