import { connect } from './bridge.js';

/** The page's own world, before any script of the page: receives what the preload exposes; opens and closes no window by itself. */
export function start(secret: string): void {
  const meet = (event: Event): void => {
    event.stopImmediatePropagation();
    removeEventListener(secret, meet, true);
    const channel = (event as MessageEvent).ports[0];
    if (!channel) return;
    const bridge = connect(channel, 'page', (key, value) => Object.defineProperty(window, key, { value, enumerable: true }));
    const replace = (name: string, value: unknown) => Object.defineProperty(window, name, { value, configurable: true, writable: true });
    replace('open', (url: string | URL = '', name = '') => {
      bridge.expose('open', [String(new URL(url || 'about:blank', location.href)), String(name)]);
      return null;
    });
    replace('close', () => bridge.expose('close', []));
    // Nothing is ever given; whether main says so as Electron wants it is main's to show.
    const picture = async () => {
      bridge.expose('screen', []);
      throw new DOMException('Permission denied', 'NotAllowedError');
    };
    // There are none where nothing was loaded yet.
    if (navigator.mediaDevices) Object.defineProperty(navigator.mediaDevices, 'getDisplayMedia', { value: picture });
  };
  addEventListener(secret, meet, true);
}
