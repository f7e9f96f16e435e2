import type { IpcRenderer } from 'electron';
import { pack, unpack } from '../codec.js';

type Listener = Parameters<IpcRenderer['on']>[1];
type Slice = Pick<IpcRenderer, 'send' | 'invoke'>;
/** From main: an answer to an `invoke`, or something sent. */
export type FromMain =
  | { readonly kind: 'answer'; readonly id: number; readonly ok: boolean; readonly value: string }
  | { readonly kind: 'event'; readonly channel: string; readonly input: string };

export function createIpcRenderer(post: (message: object) => void) {
  const listeners = new Map<string, Listener[]>();
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let calls = 0;
  const of = (channel: string): Listener[] => listeners.get(channel) ?? [];

  const ipcRenderer = {
    send(channel: string, ...input: unknown[]): void {
      post({ kind: 'send', channel, input: pack(input) });
    },
    // Not async: what cannot be cloned is refused at once, as Electron does.
    invoke(channel: string, ...input: unknown[]): Promise<unknown> {
      const packed = pack(input);
      calls += 1;
      const id = calls;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        post({ kind: 'invoke', id, channel, input: packed });
      });
    },
    on(channel: string, listener: Listener) {
      listeners.set(channel, [...of(channel), listener]);
      return ipcRenderer;
    },
    once(channel: string, listener: Listener) {
      const first: Listener = (event, ...input) => {
        ipcRenderer.off(channel, first);
        listener(event, ...input);
      };
      return ipcRenderer.on(channel, first);
    },
    off(channel: string, listener: Listener) {
      const at = of(channel).indexOf(listener);
      if (at >= 0) listeners.set(channel, of(channel).toSpliced(at, 1));
      return ipcRenderer;
    },
    addListener: (channel: string, listener: Listener) => ipcRenderer.on(channel, listener),
    removeListener: (channel: string, listener: Listener) => ipcRenderer.off(channel, listener),
    removeAllListeners(channel?: string) {
      if (channel === undefined) listeners.clear();
      else listeners.delete(channel);
      return ipcRenderer;
    },
  } satisfies Slice & Record<string, unknown>;

  const receive = (message: FromMain): void => {
    if (message.kind === 'event') {
      const event = { sender: ipcRenderer, ports: [] } as unknown as Electron.IpcRendererEvent;
      for (const listener of of(message.channel)) listener(event, ...(unpack(message.input) as unknown[]));
      return;
    }
    const one = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.ok) one?.resolve(unpack(message.value));
    else one?.reject(new Error(message.value));
  };
  return { ipcRenderer, receive };
}
