import { join } from 'node:path';
import { type BrowserContext, chromium, type Page, type Request as PageRequest, type Route } from 'playwright-core';
import { app, chosenSwitches, life } from './app.js';
import { eventWith } from './event.js';
import { findChromium } from './find-chromium.js';
import { policyToWeb, toApp, toWeb } from './scheme.js';
import { type StandInSession, session } from './session.js';

const env = process.env;
/** A window on a display is for people; a driver, or no display, makes it headless. */
export const headed =
  env.KEYRACK_STAND_IN_CONTROL !== '1' && (env.DISPLAY !== undefined || env.WAYLAND_DISPLAY !== undefined || process.platform !== 'linux');

/** What a request needs to know of the window it came from. */
export interface Requester {
  readonly session: StandInSession;
  readonly id: number;
  /** False when the window stays where it is. */
  mayGo(url: string, mainFrame: boolean): boolean;
}
export const requesterOf: { find(page: Page): Requester | undefined } = { find: () => undefined };

let context: BrowserContext | null = null;
const driverMs = 120_000;

export function browser(): BrowserContext {
  if (!context) throw new Error('Cannot create BrowserWindow before app is ready');
  return context;
}

/** One Chromium for the app, driven by pipe; it can reach nothing but the app's own handlers. */
export async function startChromium(firstUrl: string): Promise<void> {
  const asRoot = process.getuid?.() === 0;
  context = await chromium.launchPersistentContext(join(app.getPath('sessionData'), 'stand-in'), {
    executablePath: chromiumHere(),
    headless: !headed,
    viewport: null,
    serviceWorkers: 'block',
    acceptDownloads: false,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    // Without it a headed window says that it is automated.
    ignoreDefaultArgs: headed ? ['--enable-automation'] : [],
    args: [
      ...(asRoot ? ['--no-sandbox'] : []),
      '--test-type',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
      '--disable-features=Translate',
      // Chromium's browser knows it by one name, its headless shell by the other.
      ...['webrtc', 'force-webrtc'].map((name) => `--${name}-ip-handling-policy=disable_non_proxied_udp`),
      // `--app=about:blank` is ignored. This first load fails: nothing is routed yet.
      ...(headed ? [`--app=${toWeb(firstUrl)}`] : []),
      ...chosenSwitches(),
    ],
  });
  // The driver waits for what is there in the end; how long that takes is the machine's business.
  if (env.KEYRACK_STAND_IN_CONTROL === '1') context.setDefaultTimeout(driverMs);
  const started = context;
  life.closeBrowser = async () => {
    await started.close().catch(() => {});
  };
  await started.route('**/*', (route) => answer(route));
  await started.grantPermissions([]);
  started.on('close', () => {
    if (life.quitting) return;
    app.emit('child-process-gone', eventWith({}), { type: 'GPU', reason: 'crashed', exitCode: 1 });
    app.exit(1);
  });
}

const kinds: Readonly<Record<string, Electron.OnBeforeRequestListenerDetails['resourceType']>> = {
  stylesheet: 'stylesheet',
  script: 'script',
  image: 'image',
  font: 'font',
  xhr: 'xhr',
  fetch: 'xhr',
  media: 'media',
  websocket: 'webSocket',
};
let requests = 0;

async function answer(route: Route): Promise<void> {
  try {
    const asked = route.request();
    const page = frameOf(asked)?.page();
    const from = page && requesterOf.find(page);
    const response = await respond(asked, from);
    // 'aborted' leaves the page that was there; another reason would show Chromium's error page.
    if (response === null) return await route.abort(asked.isNavigationRequest() ? 'aborted' : 'blockedbyclient');
    const headers = Object.fromEntries(response.headers);
    for (const [name, value] of Object.entries(headers)) if (name.startsWith('content-security-policy')) headers[name] = policyToWeb(value);
    await route.fulfill({ status: response.status, headers, body: Buffer.from(await response.arrayBuffer()) });
  } catch {
    // The page went away while it waited, or the handler threw: an error page in Electron, nothing here.
    await route.abort().catch(() => {});
  }
}

/** Electron's order: onBeforeRequest, will-navigate, the scheme's handler. Null: refused. */
async function respond(asked: PageRequest, from: Requester | undefined): Promise<Response | null> {
  const url = toApp(asked.url());
  const of = from?.session ?? session.defaultSession;
  const mainFrame = asked.isNavigationRequest() && !frameOf(asked)?.parentFrame();
  const resourceType = asked.isNavigationRequest() ? (mainFrame ? 'mainFrame' : 'subFrame') : (kinds[asked.resourceType()] ?? 'other');
  requests += 1;
  const details = { id: requests, url, method: asked.method(), resourceType, timestamp: Date.now(), webContentsId: from?.id };
  const cancelled = await of.cancels(details);
  if (asked.isNavigationRequest() && from && !from.mayGo(url, mainFrame)) return null;
  const handler = cancelled ? undefined : of.handlerOf(url);
  if (!handler) return null;
  const body = asked.postDataBuffer();
  const init = { method: asked.method(), headers: asked.headers(), ...(body ? { body: new Uint8Array(body) } : {}) };
  return handler(new Request(url, init) as Parameters<typeof handler>[0]);
}

/** A request of a frame that is already gone has none. */
function frameOf(asked: PageRequest) {
  try {
    return asked.frame();
  } catch {
    return null;
  }
}

function chromiumHere(): string {
  const path = findChromium(env, !headed);
  if (path === null) throw new Error('No Chromium or Chrome was found. Set KEYRACK_CHROMIUM to its program.');
  return path;
}
