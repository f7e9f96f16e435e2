import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { host, launchApp, type RunningApp } from './support/app.js';
import { writeSmallApp } from './support/small-app.js';

// An app of our own, so that these say what the host does and nothing about Keyrack.
interface Small {
  echo(value: unknown): Promise<{ value: unknown; from: string; ours: boolean }>;
  fail(): Promise<never>;
  bad(): Promise<never>;
  nobody(): Promise<never>;
  pathOf(file: File): string;
  readonly nested: { add(a: number, b: number): number; refuse(): never; late(): Promise<never> };
}
declare const small: Small;
declare const pressed: string[];
declare const seen: { navigated: string[]; opened: string[]; blocked: string[] };

/** What the small app exits with once it has held will-quit; 0 would mean that it could not. */
const letGo = 3;

let files: Awaited<ReturnType<typeof writeSmallApp>>;
let app: RunningApp;
beforeAll(async () => {
  console.log(`host: ${host}`);
  files = await writeSmallApp();
  app = await launchApp({ home: files.home, main: files.main });
});
afterAll(async () => {
  await app?.close();
  await files?.remove();
});

/** What a call in the page is refused with. */
const refusal = (call: string) =>
  app.inPage(
    (page, text) =>
      page.evaluate(`Promise.resolve().then(() => ${text}).then(() => 'no error', (e) => e.constructor.name + ': ' + e.message)`),
    call,
  );

test('a value goes to main and back as it was, and main knows the address it came from', async () => {
  const answer = await app.inPage(
    (page) =>
      page.evaluate(async () => {
        const { value, from, ours } = await small.echo({ n: 1, when: new Date(5), bytes: new Uint8Array([1, 2]), none: undefined });
        const { when, bytes, ...rest } = value as { when: Date; bytes: Uint8Array };
        return { from, ours, when: when.getTime(), bytes: [...bytes], keys: Object.keys(rest) };
      }),
    null,
  );
  expect(answer).toEqual({ from: 'app://bundle/index.html', ours: true, when: 5, bytes: [1, 2], keys: ['n', 'none'] });
});

test('what main throws arrives as an Error in Electron’s words; what cannot be cloned is refused', async () => {
  expect(await refusal('small.fail()')).toBe("Error: Error invoking remote method 'fail': TypeError: no such key");
  expect(await refusal('small.nobody()')).toContain("No handler registered for 'nobody'");
  expect(await refusal('small.bad()')).toContain('could not be cloned');
  expect(await refusal("small.echo(Symbol('x'))")).toContain('could not be cloned');
});

test('the preload’s own errors keep their kind, thrown and rejected', async () => {
  expect(await refusal('small.nested.refuse()')).toBe('RangeError: too many');
  expect(await refusal('small.nested.late()')).toBe('TypeError: late');
});

test('the exposed API is frozen throughout and carries no way to the channels', async () => {
  const found = await app.inPage(
    (page) =>
      page.evaluate(() => {
        const { add } = small.nested;
        const frozen = [small, small.echo, small.nested, add].every((one) => Object.isFrozen(one));
        const names = Object.getOwnPropertyNames(window).filter((name) =>
          /^(ipc.*|invoke|electron|standIn.*|require|process|module)$/i.test(name),
        );
        return { frozen, names, sum: add(2, 3) };
      }),
    null,
  );
  expect(found).toEqual({ frozen: true, names: [], sum: 5 });
});

test('a frame inside the page gets no API', async () => {
  const kinds = await app.inPage(
    (page) =>
      Promise.all(page.frames().map((frame) => frame.evaluate(() => [location.pathname, typeof (window as { small?: unknown }).small]))),
    null,
  );
  expect(kinds).toEqual([
    ['/index.html', 'object'],
    ['/frame.html', 'undefined'],
  ]);
});

test('window.open and a link to a new window are asked of the app and denied', async () => {
  const opened = await app.inPage((page) => page.evaluate(() => window.open('https://example.com/pop') === null), null);
  await app.inPage((page) => page.locator('#blank').click(), null);
  expect(opened).toBe(true);
  await expect.poll(() => app.run(() => seen.opened, null)).toEqual(['https://example.com/pop', 'https://example.com/']);
  await expect.poll(() => app.inPage((page) => page.context().pages().length, null)).toBe(1);
});

test('a link to another page is asked through will-navigate; prevented, the page stays', async () => {
  await app.inPage((page) => page.locator('#away').click(), null);
  await expect.poll(() => app.run(() => seen.navigated, null)).toEqual(['app://bundle/other.html']);
  expect(await app.textOf('h1')).toBe('Small app');
});

