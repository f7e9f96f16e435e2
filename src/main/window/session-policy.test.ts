import { EventEmitter } from 'node:events';
import type { Session, WebContents } from 'electron';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { hardenContents, openSession } from './session-policy.js';

// biome-ignore lint/complexity/noBannedTypes: what Electron was handed, called by the tests with what it would hand over.
const handed = vi.hoisted(() => new Map<string, Function>());
const asked = vi.hoisted((): unknown[][] => []);
const proxies = vi.hoisted((): unknown[] => []);
const app = vi.hoisted(() => ({ isPackaged: true }));
vi.mock('electron', () => {
  const keep =
    (name: string) =>
    (...given: unknown[]) =>
      void handed.set(name, given.at(-1) as () => void);
  const ours = {
    protocol: { handle: (scheme: string, answer: () => void) => void handed.set(`handle ${scheme}`, answer) },
    webRequest: { onBeforeRequest: keep('request') },
    setPermissionRequestHandler: keep('permission'),
    setPermissionCheckHandler: keep('check'),
    setDevicePermissionHandler: keep('device'),
    setDisplayMediaRequestHandler: keep('screen'),
    setSpellCheckerEnabled: keep('spelling'),
    setProxy: async (config: unknown) => void proxies.push(config),
  };
  return {
    app,
    session: {
      fromPartition: (...given: unknown[]) => {
        asked.push(given);
        return ours;
      },
    },
  };
});

let ours: Session;
beforeEach(() => {
  app.isPackaged = true;
  handed.clear();
  asked.length = 0;
  proxies.length = 0;
  ours = openSession('/nowhere', null);
});
const call = <T>(name: string, ...given: unknown[]): T => {
  const kept = handed.get(name);
  if (!kept) throw new Error(`Electron was given no ${name}`);
  return kept(...given) as T;
};

const strangers = [
  'https://example.com/',
  'http://localhost:5173/',
  'https://bundle/index.html',
  'app://bundle.evil/index.html',
  'app://other/index.html',
  'app://bundle@evil/index.html',
  'app://someone@bundle/index.html',
  'file:///etc/passwd',
  'data:text/html,hello',
  'blob:app://bundle/1',
  'javascript:alert(1)',
  'ws://bundle/',
  'about:blank',
  'devtools://devtools/bundled/inspector.html',
  '',
];

test('H-06 the session is one of its own that nothing of is written to disk', () => {
  expect(asked).toEqual([['app', { cache: false }]]);
});

test('H-15 the page’s session reaches no network, this machine’s own neither: it has a proxy that is not there', () => {
  expect(proxies).toEqual([{ mode: 'fixed_servers', proxyRules: 'socks5://127.0.0.1:1', proxyBypassRules: '<-loopback>' }]);
});

test('H-11 app://bundle is answered on that session', async () => {
  expect(ours.protocol).toBeDefined();
  expect((await call<Promise<Response>>('handle app', new Request('app://bundle/index.html'))).status).toBe(404);
});

describe('H-15 a page asks app://bundle and nobody else', () => {
  const cancelled = (url: string): boolean | undefined => {
    let said: boolean | undefined;
    call('request', { url }, ({ cancel }: { cancel: boolean }) => {
      said = cancel;
    });
    return said;
  };
  test('its own bundle is let through', () => {
    expect(cancelled('app://bundle/assets/index.js')).toBe(false);
  });
  test.each(strangers)('“%s” is cancelled', (url) => {
    expect(cancelled(url)).toBe(true);
  });
  test('the tools of whoever develops it open; a released app has none', () => {
    const tools = 'devtools://devtools/bundled/devtools_app.html';
    expect(cancelled(tools)).toBe(true);
    app.isPackaged = false;
    expect(cancelled(tools)).toBe(false);
  });
  test('Vite’s own address while developing, by http and ws, and no other port', () => {
    openSession('/nowhere', 'http://localhost:5173');
    expect(['http://localhost:5173/x', 'ws://localhost:5173/', 'http://localhost:9999/'].map(cancelled)).toEqual([false, false, true]);
  });
});

test.each([
  ['clipboard-read'],
  ['clipboard-sanitized-write'],
  ['media'],
  ['geolocation'],
  ['notifications'],
  ['openExternal'],
  ['fileSystem'],
  ['what a later Chromium asks for'],
])('H-23 %s is neither given nor said to be given', (permission) => {
  const said: boolean[] = [];
  call('permission', null, permission, (given: boolean) => said.push(given));
  expect([...said, call('check', null, permission)]).toEqual([false, false]);
});

test('H-23 no device, and no picture of the screen', () => {
  const said: unknown[] = [];
  call('screen', {}, (streams: unknown) => said.push(streams));
  expect([call('device', { deviceType: 'usb' }), said]).toEqual([false, [null]]);
});

describe('a page, and every page in it', () => {
  const page = () => {
    let open: ((details: { url: string }) => unknown) | null = null;
    let rtc = 'default';
    const contents = Object.assign(new EventEmitter(), {
      setWindowOpenHandler: (handler: typeof open) => {
        open = handler;
      },
      setWebRTCIPHandlingPolicy: (policy: string) => {
        rtc = policy;
      },
    });
    hardenContents(contents as unknown as WebContents, null);
    return {
      prevents: (name: string, url: string): boolean => {
        let prevented = false;
        contents.emit(name, { url, preventDefault: () => (prevented = true) });
        return prevented;
      },
      opens: (url: string) => open?.({ url }),
      rtc,
    };
  };
  test.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('H-20 %s leads to app://bundle or nowhere', (name) => {
    expect(page().prevents(name, 'app://bundle/index.html')).toBe(false);
    expect(strangers.filter((url) => !page().prevents(name, url))).toEqual([]);
  });
  test('H-15 it sends no UDP by WebRTC', () => {
    expect(page().rtc).toBe('disable_non_proxied_udp');
  });
  test('H-21 no window is opened, not even one of ours', () => {
    for (const url of ['app://bundle/index.html', ...strangers]) expect(page().opens(url)).toEqual({ action: 'deny' });
  });
  test('H-22 no webview is attached', () => {
    expect(page().prevents('will-attach-webview', 'app://bundle/index.html')).toBe(true);
  });
});
