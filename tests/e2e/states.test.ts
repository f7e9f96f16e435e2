import { expect, test } from 'vitest';
import type { RunningApp } from './support/app.js';
import { firstRun, openDesk, openReadyDesk, passphrase, storeOne } from './support/desk.js';

/** Shifts since the page was made: those that no click or key of the user's explains, or with `ofInput` all. */
const shifts = (app: RunningApp, { ofInput }: { ofInput: boolean } = { ofInput: false }) =>
  app.inPage(
    (page, ofInput) =>
      page.evaluate(
        (ofInput) =>
          new Promise<string[]>((done) => {
            const found: string[] = [];
            const observer = new PerformanceObserver((list) => {
              for (const entry of list.getEntries() as (PerformanceEntry & {
                hadRecentInput: boolean;
                value: number;
                sources: { node: Node | null }[];
              })[]) {
                const nodes = entry.sources.map(({ node }) => (node instanceof Element ? node.className || node.nodeName : 'text'));
                if (ofInput || !entry.hadRecentInput) found.push(`${entry.value.toFixed(4)} ${nodes.join(', ')}`);
              }
            });
            observer.observe({ type: 'layout-shift', buffered: true });
            // Buffered entries come in a task of their own.
            requestAnimationFrame(() => setTimeout(() => done(found)));
          }),
        ofInput,
      ),
    ofInput,
  );

test('nothing moves after the first paint: not at the start, not when Apple’s answer comes, not in any place', async () => {
  const desk = await openReadyDesk();
  await storeOne(desk);
  desk.app = await desk.app.relaunch();
  const { app } = desk;
  expect(await shifts(app), 'locked').toEqual([]);
  await app.fill('Passphrase', passphrase);
  await app.click('button', 'Unlock');
  await app.see('Answered in');
  expect(await shifts(app), 'list').toEqual([]);
  await app.click('button', 'Test connection');
  await app.see('Answered in');
  await app.click('button', 'Copy token');
  await app.see('left');
  for (const place of ['Guide', 'Activity', 'Trash', 'Settings', 'What protects your keys']) {
    await app.click('button', place);
    await app.inPage((page) => page.locator('.pane h1').waitFor(), null);
    expect(await shifts(app), place).toEqual([]);
  }
});

test('when a key was last used keeps its place while Apple is asked and answers, however long that takes', async () => {
  const desk = await openReadyDesk();
  const { app, apple } = desk;
  await storeOne(desk);
  await app.see('Answered in');
  const before = (await shifts(app, { ofInput: true })).length;
  apple.fault('hang');
  await app.click('button', 'Test connection');
  await app.see('Asking Apple');
  await app.click('button', 'Cancel');
  await app.see('cancelled');
  expect((await shifts(app, { ofInput: true })).slice(before)).toEqual([]);
});

test('R-100: offline is a state: the card says so without alarm, a token is still copied, and the last answer comes back', async () => {
  const desk = await openDesk({ KEYRACK_API_URL: 'http://localhost:9' });
  const { app } = desk;
  // No name is resolved, as without a network.
  await app.run(() => {
    const dns = process.getBuiltinModule('node:dns');
    const gone = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
    Object.assign(dns, { lookup: (...args: unknown[]) => (args.at(-1) as (error: Error) => void)(gone) });
  }, null);
  await firstRun(desk);
  await storeOne(desk);
  await app.see('tokens can still be copied');
  const strip = await app.textOf('.card-strip');
  expect(strip).toContain('Offline');
  expect(strip).not.toMatch(/why|error|failed|refused/i);
  await app.click('button', 'Copy token');
  await app.see('copied.');
  await app.inPage((page) => page.evaluate(() => dispatchEvent(new Event('online'))), null);
  await app.gone('tokens can still be copied');
  await app.see('Not tested');
});

test('nothing turns under reduced motion, and nothing slides', async () => {
  const { app } = await openDesk();
  const moving = await app.inPage(async (page) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    return page.evaluate(() => {
      const probe = document.createElement('i');
      probe.className = 'spin';
      document.body.append(probe);
      const { animationName } = getComputedStyle(probe);
      probe.remove();
      const root = getComputedStyle(document.documentElement);
      return [animationName, ...['--quick', '--slide'].map((name) => Number.parseFloat(root.getPropertyValue(name)))];
    });
  }, null);
  expect(moving).toEqual(['none', 0, 0]);
});
