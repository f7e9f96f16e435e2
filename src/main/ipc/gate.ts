import type { IpcMainInvokeEvent } from 'electron';
import { isAppUrl } from '../window/protocol.js';

/** Who may call, and how often. */
export interface Gate {
  trusted(event: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>): boolean;
  /** `about`: what the limit is counted by (a key's id), or null for the channel as a whole. */
  allow(channel: string, perMinute: number, about: string | null): boolean;
}

/**
 * H-30: the caller is the main frame of one of our windows, and its address is `app://bundle`.
 * `isOurs` says which windows are ours; `devUrl` is Vite's address, only when not packaged.
 */
export function createGate(isOurs: (contentsId: number) => boolean, monotonicMs: () => number, devUrl: string | null = null): Gate {
  const calls = new Map<string, number[]>();
  return {
    trusted({ sender, senderFrame }) {
      // senderFrame is null once the frame has navigated or is gone.
      if (senderFrame === null || sender.isDestroyed() || !isOurs(sender.id)) return false;
      if (senderFrame !== sender.mainFrame) return false;
      return isAppUrl(senderFrame.url) || (devUrl !== null && sameOrigin(senderFrame.url, devUrl));
    },
    allow(channel, perMinute, about) {
      const name = about === null ? channel : `${channel} ${about}`;
      const now = monotonicMs();
      const recent = (calls.get(name) ?? []).filter((at) => now - at < 60_000);
      if (recent.length >= perMinute) return false;
      recent.push(now);
      calls.set(name, recent);
      return true;
    },
  };
}

function sameOrigin(url: string, devUrl: string): boolean {
  try {
    return new URL(url).origin === new URL(devUrl).origin;
  } catch {
    return false;
  }
}
