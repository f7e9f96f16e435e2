import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { channels, events } from '../../src/shared/ipc/channels.js';
import { launchApp, type RunningApp } from './support/app.js';

// One app for the file: every attempt must leave it standing, which the last test looks at.
let app: RunningApp;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyrack-policy-'));
  app = await launchApp({ home: join(folder, 'home') });
  await app.see('Where your keys will be sealed');
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

/**
 * Runs a script of the page's own (from a timer: what the driver evaluates directly is exempt from the policy) and answers
 * what the policy reported, and what the script left in `window.got`. `reported`: a report is waited for; the browser sends it
 * when it has time to.
 */
const attempt = (script: string, reported = false) =>
  app.inPage(
    (page, given) =>
      page.evaluate(async ({ text, waits }) => {
        const seen: string[] = [];
        let heard = () => {};
        const report = new Promise<void>((end) => {
          heard = end;
        });
        const listen = (event: SecurityPolicyViolationEvent) => {
          seen.push(event.effectiveDirective);
          heard();
        };
        document.addEventListener('securitypolicyviolation', listen);
        const world = window as unknown as { got: unknown };
        world.got = 'nothing';
        const run = new Function('done', text) as (done: (got: unknown) => void) => void;
        await new Promise<void>((end) => {
          setTimeout(() => {
            try {
              run((got) => {
                world.got = got;
                end();
              });
            } catch (error) {
              world.got = String(error);
              end();
            }
          });
        });
        if (waits) await report;
        // Reports are tasks of their own: two turns of the loop later they are in.
        await new Promise<void>((end) => setTimeout(() => setTimeout(end)));
        document.removeEventListener('securitypolicyviolation', listen);
        return { got: world.got, seen };
      }, given),
    { text: script, waits: reported },
  );

describe('H-14 the content security policy bites', () => {
  test.each([
    [
      'an inline script',
      `const s = document.createElement('script'); try { s.textContent = 'window.hit = 1'; document.head.append(s); } catch {} done(window.hit ?? 'no')`,
      /script|trusted/,
    ],
    ['eval', `try { done((0, eval)('1 + 1')) } catch (e) { done('no') }`, /script|trusted/],
    ['new Function', `try { done(new Function('return 2')()) } catch (e) { done('no') }`, /script|trusted/],
    ['fetch', `fetch('https://example.com/').then(() => done('yes'), () => done('no'))`, /connect-src/],
    [
      'a WebSocket',
      `try { const w = new WebSocket('wss://example.com/'); w.onopen = () => done('yes'); w.onerror = () => done('no'); } catch { done('no') }`,
      /connect-src/,
    ],
    [
      'an image from elsewhere',
      `const i = new Image(); i.onload = () => done('yes'); i.onerror = () => done('no'); i.src = 'https://example.com/x.png'`,
      /img-src/,
    ],
    [
      'a style element',
      `const s = document.createElement('style'); s.textContent = 'body { color: red }'; document.head.append(s); done(s.sheet === null || s.sheet.cssRules.length === 0 ? 'no' : 'yes'); s.remove()`,
      /style-src/,
    ],
    [
      'a form',
      `const f = document.createElement('form'); f.action = 'https://example.com/'; document.body.append(f); f.submit(); f.remove(); done('no')`,
      /form-action/,
    ],
    [
      'a base address',
      `const b = document.createElement('base'); b.href = 'https://example.com/'; document.head.append(b); done(document.baseURI.includes('example') ? 'yes' : 'no'); b.remove()`,
      /base-uri/,
    ],
  ] as const)('%s', async (_what, script, directive) => {
    const { got, seen } = await attempt(script, true);
    expect(got).toBe('no');
    expect(seen.join(' ')).toMatch(directive);
  });

  test('an iframe, with the address of a stranger or of ours, gets nowhere and no API', async () => {
    const { got } = await attempt(`
      const make = (src) => new Promise((end) => { const f = document.createElement('iframe'); f.src = src; f.onload = () => end(f); f.onerror = () => end(f); document.body.append(f); });
      Promise.all(['https://example.com/', './index.html', 'about:blank'].map(make)).then((all) => {
        const reached = all.map((f) => { try { return String(f.contentWindow.keyrack); } catch { return 'undefined'; } });
        for (const f of all) f.remove();
        done(reached.join());
      });`);
    expect(got).toBe('undefined,undefined,undefined');
  });

  test('a beacon is not sent', async () => {
    expect((await attempt(`navigator.sendBeacon('https://example.com/', 'x'); done('no')`, true)).seen).toContain('connect-src');
  });
});