test('the policy the scheme’s handler answers with is enforced', async () => {
  expect(await app.textOf('#inline')).toBe('kept');
  // Later, because inside page.evaluate itself eval is allowed.
  const later = await app.inPage(
    (page) =>
      page.evaluate(
        () =>
          new Promise((done) =>
            setTimeout(() => {
              try {
                done(String(Reflect.apply(Reflect.get(globalThis, 'ev' + 'al'), null, ['1 + 1'])));
              } catch (error) {
                done((error as Error).name);
              }
            }),
          ),
      ),
    null,
  );
  expect(later).toBe('EvalError');
});

test('dropped files come as trusted drops, each with its path', async () => {
  const paths = [join(files.home, 'AuthKey_A.p8'), join(files.home, 'b.json')];
  for (const path of paths) await writeFile(path, 'not a key');
  await app.dropFiles('#drop', paths);
  await app.see(`${paths.join('|')} true`);
  const made = await app.inPage((page) => page.evaluate(() => small.pathOf(new File([], 'made'))), null);
  expect(made).toBe('');
});

test('main sends to the page; the system’s colours and the size reach it too', async () => {
  await app.see('good news');
  await app.colorScheme('dark');
  await expect.poll(() => app.inPage((page) => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches), null)).toBe(true);
  await app.resize(700, 500);
  expect(await app.inPage((page) => page.evaluate(() => [innerWidth, innerHeight]), null)).toEqual([700, 500]);
});

test('the menu’s keys work, unless the page took the key; its items can be clicked', async () => {
  await app.press('ControlOrMeta+f');
  await app.press('ControlOrMeta+l');
  await expect.poll(() => app.run(() => pressed, null)).toEqual(['lock']);
  await app.menu('Find');
  expect(await app.run(() => pressed, null)).toEqual(['lock', 'find']);
});

test('a dialog answers what the spec says, then is cancelled; what the app opens outside is only noted', async () => {
  await app.answerDialog({ filePaths: ['/k/AuthKey_A.p8'] });
  const ask = () => app.run(({ electron, win }) => electron.dialog.showOpenDialog(win, {}), null);
  expect(await ask()).toMatchObject({ canceled: false, filePaths: ['/k/AuthKey_A.p8'] });
  expect(await ask()).toMatchObject({ canceled: true, filePaths: [] });
  await app.run(({ electron }) => electron.shell.openExternal('https://example.com/help'), null);
  expect(await app.openedOutside()).toEqual(['https://example.com/help']);
});

test('the clipboard carries items by type, and has() tells whose they are', async () => {
  const had = await app.run(async ({ electron }) => {
    const { clipboard } = electron;
    await clipboard.write([
      new electron.ClipboardItem({ 'text/plain': 'a token', 'application/x-mark': '1', 'web application/x-own': '2' }),
    ]);
    const raw = 'electron application/osclipboard;format="application/x-mark"';
    const types = ['application/x-mark', raw, 'web application/x-own', 'web application/x-other'];
    return Promise.all(types.map((type) => clipboard.has(type)));
  }, null);
  expect(had).toEqual([false, true, true, false]);
  expect(await app.clipboardText()).toBe('a token');
  await app.run(({ electron }) => electron.clipboard.clear(), null);
  expect(await app.clipboardText()).toBe('');
});

test('a second instance hands over its arguments and ends; the first goes on', async () => {
  const second = await launchApp({ home: files.home, main: files.main, args: ['file.p8', '--again'], window: false });
  expect(await second.ended).toEqual({ code: letGo, signal: null });
  const told = () => app.run(() => (globalThis as { second?: unknown }).second, null);
  // Chromium hands over its own reading: switches first.
  await expect.poll(told).toEqual({ last: 'file.p8', data: { word: 'hello' } });
});

test('quitting goes in Electron’s order, and will-quit can hold it', async () => {
  const again = await app.relaunch();
  expect(await app.ended).toEqual({ code: letGo, signal: null });
  expect(app.output().split('\n').filter(Boolean)).toEqual(['before-quit', 'close', 'closed', 'will-quit']);
  app = again;
  await app.run(({ win }) => win.close(), null);
  expect(await app.ended).toEqual({ code: letGo, signal: null });
  expect(app.output().split('\n').filter(Boolean)).toEqual(['close', 'closed', 'window-all-closed', 'before-quit', 'will-quit']);
});
