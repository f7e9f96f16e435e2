/** Ten thousand keys: how soon the list is there, what a keystroke costs, and whether anything holds the page up. */
import { createPrivateKey, sign } from 'node:crypto';
import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import { launchApp, type RunningApp } from '../tests/e2e/support/app.js';
import { makeKey } from '../tests/support/keys.js';
import { fourHundredNames, manyKeys, organizationNamed, writeVault } from '../tests/support/vault.js';

/** Milliseconds a task of the page may take before it is felt. */
const longMs = 50;

export interface Scale {
  /** Milliseconds from starting the app to the first card drawn. */
  readonly listed: number;
  /** To the first frame with something in it, by the page's own record. */
  readonly drawn: number;
  /** From a key going down in the search to the next frame. */
  readonly keystrokes: readonly number[];
  /** From Enter in the palette to the notice that the token is on the clipboard. */
  readonly enters: readonly number[];
  /** A raw signature, without any of ours. */
  readonly signed: readonly number[];
  readonly longTasks: { readonly search: readonly number[]; readonly palette: readonly number[]; readonly scroll: readonly number[] };
  readonly mostRows: number;
}

export async function measureScale(folder: string, count: number): Promise<Scale> {
  const organizations = fourHundredNames.map((name) => organizationNamed(name));
  const [big] = organizations;
  if (!big) throw new Error('no organization');
  // One client has nearly half of them.
  const keys = [...manyKeys(organizations, count - 4_000), ...manyKeys([big], 4_000)];
  const { home, identity } = await writeVault(join(folder, `scale-${count}`), organizations, keys);
  const [begun, begunAt] = [performance.now(), Date.now()];
  const app = await launchApp({ home, env: { KEYRACK_IDENTITY: identity } });
  try {
    await app.inPage((page) => page.locator('.card').first().waitFor(), null);
    const listed = performance.now() - begun;
    const drawn = (await app.inPage(firstContent, null)) - begunAt;
    await app.inPage(watchFrames, null);
    let mostRows = 0;
    const look = async () => {
      mostRows = Math.max(mostRows, await app.inPage((page) => page.locator('.card, .org, .hit').count(), null));
    };
    const search = await longTasks(app, async () => {
      await app.press('Control+f');
      for (const key of 'juniper health key 12') await app.press(key === ' ' ? 'Space' : key);
      await look();
      for (let n = 0; n < 21; n += 1) await app.press('Backspace');
    });
    const keystrokes = await app.inPage((page) => page.evaluate(() => (window as never as { frames: number[] }).frames.slice(1)), null);
    const scroll = await longTasks(app, async () => {
      for (const selector of ['.orgs', '.scroll'])
        for (let n = 0; n < 60; n += 1) {
          await app.inPage(wheel, selector);
          if (n % 20 === 0) await look();
        }
    });
    const enters: number[] = [];
    const palette = await longTasks(app, async () => {
      for (const name of fourHundredNames.slice(40, 60)) {
        await app.press('Control+k');
        for (const letter of initials(name)) await app.press(letter);
        await look();
        enters.push(await app.inPage(enterToNotice, null));
      }
    });
    return { listed, drawn, keystrokes, enters, signed: rawSignatures(), longTasks: { search, palette, scroll }, mostRows };
  } finally {
    await app.close();
  }
}

/** Milliseconds since 1970. */
const firstContent = (page: Page) =>
  page.evaluate(() => performance.timeOrigin + (performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN));

const initials = (name: string): string[] => name.split(' ').map((word) => word.slice(0, 1).toLowerCase());

/** Notes for each key pressed how long it takes to the frame after the next one: then it has been painted. */
const watchFrames = (page: Page) =>
  page.evaluate(() => {
    const frames: number[] = [];
    Object.assign(window, { frames });
    addEventListener(
      'keydown',
      ({ timeStamp }) => requestAnimationFrame(() => setTimeout(() => frames.push(performance.now() - timeStamp))),
      { capture: true },
    );
  });

const enterToNotice = async (page: Page) => {
  // Set up before the key goes down: the two take different ways into the page.
  await page.evaluate(() => {
    Object.assign(window, {
      noticed: new Promise<number>((done) => {
        let from = 0;
        addEventListener('keydown', ({ timeStamp }) => (from = timeStamp), { capture: true, once: true });
        const watch = new MutationObserver(() => {
          if (from === 0 || !document.querySelector('.toast')?.textContent?.includes('copied')) return;
          watch.disconnect();
          done(performance.now() - from);
        });
        document.querySelector('.toast .btn')?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
        watch.observe(document.body, { childList: true, subtree: true, characterData: true });
      }),
    });
  });
  await page.keyboard.press('Enter');
  return page.evaluate(() => (window as never as { noticed: Promise<number> }).noticed);
};

const wheel = async (page: Page, selector: string) => {
  const box = await page.locator(selector).first().boundingBox();
  if (box) await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.wheel(0, 900);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
};

/** Milliseconds of each task of the page's main thread that took longer than `longMs`, from Chromium's own trace. */
async function longTasks(app: RunningApp, work: () => Promise<void>): Promise<readonly number[]> {
  await app.inPage(async (page) => {
    const session = await page.context().newCDPSession(page);
    const events: object[] = [];
    session.on('Tracing.dataCollected', ({ value }) => events.push(...value));
    Object.assign(globalThis, { tracing: { session, events } });
    await session.send('Tracing.start', {
      transferMode: 'ReportEvents',
      traceConfig: { includedCategories: ['toplevel', 'disabled-by-default-devtools.timeline', '__metadata'] },
    });
  }, null);
  await work();
  return app.inPage(async (_page, least) => {
    interface TraceEvent {
      readonly name: string;
      readonly tid: number;
      readonly pid: number;
      readonly dur?: number;
      /** Of the processor alone: a machine with other work counts for nothing. */
      readonly tdur?: number;
      readonly args: { readonly name?: string };
    }
    const { session, events } = (globalThis as never as { tracing: { session: CDPSession; events: TraceEvent[] } }).tracing;
    await new Promise<void>((done) => {
      session.once('Tracing.tracingComplete', () => done());
      void session.send('Tracing.end');
    });
    await session.detach();
    const pages = new Set(
      events.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain').map(({ pid, tid }) => `${pid} ${tid}`),
    );
    return events
      .filter(({ name, pid, tid }) => name === 'ThreadControllerImpl::RunTask' && pages.has(`${pid} ${tid}`))
      .map(({ dur = 0, tdur = dur }) => tdur / 1_000)
      .filter((ms) => ms > least);
  }, longMs);
}

function rawSignatures(): number[] {
  const key = createPrivateKey(makeKey().opensslPem);
  const message = Buffer.alloc(300, 'a');
  return Array.from({ length: 50 }, () => {
    const begun = performance.now();
    sign('sha256', message, key);
    return performance.now() - begun;
  });
}