describe('H-20…H-25 the page stays where it is', () => {
  const where = () => app.run(({ win }) => win.webContents.getURL(), null);

  test.each([
    [
      'a link',
      `const a = document.createElement('a'); a.href = 'https://example.com/'; document.body.append(a); a.click(); a.remove(); setTimeout(() => done('stayed'), 200)`,
    ],
    [
      'a link that runs a script',
      `const a = document.createElement('a'); a.href = 'javascript:window.hit=1'; document.body.append(a); try { a.click(); } catch {} a.remove(); setTimeout(() => done(window.hit ?? 'stayed'), 200)`,
    ],
    ['location', `try { location.href = 'https://example.com/'; } catch {} setTimeout(() => done('stayed'), 200)`],
    ['a file', `try { location.href = 'file:///etc/passwd'; } catch {} setTimeout(() => done('stayed'), 200)`],
    ['window.open', `const w = window.open('https://example.com/'); setTimeout(() => done(w ? 'opened' : 'stayed'), 200)`],
    [
      'a link with a target',
      `const a = document.createElement('a'); a.href = 'https://example.com/'; a.target = '_blank'; document.body.append(a); a.click(); a.remove(); setTimeout(() => done('stayed'), 200)`,
    ],
  ] as const)('%s', async (_what, script) => {
    expect((await attempt(script)).got).toBe('stayed');
    expect(await where()).toMatch(/^app:\/\/bundle\/index\.html/);
    expect(await app.run(({ electron }) => electron.BrowserWindow.getAllWindows().length, null)).toBe(1);
  });

  test('H-25 a dropped web page is not opened', async () => {
    const path = join(folder, 'page.html');
    await writeFile(path, '<h1>elsewhere</h1>');
    await app.dropFiles('main', [path]);
    await app.see('Where your keys will be sealed');
    expect(await where()).toMatch(/^app:\/\/bundle\/index\.html/);
  });

  test('H-23 no permission is given', async () => {
    const { got } = await attempt(`
      const ask = (name) => navigator.permissions.query({ name }).then(({ state }) => state, () => 'denied');
      Promise.all(['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read'].map(ask)).then((all) => done(all.join()));`);
    expect(
      String(got)
        .split(',')
        .filter((state) => state === 'granted'),
    ).toEqual([]);
    expect((await attempt(`navigator.clipboard.readText().then((text) => done(text), () => done('refused'))`)).got).toBe('refused');
  });
});

test('H-23 a page that wants a picture of the screen gets none, and main answers as Electron wants it: nothing is thrown', async () => {
  const { got } = await attempt(
    `navigator.mediaDevices.getDisplayMedia({ video: true }).then(() => done('a picture'), (e) => done(e.name))`,
  );
  expect(got).not.toBe('a picture');
  expect(app.output()).not.toMatch(/Error/);
});

test('the tools of whoever develops Keyrack open on its page', async () => {
  const opened = () => app.run(({ win }) => win.webContents.isDevToolsOpened(), null);
  await app.run(({ win }) => win.webContents.openDevTools(), null);
  await expect.poll(opened).toBe(true);
  await app.run(({ win }) => win.webContents.closeDevTools(), null);
});

