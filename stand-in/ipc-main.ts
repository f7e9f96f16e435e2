import { EventEmitter } from 'node:events';
import type { IpcMain, IpcMainInvokeEvent } from 'electron';

type Handler = Parameters<IpcMain['handle']>[1];
const handlers = new Map<string, Handler>();

const members = {
  handle(channel: string, handler: Handler): void {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    handlers.set(channel, handler);
  },
  handleOnce(channel: string, handler: Handler): void {
    members.handle(channel, (event, ...input) => {
      handlers.delete(channel);
      return handler(event, ...input);
    });
  },
  removeHandler: (channel: string): void => void handlers.delete(channel),
} satisfies Pick<IpcMain, 'handle' | 'handleOnce' | 'removeHandler'>;

export const ipcMain = Object.assign(new EventEmitter(), members);

/** Throws Electron's words when nobody handles the channel. */
export async function callHandler(channel: string, event: IpcMainInvokeEvent, input: readonly unknown[]): Promise<unknown> {
  const handler = handlers.get(channel);
  if (!handler) throw new Error(`No handler registered for '${channel}'`);
  return handler(event, ...input);
}
