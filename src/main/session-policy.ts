import type { Session, WebContents } from 'electron';
import { appScheme, bundleHandler, isAppUrl } from './protocol.js';

/** Everything a page could ask of the browser and does not get (H-11, H-15, H-23). `devUrl` is Vite's address, only when not packaged. */
export function hardenSession(session: Session, bundleFolder: string, devUrl: string | null): void {
  session.protocol.handle(appScheme, bundleHandler(bundleFolder));
  session.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !(isAppUrl(details.url) || (devUrl !== null && isUnder(details.url, devUrl))) });
  });
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  session.setSpellCheckerEnabled(false);
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
}

function isUnder(url: string, devUrl: string): boolean {
  try {
    const [asked, dev] = [new URL(url), new URL(devUrl)];
    return asked.host === dev.host && ['http:', 'ws:'].includes(asked.protocol);
  } catch {
    return false;
  }
}