test('H-32 the page’s API is what the channels name, frozen, and no way to Electron', async () => {
  const api = await app.inPage(
    (page) =>
      page.evaluate(() => {
        const all: string[] = [];
        const frozen: boolean[] = [];
        const walk = (value: unknown, path: string) => {
          if (typeof value === 'function') return void all.push(path);
          frozen.push(Object.isFrozen(value));
          for (const [name, inner] of Object.entries(value as object)) walk(inner, path === '' ? name : `${path} ${name}`);
        };
        const root = (window as unknown as { keyrack: object }).keyrack;
        walk(root, '');
        return {
          all: all.sort(),
          frozen: frozen.every(Boolean),
          strangers: ['require', 'process', 'ipcRenderer', 'electron', 'Buffer'].filter((name) => name in window),
        };
      }),
    null,
  );
  const calls = Object.entries(channels).flatMap(([group, names]) => names.map((name) => `${group} ${name}`));
  expect(api.all).toEqual([...calls, ...events.map((name) => `on ${name}`), 'pathOf'].sort());
  expect(api.frozen).toBe(true);
  expect(api.strangers).toEqual([]);
});

test('H-13 the page is under Trusted Types: no text becomes markup', async () => {
  const { got, seen } = await attempt(
    `const b = document.createElement('b'); try { b.innerHTML = '<i>x</i>'; done('yes') } catch (e) { done(e.name) }`,
  );
  expect([got, seen]).toEqual(['TypeError', ['require-trusted-types-for']]);
});

describe('what the build made', () => {
  const out = resolve(import.meta.dirname, '../../out');
  const built = async (extensions: RegExp) => {
    const names = (await readdir(join(out, 'renderer'), { recursive: true })).filter((name) => extensions.test(name));
    return Promise.all(names.map(async (name) => [name, await readFile(join(out, 'renderer', name), 'utf8')] as const));
  };
  test('H-16 loads nothing from elsewhere, and brings no style of its own from a script', async () => {
    const files = await built(/\.(html|css|js)$/);
    expect(files.map(([name]) => name).filter((name) => name.endsWith('.css'))).not.toEqual([]);
    const loads =
      /(?:src|href)\s*=\s*["']?(?:https?:)?\/\/|url\(\s*["']?(?:https?:)?\/\/|@import\s*["'](?:https?:)?\/\/|(?:import|from)\s*\(?\s*["'`](?:https?:)?\/\//;
    expect(files.flatMap(([name, text]) => (loads.test(text) ? [name] : []))).toEqual([]);
    const [page = ''] = files.flatMap(([name, text]) => (name === 'index.html' ? [text] : []));
    expect(page).not.toMatch(/<style|\sstyle=|unsafe-inline|\son\w+=/);
    // React could make style elements; nothing asks it to.
    const sheets = await app.inPage(
      (one) =>
        one.evaluate(() => ({
          inline: document.querySelectorAll('style, [style*="url"]').length,
          adopted: document.adoptedStyleSheets.length,
          // Of the page's own address, whatever the host calls it.
          strange: [...document.styleSheets].filter(({ href }) => !href?.startsWith(new URL('assets/', location.href).href)).length,
          all: document.styleSheets.length,
        })),
      null,
    );
    expect(sheets).toEqual({ inline: 0, adopted: 0, strange: 0, all: 1 });
  });
  test('H-33 the preload is small and requires Electron alone', async () => {
    const text = await readFile(join(out, 'preload/index.cjs'), 'utf8');
    expect(Buffer.byteLength(text)).toBeLessThan(10_000);
    expect([...text.matchAll(/require\(([^)]*)\)/g)].map(([, what]) => what?.replace(/["'`]/g, ''))).toEqual(['electron']);
  });
});

test('after all of it the app still works', async () => {
  await app.fill('New passphrase', 'correct horse battery staple');
  await app.click('button', 'Continue');
  await app.see('Your recovery key');
});
