import { app, type Session, session, type WebContents } from 'electron';
import { isReleased } from '../desktop/arguments.js';
import { appScheme, bundleHandler, isAppUrl } from './protocol.js';

/**
 * The page's session, without everything a page could ask of the browser (H-11, H-15, H-23). No `persist:`: nothing of the page is
 * written to disk (H-06). `devUrl` is Vite's address, only when not packaged.
 */
export function openSession(bundleFolder: string, devUrl: string | null): Session {
  const ours = session.fromPartition('app', { cache: false });
  ours.protocol.handle(appScheme, bundleHandler(bundleFolder));
  ours.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !(isAppUrl(details.url) || (devUrl !== null && isUnder(details.url, devUrl)) || isDevTools(details.url)) });
  });
  ours.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  ours.setPermissionCheckHandler(() => false);
  ours.setDevicePermissionHandler(() => false);
  // Electron's types know no null here, its code nothing else: an answer without a picture throws (electron_browser_context.cc).
  ours.setDisplayMediaRequestHandler((_request, answer) => answer(null as unknown as Electron.Streams));
  ours.setSpellCheckerEnabled(false);
  // Nothing of the page's goes to a network at all. WebRTC asks neither the policy nor `onBeforeRequest`, but a proxy it obeys: this one
  // is not there. Vite, while developing, is reached past it.
  void ours.setProxy({
    mode: 'fixed_servers',
    proxyRules: 'socks5://127.0.0.1:1',
    ...(devUrl === null ? { proxyBypassRules: '<-loopback>' } : {}),
  });
  return ours;
}

/** No navigation away, no new windows, no webviews (H-20…H-22). */
export function hardenContents(contents: WebContents, devUrl: string | null): void {
  const stay = (event: { preventDefault(): void; readonly url: string }) => {
    if (!(isAppUrl(event.url) || (devUrl !== null && isUnder(event.url, devUrl)))) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  // And no UDP past that proxy (H-15).
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}

/** DevTools load their own page through the session of the page they look at. A released app has none (H-04). */
const isDevTools = (url: string): boolean => !isReleased(app.isPackaged, import.meta.url) && url.startsWith('devtools://');

function isUnder(url: string, devUrl: string): boolean {
  try {
    const [asked, dev] = [new URL(url), new URL(devUrl)];
    return asked.host === dev.host && ['http:', 'ws:'].includes(asked.protocol);
  } catch {
    return false;
  }
}
